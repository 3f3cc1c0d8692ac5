import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import { type BreakerState, breakerOf } from './breaker.ts';
import { type ConnectionRow, kindsNotInherited, presetOf } from './connection-shown.ts';
import { connection, connectionFeature, connectionState } from './tables.ts';
import type { ConnectionStatus } from './words.ts';

/** A connection that can serve a feature now. */
export interface ResolvedConnection {
  connectionId: string;
  label: string;
  provider: string;
  kind: string;
  environment: string;
  testMode: boolean;
  /** whose it is */
  source: 'outlet' | 'tenant';
  breaker: BreakerState;
  status: ConnectionStatus;
}

/**
 * What serves a feature in an outlet, best first: what is mapped in the outlet, else its own default of the kind, else,
 * unless the outlet opted out, the same of the shop. Switched-off ones are left out; those with an open breaker come
 * last. `tx` must be in the tenant's scope.
 */
export async function resolveFeature(
  tx: Tx,
  tenantId: string,
  outletId: string | null,
  feature: string,
  now: number,
): Promise<ResolvedConnection[]> {
  const scopes = outletId === null ? [tenantId] : [outletId, tenantId];
  const kind = feature.slice(0, feature.indexOf('.'));
  const mapped = await tx
    .select()
    .from(connectionFeature)
    .where(
      and(
        eq(connectionFeature.tenantId, tenantId),
        inArray(connectionFeature.scopeId, scopes),
        eq(connectionFeature.feature, feature),
      ),
    )
    .orderBy(asc(connectionFeature.position));
  const rows = await tx
    .select({ row: connection, state: connectionState })
    .from(connection)
    .leftJoin(
      connectionState,
      and(eq(connectionState.tenantId, connection.tenantId), eq(connectionState.connectionId, connection.id)),
    )
    .where(
      and(
        eq(connection.tenantId, tenantId),
        eq(connection.kind, kind),
        eq(connection.active, true),
        inArray(connection.scopeId, scopes),
      ),
    );
  const optedOut = outletId !== null && (await kindsNotInherited(tx, tenantId, outletId)).has(kind);
  for (const scopeId of scopes) {
    if (scopeId === tenantId && optedOut) break;
    const named = mapped.filter((one) => one.scopeId === scopeId).map((one) => one.connectionId);
    const serving =
      named.length > 0
        ? named.flatMap((id) => rows.filter(({ row }) => row.id === id))
        : rows.filter(({ row }) => row.scopeId === scopeId && row.isDefault && canServe(row, feature));
    // What was named here and is switched off is not replaced by what another scope thinks.
    if (named.length > 0 || serving.length > 0)
      return inOrder(serving.map(({ row, state }) => resolved(row, state, now)));
  }
  return [];
}

const canServe = (row: ConnectionRow, feature: string) => (presetOf(row).features ?? []).includes(feature);

function inOrder(found: ResolvedConnection[]): ResolvedConnection[] {
  const open = (one: ResolvedConnection) => one.breaker === 'open' || one.status === 'bad_key';
  return [...found.filter((one) => !open(one)), ...found.filter(open)];
}

function resolved(
  row: ConnectionRow,
  state: typeof connectionState.$inferSelect | null,
  now: number,
): ResolvedConnection {
  return {
    connectionId: row.id,
    label: row.label,
    provider: row.provider,
    kind: row.kind,
    environment: row.environment,
    testMode: row.testMode,
    source: row.outletId === null ? 'tenant' : 'outlet',
    breaker: breakerOf(state, now),
    status: state?.status ?? 'untested',
  };
}
