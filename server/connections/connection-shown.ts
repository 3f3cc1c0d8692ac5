import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { Db, Tx } from '../db/connect.ts';
import type { Preset, PresetField } from '../hub/preset.ts';
import { Refusal } from '../refusal.ts';
import type { MaskedSecret, Vault } from '../vault/vault.ts';
import { type BreakerState, breakerOf } from './breaker.ts';
import type { FieldValue } from './check-fields.ts';
import type { HubPorts } from './hub-ports.ts';
import { connection, connectionFeature, connectionInheritance, connectionState } from './tables.ts';
import type { ConnectionStatus, Verdict } from './words.ts';

export type ConnectionRow = typeof connection.$inferSelect;
type StateRow = typeof connectionState.$inferSelect;

/** A field of the form, with what is filled in; of a secret only what may be shown. */
export interface FieldShown
  extends Pick<
    PresetField,
    'key' | 'label' | 'type' | 'required' | 'pattern' | 'options' | 'example' | 'help' | 'env' | 'visibleWhen'
  > {
  value: FieldValue | null;
  secret: { masked: string; fingerprint: string; updatedAt: number; broken: boolean } | null;
}

/** A connection as the office and the API show it. Times are epoch ms. Never holds a secret. */
export interface ConnectionShown {
  id: string;
  /** null: the whole shop's */
  outletId: string | null;
  /** in a list for an outlet: it is the shop's, and the outlet follows it */
  inherited: boolean;
  kind: string;
  provider: string;
  title: { id: string; en: string };
  docs: string | null;
  confidence: string;
  format: string;
  /** what it could serve */
  features: string[];
  /** what it serves in its scope, and in which place: 0 is first, 1 the fallback */
  serves: { feature: string; position: number }[];
  label: string;
  environment: string;
  testMode: boolean;
  active: boolean;
  isDefault: boolean;
  costClass: string;
  expiresAt: number | null;
  /** where the provider sends webhooks; null: it sends none. `webhookUrl` only when the server knows its own address */
  webhookPath: string | null;
  webhookUrl: string | null;
  fields: FieldShown[];
  status: ConnectionStatus;
  breaker: BreakerState;
  openUntil: number | null;
  lastOkAt: number | null;
  lastErrorAt: number | null;
  lastErrorCode: string | null;
  lastTest: { at: number; verdict: Verdict; message: { id: string; en: string } | null } | null;
  createdBy: string;
  updatedBy: string;
  createdAt: number;
  updatedAt: number;
}

interface Needed {
  db: Db;
  vault: Vault;
  hub: HubPorts;
  now: () => number;
  tenantId: string;
}

/** All of a scope: the shop's (no outlet), an outlet's own with the shop's that it follows, or everything there is. */
export async function listConnections(
  ctx: Needed,
  input: { scope: 'all' | 'shop' | { outletId: string }; kind?: string | undefined },
): Promise<ConnectionShown[]> {
  const { tenantId } = ctx;
  const outletId = typeof input.scope === 'object' ? input.scope.outletId : null;
  return ctx.db.tenant(tenantId, async (tx) => {
    const ownOrShop =
      input.scope === 'all'
        ? undefined
        : outletId === null
          ? isNull(connection.outletId)
          : or(isNull(connection.outletId), eq(connection.outletId, outletId));
    const rows = await tx
      .select({ row: connection, state: connectionState })
      .from(connection)
      .leftJoin(
        connectionState,
        and(
          eq(connectionState.tenantId, connection.tenantId),
          eq(connectionState.connectionId, connection.id),
        ),
      )
      .where(
        and(
          eq(connection.tenantId, tenantId),
          ownOrShop,
          input.kind === undefined ? undefined : eq(connection.kind, input.kind),
        ),
      )
      .orderBy(asc(connection.kind), asc(connection.label), asc(connection.id));
    const closed = outletId === null ? new Set<string>() : await kindsNotInherited(tx, tenantId, outletId);
    const wanted = rows.filter(
      ({ row }) => outletId === null || row.outletId !== null || !closed.has(row.kind),
    );
    const parts = await partsOf(
      tx,
      ctx,
      wanted.map(({ row }) => row.id),
    );
    return wanted.map(({ row, state }) => ({
      ...showConnection(ctx, row, state, parts(row.id), new Set()),
      inherited: outletId !== null && row.outletId === null,
    }));
  });
}

/** One of them; says too which of its secrets no key opens. Refuses with `notFound`. */
export async function getConnection(ctx: Needed, connectionId: string): Promise<ConnectionShown> {
  const { tenantId } = ctx;
  return ctx.db.tenant(tenantId, async (tx) => {
    const row = await findConnection(tx, tenantId, connectionId);
    const [state] = await tx
      .select()
      .from(connectionState)
      .where(and(eq(connectionState.tenantId, tenantId), eq(connectionState.connectionId, connectionId)));
    const parts = await partsOf(tx, ctx, [connectionId]);
    const { broken } = await ctx.vault.openAll(tx, tenantId, connectionId);
    return showConnection(ctx, row, state ?? null, parts(connectionId), new Set(broken));
  });
}

