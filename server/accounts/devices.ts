import { asc, eq } from 'drizzle-orm';
import { enterSystem, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import { type Acting, byUser } from './acting.ts';
import { audit } from './audit.ts';
import { type IssuedCode, issueCode } from './enrolment-code.ts';
import { device, outlet } from './tables.ts';

/** Every tablet ever enrolled, with what it last reported. */
export async function listDevices({ db, tenantId }: Pick<Acting, 'db' | 'tenantId'>) {
  return db.tenant(tenantId, (tx) =>
    tx
      .select({
        id: device.id,
        code: device.code,
        name: device.name,
        outletId: device.outletId,
        outletName: outlet.name,
        enrolledAt: device.enrolledAt,
        lastSeenAt: device.lastSeenAt,
        unsent: device.unsent,
        refused: device.refused,
        clockOffsetMs: device.clockOffsetMs,
        appVersion: device.appVersion,
        revokedAt: device.revokedAt,
        printers: device.printers,
        printersAt: device.printersAt,
      })
      .from(device)
      .innerJoin(outlet, eq(outlet.id, device.outletId))
      .orderBy(asc(device.id)),
  );
}

/** A code for one tablet of the outlet, good for 15 minutes. */
export async function newEnrolmentCode(ctx: Acting, outletId: string): Promise<IssuedCode> {
  const { db, tenantId } = ctx;
  return db.tenant(tenantId, async (tx) => {
    const [place] = await tx.select().from(outlet).where(eq(outlet.id, outletId));
    if (!place?.active) throw new Refusal('notFound', { field: 'outletId' });
    await audit(tx, ctx, { ...byUser(ctx), action: 'device.codeIssued', target: outletId });
    await enterSystem(tx);
    return issueCode(tx, ctx, { tenantId, outletId });
  });
}

/** Ends the tablet's credential at once. What it still holds unsent comes back through its rescue file. */
export async function revokeDevice(ctx: Acting, id: string): Promise<void> {
  const { db, tenantId, now } = ctx;
  await db.tenant(tenantId, async (tx) => {
    const found = await lockDevice(tx, id);
    if (found.revokedAt) return;
    await tx
      .update(device)
      .set({ revokedAt: new Date(now()) })
      .where(eq(device.id, id));
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'device.revoked',
      target: id,
      detail: { unsent: found.unsent },
    });
    // Live feeds look their credential up again, at once.
    await announce(tx, tenantId, []);
  });
}

export async function renameDevice(ctx: Acting, input: { id: string; name: string }): Promise<void> {
  const { db, tenantId } = ctx;
  await db.tenant(tenantId, async (tx) => {
    await lockDevice(tx, input.id);
    await tx.update(device).set({ name: input.name }).where(eq(device.id, input.id));
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'device.renamed',
      target: input.id,
      detail: { name: input.name },
    });
  });
}

async function lockDevice(tx: Tx, id: string) {
  const [found] = await tx.select().from(device).where(eq(device.id, id)).for('update');
  if (!found) throw new Refusal('notFound');
  return found;
}
