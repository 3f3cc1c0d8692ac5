import { asc, eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import { type Acting, byUser } from './acting.ts';
import { audit } from './audit.ts';
import { device, outlet } from './tables.ts';

export interface OutletInput {
  id?: string | undefined;
  code: string;
  name: string;
  address: string;
  timeZone: string;
  active: boolean;
}

export async function listOutlets({ db, tenantId }: Pick<Acting, 'db' | 'tenantId'>) {
  return db.tenant(tenantId, (tx) =>
    tx
      .select({
        id: outlet.id,
        code: outlet.code,
        name: outlet.name,
        address: outlet.address,
        timeZone: outlet.timeZone,
        active: outlet.active,
      })
      .from(outlet)
      .orderBy(asc(outlet.id)),
  );
}

/** Adds (no `id`) or changes an outlet. Its code stays once a tablet was enrolled: receipts carry it (S2). */
export async function saveOutlet(ctx: Acting, input: OutletInput): Promise<{ id: string }> {
  const { db, tenantId, newId } = ctx;
  const { id: givenId, ...fields } = input;
  return db.tenant(tenantId, async (tx) => {
    const others = await tx.select().from(outlet).orderBy(outlet.id).for('update');
    const before = others.find((one) => one.id === givenId);
    if (givenId && !before) throw new Refusal('notFound');
    if (others.some((one) => one.id !== givenId && one.code === fields.code))
      throw new Refusal('codeTaken', { field: 'code', values: { code: fields.code } });
    if (before && before.code !== fields.code) {
      const used = await tx
        .select({ id: device.id })
        .from(device)
        .where(eq(device.outletId, before.id))
        .limit(1);
      if (used.length > 0) throw new Refusal('outletCodeInUse', { field: 'code' });
    }
    const id = before?.id ?? newId();
    if (before) await tx.update(outlet).set(fields).where(eq(outlet.id, id));
    else
      await tx
        .insert(outlet)
        .values({ tenantId, id, ...fields })
        .onConflictDoNothing();
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: before ? 'outlet.changed' : 'outlet.created',
      target: id,
      detail: fields,
    });
    await announce(tx, tenantId, ['outlet']);
    return { id };
  });
}
