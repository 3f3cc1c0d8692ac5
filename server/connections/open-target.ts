import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import type { CallTarget } from '../hub/call-target.ts';
import type { Vault } from '../vault/vault.ts';
import { type ConnectionRow, presetOf } from './connection-shown.ts';
import type { HubPorts } from './hub-ports.ts';
import { connection, connectionState } from './tables.ts';

export type OpenedTarget =
  | {
      ok: true;
      target: CallTarget;
      connection: ConnectionRow;
      state: typeof connectionState.$inferSelect | null;
    }
  | { ok: false; code: 'notFound' | 'keyUndecryptable'; connection?: ConnectionRow };

interface Needed {
  vault: Vault;
  hub: HubPorts;
}

/**
 * A connection with its secrets in the clear, for a call or for reading a webhook. Also opens one that is switched off:
 * its webhooks still count. `tx` must be in the tenant's scope.
 */
export async function openTarget(
  tx: Tx,
  needed: Needed,
  tenantId: string,
  connectionId: string,
): Promise<OpenedTarget> {
  return openWhere(tx, needed, tenantId, eq(connection.id, connectionId));
}

/** As `openTarget`, by the last part of the webhook address. */
export async function openTargetBySlug(
  tx: Tx,
  needed: Needed,
  tenantId: string,
  slug: string,
): Promise<OpenedTarget> {
  return openWhere(tx, needed, tenantId, eq(connection.slug, slug));
}

async function openWhere(
  tx: Tx,
  { vault, hub }: Needed,
  tenantId: string,
  which: ReturnType<typeof eq>,
): Promise<OpenedTarget> {
  const [found] = await tx
    .select({ row: connection, state: connectionState })
    .from(connection)
    .leftJoin(
      connectionState,
      and(eq(connectionState.tenantId, connection.tenantId), eq(connectionState.connectionId, connection.id)),
    )
    .where(and(eq(connection.tenantId, tenantId), which));
  if (!found) return { ok: false, code: 'notFound' };
  const { row, state } = found;
  const { secrets, broken } = await vault.openAll(tx, tenantId, row.id);
  if (broken.length > 0) {
    await setStatus(tx, row, 'key_undecryptable');
    return { ok: false, code: 'keyUndecryptable', connection: row };
  }
  return { ok: true, target: targetOf(hub, row, secrets), connection: row, state };
}

export function targetOf(hub: HubPorts, row: ConnectionRow, secrets: Record<string, string>): CallTarget {
  return {
    connectionId: row.id,
    tenantId: row.tenantId,
    preset: presetOf(row),
    environment: row.environment,
    cfg: row.cfg,
    secrets,
    ...(hub.publicUrl ? { webhookUrl: `${hub.publicUrl}/webhook/${row.kind}/${row.slug}` } : {}),
    vars: { sandboxUrl: hub.sandboxUrl },
  };
}

/** Writes how it stands, when that is something else than before. */
export async function setStatus(
  tx: Tx,
  { tenantId, id }: Pick<ConnectionRow, 'tenantId' | 'id'>,
  status: NonNullable<(typeof connectionState.$inferSelect)['status']>,
): Promise<void> {
  await tx
    .update(connectionState)
    .set({ status })
    .where(and(eq(connectionState.tenantId, tenantId), eq(connectionState.connectionId, id)));
}
