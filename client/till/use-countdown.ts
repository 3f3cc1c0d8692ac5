import { useEffect, useState } from 'react';

/** `m:ss` until `untilMs` (device clock), counting; null when it is over or there is nothing to wait for. */
export function useCountdown(untilMs: number | null): string | null {
  const [now, setNow] = useState(() => Date.now());
  const left = untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - now) / 1_000));
  const waiting = untilMs !== null && left > 0;
  useEffect(() => {
    setNow(Date.now());
    if (!waiting) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [waiting]);
  if (!waiting) return null;
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
