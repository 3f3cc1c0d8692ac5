import { and, eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { type HubActing, noteChange } from './acting.ts';
import { findConnection } from './connection-shown.ts';
import { connection, connectionFeature, connectionState } from './tables.ts';

/** What stops working with a connection. */
export interface Dependents {
  /** what it serves; `null` outlet: the whole shop */
  features: { outletId: string | null; feature: string; position: number }[];
}

/** Refuses with `notFound`. */
export async function dependentsOf(
  { db, tenantId }: Pick<HubActing, 'db' | 'tenantId'>,
  connectionId: string,
): Promise<Dependents> {
  return db.tenant(tenantId, async (tx) => {
    await findConnection(tx, tenantId, connectionId);
    const rows = await tx
      .select()
      .from(connectionFeature)
      .where(and(eq(connectionFeature.tenantId, tenantId), eq(connectionFeature.connectionId, connectionId)))
      .orderBy(connectionFeature.feature);
    return {
      features: rows.map(({ scopeId, feature, position }) => ({
        outletId: scopeId === tenantId ? null : scopeId,
        feature,
        position,
      })),
    };
  });
}

/**
 * Deletes a connection with its secrets; its log stays for as long as logs stay. Refuses `connectionInUse` while it
 * serves something, unless `withUse`; then its fallbacks move up.
 */
export async function removeConnection(
  ctx: HubActing,
  input: { connectionId: string; withUse: boolean },
): Promise<void> {
  const { tenantId } = ctx;
  const { connectionId } = input;
  const { features } = await dependentsOf(ctx, connectionId);
  if (features.length > 0 && !input.withUse)
    throw new Refusal('connectionInUse', {
      values: { features: [...new Set(features.map(({ feature }) => feature))].join(', ') },
    });
  await ctx.db.tenant(tenantId, async (tx) => {
    const row = await findConnection(tx, tenantId, connectionId, true);
    await ctx.vault.remove(tx, tenantId, connectionId);
    await tx
      .delete(connectionFeature)
      .where(and(eq(connectionFeature.tenantId, tenantId), eq(connectionFeature.connectionId, connectionId)));
    await tx
      .delete(connectionState)
      .where(and(eq(connectionState.tenantId, tenantId), eq(connectionState.connectionId, connectionId)));
    await tx
      .delete(connection)
      .where(and(eq(connection.tenantId, tenantId), eq(connection.id, connectionId)));
    await noteChange(tx, ctx, {
      connectionId,
      action: 'provider.removed',
      detail: { provider: row.provider, label: row.label, features },
    });
  });
}
