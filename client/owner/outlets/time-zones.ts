/** Indonesia's three zones, each by its best known city. */
export const TIME_ZONES = [
  { zone: 'Asia/Jakarta', key: 'wib' },
  { zone: 'Asia/Makassar', key: 'wita' },
  { zone: 'Asia/Jayapura', key: 'wit' },
] as const;

/** WIB, WITA or WIT; any other zone by its own name. */
export function zoneName(timeZone: string): string {
  return TIME_ZONES.find(({ zone }) => zone === timeZone)?.key.toUpperCase() ?? timeZone;
}
