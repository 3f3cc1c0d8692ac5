import { useDeferredValue, useEffect, useState } from 'react';

/**
 * `value` once it has not changed for `quietMs`; the empty string at once. A scanner's keys come faster than that, so
 * a scan into the field makes no work of its digits.
 */
export function useSettled(value: string, quietMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : quietMs);
    return () => clearTimeout(timer);
  }, [value, settled, quietMs]);
  return useDeferredValue(value === '' ? '' : settled);
}
