/**
 * The number of an attempt at its provider: letters and digits only and 26 of them, which every provider of the presets
 * takes, and which two attempts never share.
 */
export function referenceOf(attemptId: string): string {
  return `G${BigInt(`0x${attemptId.replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase()
    .padStart(25, '0')}`;
}
