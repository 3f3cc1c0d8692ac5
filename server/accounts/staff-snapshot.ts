import { asc } from 'drizzle-orm';
import { importJWK, SignJWT } from 'jose';
import type { Role } from '../../shared/roles.ts';
import type { CallingDevice, Services } from '../services.ts';
import { openPin, PIN_ITERATIONS } from './pin.ts';
import { staff } from './tables.ts';

const LIFE_SECONDS = 30 * 86_400;

/** What the device's signed list of people says (payload of `jws`). */
export interface SnapshotPayload {
  tenantId: string;
  outletId: string;
  deviceId: string;
  staff: { id: string; name: string; role: Role; active: boolean }[];
  iat: number;
  exp: number;
}

export interface StaffSnapshot {
  /** ES256 compact JWS over SnapshotPayload */
  jws: string;
  pins: { staffId: string; salt: string; stretched: string; iterations: number }[];
}

/** Who may sign in by PIN on this device, signed and expiring, so that it holds without a network (T6). */
export async function staffSnapshot(
  { db, keys, now }: Pick<Services, 'db' | 'keys' | 'now'>,
  device: CallingDevice,
): Promise<StaffSnapshot> {
  const { tenantId, outletId, id: deviceId } = device;
  const people = await db.tenant(tenantId, (tx) =>
    // In the order in which they were added: ids grow with time.
    tx.select().from(staff).orderBy(asc(staff.id)),
  );
  const iat = Math.floor(now() / 1000);
  const payload: SnapshotPayload = {
    tenantId,
    outletId,
    deviceId,
    staff: people.map(({ id, name, role, active }) => ({ id, name, role, active })),
    iat,
    exp: iat + LIFE_SECONDS,
  };
  const { privateKey } = await keys.signingKey('staff-snapshot');
  const jws = await new SignJWT({ ...payload })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(await importJWK(privateKey, 'ES256'));
  const pins = people.flatMap(({ id, active, pinSalt, pinSealed }) =>
    active && pinSalt && pinSealed
      ? [
          {
            staffId: id,
            salt: pinSalt,
            stretched: openPin(keys, tenantId, id, pinSealed),
            iterations: PIN_ITERATIONS,
          },
        ]
      : [],
  );
  return { jws, pins };
}
