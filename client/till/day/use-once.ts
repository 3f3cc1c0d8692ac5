import { useRef, useState } from 'react';
import { useFailure } from './use-failure.ts';

/** Work that a double tap must not do twice; what the device could not record stands in `failure`. */
export function useOnce() {
  const failureOf = useFailure();
  const [failure, setFailure] = useState('');
  const running = useRef(false);

  async function once(work: () => Promise<unknown>): Promise<void> {
    if (running.current) return;
    running.current = true;
    setFailure('');
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      running.current = false;
    }
  }
  return { once, failure, setFailure };
}
