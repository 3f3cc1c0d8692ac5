import { useEffect, useRef } from 'react';
import { takeScans } from '../scan-taker.ts';

/** While this is on the screen, scans are its own and not the cart's. */
export function useScans(onScan: (code: string) => void): void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => takeScans((code) => latest.current(code)), []);
}
