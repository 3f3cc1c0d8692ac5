import { useEffect, useRef, useState } from 'react';
import type { TypedScan } from '../../devices/scan/learn-scanner.ts';

/** longer than any scanner pauses in a code, shorter than a hand needs for the next one */
const SILENCE_MS = 400;
const FEWEST_KEYS = 4;

/** While `listening`, the bursts of keys as they are typed, also those too slow to be taken for scans. */
export function useTypedScans(listening: boolean, onScan: (scan: TypedScan) => void): void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  const [sink] = useState(() => ({ text: '', at: [] as number[] }));
  useEffect(() => {
    if (!listening) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      if (sink.text.length >= FEWEST_KEYS) latest.current({ text: sink.text, at: sink.at });
      Object.assign(sink, { text: '', at: [] });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const began = sink.text !== '';
      if (event.key.length === 1) {
        sink.text += event.key;
        sink.at.push(event.timeStamp);
      } else if (event.key !== 'Enter' && event.key !== 'Tab') return;
      // Neither may press what has the focus, which is the button that began this.
      if (began) event.preventDefault();
      clearTimeout(timer);
      timer = setTimeout(end, SILENCE_MS);
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => {
      clearTimeout(timer);
      Object.assign(sink, { text: '', at: [] });
      window.removeEventListener('keydown', onKeyDown, true);
    };
  }, [listening, sink]);
}
