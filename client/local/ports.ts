/** What the device's store takes from outside, so that tests can hold the clock and the network. */
export interface Ports {
  /** device clock, epoch ms */
  now: () => number;
  /** UUIDv7 */
  newId: () => string;
  /** 0 ≤ random < 1 */
  random: () => number;
  fetch: typeof fetch;
}