/** Refuses with `notFound`. */
export async function findConnection(
  tx: Tx,
  tenantId: string,
  connectionId: string,
  lock = false,
): Promise<ConnectionRow> {
  const query = tx
    .select()
    .from(connection)
    .where(and(eq(connection.tenantId, tenantId), eq(connection.id, connectionId)));
  const [row] = await (lock ? query.for('update') : query);
  if (!row) throw new Refusal('notFound');
  return row;
}

/** Kinds for which the outlet does not follow the shop. */
export async function kindsNotInherited(tx: Tx, tenantId: string, outletId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ kind: connectionInheritance.kind })
    .from(connectionInheritance)
    .where(
      and(
        eq(connectionInheritance.tenantId, tenantId),
        eq(connectionInheritance.outletId, outletId),
        eq(connectionInheritance.inherits, false),
      ),
    );
  return new Set(rows.map(({ kind }) => kind));
}

interface Parts {
  masked: MaskedSecret[];
  serves: ConnectionShown['serves'];
}

async function partsOf(tx: Tx, { vault, tenantId }: Needed, connectionIds: string[]) {
  const masked = await vault.masked(tx, tenantId, connectionIds);
  const features = await tx
    .select()
    .from(connectionFeature)
    .where(eq(connectionFeature.tenantId, tenantId))
    .orderBy(asc(connectionFeature.feature), asc(connectionFeature.position));
  return (connectionId: string): Parts => ({
    masked: masked.get(connectionId) ?? [],
    serves: features
      .filter((one) => one.connectionId === connectionId)
      .map(({ feature, position }) => ({ feature, position })),
  });
}

function showConnection(
  { hub, now }: Needed,
  row: ConnectionRow,
  state: StateRow | null,
  { masked, serves }: Parts,
  broken: ReadonlySet<string>,
): ConnectionShown {
  const preset = presetOf(row);
  const path = preset.webhook ? `/webhook/${row.kind}/${row.slug}` : null;
  return {
    id: row.id,
    outletId: row.outletId,
    inherited: false,
    kind: row.kind,
    provider: row.provider,
    title: preset.title,
    docs: preset.docs ?? null,
    confidence: preset.confidence,
    format: preset.format,
    features: preset.features ?? [],
    serves,
    label: row.label,
    environment: row.environment,
    testMode: row.testMode,
    active: row.active,
    isDefault: row.isDefault,
    costClass: row.costClass,
    expiresAt: row.expiresAt?.getTime() ?? null,
    webhookPath: path,
    webhookUrl: path && hub.publicUrl ? hub.publicUrl + path : null,
    fields: preset.fields.map((field) => showField(field, row, masked, broken)),
    status: broken.size > 0 && row.active ? 'key_undecryptable' : statusOf(row, state, hub),
    breaker: breakerOf(state, now()),
    openUntil: state?.openUntil?.getTime() ?? null,
    lastOkAt: state?.lastOkAt?.getTime() ?? null,
    lastErrorAt: state?.lastErrorAt?.getTime() ?? null,
    lastErrorCode: state?.lastErrorCode ?? null,
    lastTest:
      row.lastTestedAt && row.lastTestStatus
        ? { at: row.lastTestedAt.getTime(), verdict: row.lastTestStatus, message: row.lastTestMessage }
        : null,
    createdBy: row.createdBy,
    updatedBy: row.updatedBy,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}

function showField(
  field: PresetField,
  row: ConnectionRow,
  masked: MaskedSecret[],
  broken: ReadonlySet<string>,
): FieldShown {
  const { key, label, type, required, pattern, options, example, help, env, visibleWhen } = field;
  const secret = masked.find((one) => one.field === key);
  return {
    ...{ key, label, type, required, pattern, options, example, help, env, visibleWhen },
    value: row.cfg[key] ?? null,
    secret: secret
      ? {
          masked: secret.masked,
          fingerprint: secret.fingerprint,
          updatedAt: secret.updatedAt.getTime(),
          broken: broken.has(key),
        }
      : null,
  };
}

/** One word for how it stands; a preset that changed its shape is never shown as well. */
function statusOf(row: ConnectionRow, state: StateRow | null, hub: HubPorts): ConnectionStatus {
  if (!row.active) return 'disabled';
  const status = state?.status ?? 'untested';
  const current = hub.shapeHashes.get(row.provider);
  const outdated = current !== undefined && current !== row.shapeHash;
  return outdated && (status === 'ok' || status === 'untested') ? 'preset_outdated' : status;
}

/** The copy that was checked when it was saved. */
export const presetOf = (row: Pick<ConnectionRow, 'preset'>) => row.preset as unknown as Preset;
