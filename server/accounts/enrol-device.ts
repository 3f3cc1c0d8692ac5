import { type JsonWebKey, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { enterSystem, enterTenant, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Context } from '../services.ts';
import { audit } from './audit.ts';
import { type DeviceCredential, deviceCookie, hashSecret } from './device-cookie.ts';
import { takeCode } from './enrolment-code.ts';
import { device, outlet, tenant } from './tables.ts';

/** What a tablet keeps about itself after enrolment; its credential travels in the cookie only. */
export interface EnrolledDevice {
  device: { id: string; code: string; name: string };
  outlet: { id: string; code: string; name: string; address: string; timeZone: string };
  tenant: { id: string; name: string };
  /** checks staff snapshots offline (ES256 JWK) */
  snapshotPublicKey: JsonWebKey;
}

/** Turns the calling tablet into a device of the code's outlet. Refuses with `codeUnknown` or `tooManyTries`. */
export async function enrolDevice(
  ctx: Context,
  input: { code: string; deviceName?: string },
): Promise<EnrolledDevice> {
  const { publicKey } = await ctx.keys.signingKey('staff-snapshot');
  const enrolled = await ctx.auth.limits.guard(
    { enrolByAddress: ctx.ip, enrolByAnyone: 'all' },
    () => ctx.db.system((tx) => enrol(tx, ctx, input)),
    (result) => result !== null,
  );
  if (!enrolled) throw new Refusal('codeUnknown', { field: 'code' });
  const { secret, ...kept } = enrolled;
  const credential: DeviceCredential = { tenantId: kept.tenant.id, deviceId: kept.device.id, secret };
  ctx.setCookie(deviceCookie(credential));
  return { ...kept, snapshotPublicKey: publicKey };
}

async function enrol(tx: Tx, ctx: Context, { code, deviceName }: { code: string; deviceName?: string }) {
  const place = await takeCode(tx, ctx, code);
  if (!place) return null;
  const { tenantId, outletId } = place;
  await enterTenant(tx, tenantId);
  const [shop] = await tx.select({ id: tenant.id, name: tenant.name }).from(tenant);
  // Locked until the end: two tablets of an outlet never count the same free number.
  const [where] = await tx.select().from(outlet).where(eq(outlet.id, outletId)).for('update');
  if (!shop || !where?.active) {
    await enterSystem(tx);
    return null;
  }
  const taken = await tx.select({ code: device.code }).from(device).where(eq(device.outletId, outletId));
  const added = {
    id: ctx.newId(),
    code: nextDeviceCode(taken.map((one) => one.code)),
    name: deviceName ?? '',
  };
  added.name ||= `${where.name} ${added.code}`;
  const secret = randomBytes(32).toString('base64url');
  await tx.insert(device).values({
    tenantId,
    outletId,
    ...added,
    credentialHash: hashSecret(secret),
    enrolledAt: new Date(ctx.now()),
  });
  await audit(
    tx,
    { ...ctx, tenantId },
    {
      actorKind: 'device',
      actorId: added.id,
      action: 'device.enrolled',
      target: added.id,
      detail: { outletId, code: added.code, name: added.name },
    },
  );
  const { id, code: outletCode, name, address, timeZone } = where;
  return { device: added, outlet: { id, code: outletCode, name, address, timeZone }, tenant: shop, secret };
}

/** `A1`, `A2`, …: never one that was given before, revoked devices included, for it is part of receipt numbers (S2). */
export function nextDeviceCode(given: string[]): string {
  const numbers = given.map((code) => Number(/^A(\d+)$/.exec(code)?.[1] ?? 0));
  return `A${Math.max(0, ...numbers) + 1}`;
}
