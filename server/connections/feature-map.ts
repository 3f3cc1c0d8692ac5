import { and, asc, eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { type HubActing, noteChange } from './acting.ts';
import { outletOf } from './save-connection.ts';
import { connection, connectionFeature, connectionInheritance } from './tables.ts';

/** What serves a feature where; `null` outlet: the whole shop. */
export interface FeatureMapped {
  outletId: string | null;
  feature: string;
  /** first the one that serves, then its fallbacks */
  connectionIds: string[];
}

type Reading = Pick<HubActing, 'db' | 'tenantId'>;

/** All that was mapped in the shop and its outlets, and which outlets do not follow the shop. */
export async function featureMap({ db, tenantId }: Reading): Promise<{
  mapped: FeatureMapped[];
  notInherited: { outletId: string; kind: string }[];
}> {
  return db.tenant(tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(connectionFeature)
      .where(eq(connectionFeature.tenantId, tenantId))
      .orderBy(
        asc(connectionFeature.scopeId),
        asc(connectionFeature.feature),
        asc(connectionFeature.position),
      );
    const mapped: FeatureMapped[] = [];
    for (const { scopeId, feature, connectionId } of rows) {
      const outletId = scopeId === tenantId ? null : scopeId;
      const known = mapped.find((one) => one.outletId === outletId && one.feature === feature);
      if (known) known.connectionIds.push(connectionId);
      else mapped.push({ outletId, feature, connectionIds: [connectionId] });
    }
    const notInherited = await tx
      .select({ outletId: connectionInheritance.outletId, kind: connectionInheritance.kind })
      .from(connectionInheritance)
      .where(and(eq(connectionInheritance.tenantId, tenantId), eq(connectionInheritance.inherits, false)));
    return { mapped, notInherited };
  });
}

/**
 * Says what serves a feature in the shop or in an outlet. An outlet that names nothing follows the shop again. Refuses
 * `notFound` for connections and outlets that are not there, `badInput` for one that can't serve it.
 */
export async function mapFeature(
  ctx: HubActing,
  input: { outletId?: string | null | undefined; feature: string; connectionIds: string[] },
): Promise<void> {
  const { tenantId } = ctx;
  const { feature, connectionIds } = input;
  const outletId = input.outletId ?? null;
  await ctx.db.tenant(tenantId, async (tx) => {
    if (outletId !== null) await outletOf(tx, tenantId, outletId);
    const scopeId = outletId ?? tenantId;
    for (const [index, connectionId] of connectionIds.entries()) {
      const [row] = await tx
        .select()
        .from(connection)
        .where(and(eq(connection.tenantId, tenantId), eq(connection.id, connectionId)));
      if (!row) throw new Refusal('notFound', { field: `connectionIds.${index}` });
      const features = (row.preset.features ?? []) as string[];
      const reachable = row.outletId === null || row.outletId === outletId;
      const twice = connectionIds.indexOf(connectionId) !== index;
      if (!reachable || twice || !features.includes(feature))
        throw new Refusal('badInput', { field: `connectionIds.${index}` });
    }
    await tx
      .delete(connectionFeature)
      .where(
        and(
          eq(connectionFeature.tenantId, tenantId),
          eq(connectionFeature.scopeId, scopeId),
          eq(connectionFeature.feature, feature),
        ),
      );
    if (connectionIds.length > 0)
      await tx.insert(connectionFeature).values(
        connectionIds.map((connectionId, position) => ({
          tenantId,
          scopeId,
          feature,
          position,
          connectionId,
        })),
      );
    await noteChange(tx, ctx, {
      connectionId: connectionIds[0] ?? scopeId,
      action: 'provider.feature_mapped',
      detail: { feature, outletId, connectionIds },
    });
  });
}

/** Whether an outlet uses the shop's connections of a kind where it has none of its own. Refuses `notFound`. */
export async function setInheritance(
  ctx: HubActing,
  input: { outletId: string; kind: string; usePartnerConfig: boolean },
): Promise<void> {
  const { tenantId } = ctx;
  const { outletId, kind, usePartnerConfig: inherits } = input;
  await ctx.db.tenant(tenantId, async (tx) => {
    await outletOf(tx, tenantId, outletId);
    await tx
      .insert(connectionInheritance)
      .values({ tenantId, outletId, kind, inherits })
      .onConflictDoUpdate({
        target: [connectionInheritance.tenantId, connectionInheritance.outletId, connectionInheritance.kind],
        set: { inherits },
      });
    await noteChange(tx, ctx, {
      connectionId: outletId,
      action: 'provider.inheritance',
      detail: { kind, inherits },
    });
  });
}
