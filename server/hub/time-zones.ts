/** The zones a preset may name, with their offset in minutes. None of them keeps summer time. */
export const ZONE_MINUTES = {
  UTC: 0,
  'Asia/Jakarta': 420,
  'Asia/Makassar': 480,
  'Asia/Jayapura': 540,
  'Asia/Singapore': 480,
} as const;

export type ZoneName = keyof typeof ZONE_MINUTES;

export const ZONE_NAMES = Object.keys(ZONE_MINUTES) as [ZoneName, ...ZoneName[]];

/** `2026-01-15T10:00:00+07:00`; UTC ends in Z. Never milliseconds: some signatures are over this very text. */
export function isoInZone(epochMs: number, zone: ZoneName): string {
  const minutes = ZONE_MINUTES[zone];
  const local = new Date(epochMs + minutes * 60_000).toISOString().slice(0, 19);
  return zone === 'UTC' ? `${local}Z` : `${local}${offsetText(minutes)}`;
}

/** `2026-01-15 10:00:00`, the clock on the wall of that zone. */
export function localInZone(epochMs: number, zone: ZoneName): string {
  return isoInZone(epochMs, zone).slice(0, 19).replace('T', ' ');
}

/** `20260115100000`, the clock on the wall of that zone. */
export function stampInZone(epochMs: number, zone: ZoneName): string {
  return isoInZone(epochMs, zone).slice(0, 19).replace(/\D/g, '');
}

/** Minutes as `+07:00`. */
export function offsetText(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `+${hours}:${String(minutes % 60).padStart(2, '0')}`;
}
