/** Who takes the scans instead of the cart, the last one first: a screen that is about something else than selling. */
let takers: readonly ((code: string) => void)[] = [];

/** Takes every scan until the function it returns is called. */
export function takeScans(taker: (code: string) => void): () => void {
  takers = [...takers, taker];
  return () => {
    takers = takers.filter((one) => one !== taker);
  };
}

/** Gives a scan to the screen that asked for it; false: nobody did, so it belongs to the cart. */
export function giveScan(code: string): boolean {
  const taker = takers.at(-1);
  taker?.(code);
  return taker !== undefined;
}
