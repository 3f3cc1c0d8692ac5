const ONLINE_MS = 3 * 60_000;
const CLOCK_TOLERANCE_MS = 5 * 60_000;

export interface DeviceFacts {
  lastSeenAt: string | Date | null;
  revokedAt: string | Date | null;
  clockOffsetMs: number | null;
}

export type DeviceState = 'online' | 'away' | 'never' | 'revoked';

/** Whether a tablet is in touch, as far as the server can tell at `nowMs`. */
export function deviceState({ lastSeenAt, revokedAt }: DeviceFacts, nowMs: number): DeviceState {
  if (revokedAt !== null) return 'revoked';
  if (lastSeenAt === null) return 'never';
  return nowMs - new Date(lastSeenAt).getTime() < ONLINE_MS ? 'online' : 'away';
}

/** Minutes by which its clock is off, 0 while that does no harm (the same bound as the server's flag on a sale). */
export function clockOffMinutes({ clockOffsetMs }: DeviceFacts): number {
  const off = Math.abs(clockOffsetMs ?? 0);
  return off > CLOCK_TOLERANCE_MS ? Math.round(off / 60_000) : 0;
}
