import { randomBytes } from 'node:crypto';
import { and, eq, ne } from 'drizzle-orm';
import { outlet } from '../accounts/tables.ts';
import type { Tx } from '../db/connect.ts';
import { type Preset, parsePreset, shapeHash } from '../hub/preset.ts';
import { Refusal } from '../refusal.ts';
import { type HubActing, noteChange } from './acting.ts';
import { type CheckedFields, checkFields, environmentFor } from './check-fields.ts';
import { findConnection, presetOf } from './connection-shown.ts';
import type { ConnectionChange, NewConnection } from './inputs.ts';
import { newSlug } from './slug.ts';
import { connection, connectionState } from './tables.ts';

export const makeToken = () => randomBytes(24).toString('base64url');

/**
 * Makes a connection. It is not tested yet. Refuses: presetUnknown, presetInvalid, modeNotOffered, nameTaken, notFound
 * (the outlet), and for what was filled in fieldMissing, fieldWrong, keyOfOtherMode with the field `values.<key>`.
 */
export async function createConnection(
  ctx: HubActing,
  input: NewConnection,
): Promise<{ connectionId: string }> {
  const { preset, environment, fields } = prepareConnection(ctx, input);
  const connectionId = ctx.newId();
  await ctx.db.tenant(ctx.tenantId, (tx) =>
    insertConnection(tx, ctx, { connectionId, input, preset, environment, fields }),
  );
  return { connectionId };
}

/** What can be said of a new connection before anything is stored; a Refusal where it is not right. */
export function prepareConnection(
  { hub }: Pick<HubActing, 'hub'>,
  input: Pick<NewConnection, 'provider' | 'preset' | 'testMode' | 'environment' | 'values'>,
): { preset: Preset; environment: string; fields: CheckedFields } {
  const preset =
    input.preset === undefined ? knownPreset(hub.presets, input.provider) : readPreset(input.preset);
  const environment = environmentFor(preset, input.testMode, input.environment);
  if (environment === undefined) throw new Refusal('modeNotOffered', { field: 'testMode' });
  const fields = checkFields(preset, environment, input.values, new Set(), makeToken);
  refuseProblems(fields);
  return { preset, environment, fields };
}

export function refuseProblems({ problems: [first] }: CheckedFields): void {
  if (first) throw new Refusal(first.code, { field: `values.${first.field}`, values: { ...first.values } });
}

function knownPreset(presets: ReadonlyMap<string, Preset>, provider = ''): Preset {
  const preset = presets.get(provider);
  if (!preset)
    throw new Refusal('presetUnknown', { field: 'provider', values: { provider: provider.slice(0, 60) } });
  return preset;
}

/** Refuses with `presetInvalid`, naming the first place that is wrong. */
export function readPreset(value: unknown): Preset {
  const parsed = parsePreset(value);
  if (parsed.ok) return parsed.preset;
  const [issue] = parsed.issues;
  const at = issue?.path.join('.') ?? '';
  throw new Refusal('presetInvalid', {
    field: at === '' ? 'preset' : `preset.${at}`.slice(0, 200),
    values: { at: at.slice(0, 120) || '-', problem: (issue?.message ?? '').slice(0, 200) },
  });
}

export async function insertConnection(
  tx: Tx,
  ctx: HubActing,
  what: {
    connectionId: string;
    input: Pick<
      NewConnection,
      'outletId' | 'label' | 'testMode' | 'active' | 'isDefault' | 'costClass' | 'expiresAt'
    >;
    preset: Preset;
    environment: string;
    fields: Pick<CheckedFields, 'cfg' | 'secrets'>;
  },
): Promise<void> {
  const { tenantId, actor } = ctx;
  const { connectionId, input, preset, environment, fields } = what;
  const outletId = input.outletId ?? null;
  if (outletId !== null) await outletOf(tx, tenantId, outletId);
  const scopeId = outletId ?? tenantId;
  const at = new Date(ctx.now());
  const { kind, id: provider } = preset;
  if (input.isDefault) await leaveDefault(tx, { tenantId, scopeId, kind });
  const added = await tx
    .insert(connection)
    .values({
      tenantId,
      id: connectionId,
      outletId,
      scopeId,
      kind,
      provider,
      label: input.label,
      slug: newSlug(tenantId),
      environment,
      testMode: input.testMode,
      active: input.active,
      isDefault: input.isDefault,
      preset: preset as unknown as Record<string, unknown>,
      presetVersion: preset.version,
      shapeHash: shapeHash(preset),
      cfg: fields.cfg,
      costClass: input.costClass,
      expiresAt: input.expiresAt === null ? null : new Date(input.expiresAt),
      createdBy: actor.id,
      updatedBy: actor.id,
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: connection.id });
  if (added.length === 0) throw new Refusal('nameTaken', { field: 'label', values: { name: input.label } });
  await tx.insert(connectionState).values({ tenantId, connectionId });
  for (const [field, secret] of Object.entries(fields.secrets))
    await ctx.vault.put(tx, { tenantId, connectionId, field }, secret, at);
  await noteChange(tx, ctx, {
    connectionId,
    action: 'provider.connected',
    detail: { provider, label: input.label, environment, outletId },
  });
}

/** Changes what needs no test. Refuses: notFound, nameTaken, and as `createConnection` for settings. */
export async function changeConnection(ctx: HubActing, input: ConnectionChange): Promise<void> {
  const { tenantId, actor } = ctx;
  await ctx.db.tenant(tenantId, async (tx) => {
    const row = await findConnection(tx, tenantId, input.connectionId, true);
    const preset = presetOf(row);
    const settings = input.values && settingsOnly(preset, row.cfg, input.values);
    const fields =
      settings &&
      checkFields(
        preset,
        row.environment,
        settings,
        new Set(preset.fields.filter(({ type }) => isSecretType(type)).map(({ key }) => key)),
        makeToken,
      );
    if (fields) refuseProblems(fields);
    const label = input.label ?? row.label;
    if (label !== row.label) {
      const [taken] = await tx
        .select({ id: connection.id })
        .from(connection)
        .where(
          and(
            eq(connection.tenantId, tenantId),
            eq(connection.scopeId, row.scopeId),
            eq(connection.kind, row.kind),
            eq(connection.provider, row.provider),
            eq(connection.label, label),
            ne(connection.id, row.id),
          ),
        );
      if (taken) throw new Refusal('nameTaken', { field: 'label', values: { name: label } });
    }
    if (input.isDefault && !row.isDefault) await leaveDefault(tx, row);
    const change = {
      label,
      active: input.active ?? row.active,
      isDefault: input.isDefault ?? row.isDefault,
      costClass: input.costClass ?? row.costClass,
      expiresAt:
        input.expiresAt === undefined
          ? row.expiresAt
          : input.expiresAt === null
            ? null
            : new Date(input.expiresAt),
      cfg: fields?.cfg ?? row.cfg,
    };
    await tx
      .update(connection)
      .set({ ...change, updatedBy: actor.id, updatedAt: new Date(ctx.now()) })
      .where(and(eq(connection.tenantId, tenantId), eq(connection.id, row.id)));
    const changed = (Object.keys(change) as (keyof typeof change)[]).filter(
      (name) => JSON.stringify(change[name]) !== JSON.stringify(row[name]),
    );
    if (changed.length === 0) return;
    const action =
      changed.length === 1 && changed[0] === 'active'
        ? change.active
          ? 'provider.enabled'
          : 'provider.disabled'
        : 'provider.changed';
    await noteChange(tx, ctx, { connectionId: row.id, action, detail: { changed } });
  });
}

/** The settings with what was given over them; secrets have their own way, with a test. */
function settingsOnly(
  preset: Preset,
  cfg: Record<string, unknown>,
  given: Record<string, unknown>,
): Record<string, unknown> {
  for (const key of Object.keys(given)) {
    const field = preset.fields.find((one) => one.key === key);
    if (field && isSecretType(field.type)) throw new Refusal('badInput', { field: `values.${key}` });
  }
  return { ...cfg, ...given };
}

export const isSecretType = (type: string) => type === 'secret' || type === 'file';

/** Refuses with `notFound`. */
export async function outletOf(tx: Tx, tenantId: string, outletId: string): Promise<void> {
  const [found] = await tx
    .select({ id: outlet.id })
    .from(outlet)
    .where(and(eq(outlet.tenantId, tenantId), eq(outlet.id, outletId)));
  if (!found) throw new Refusal('notFound', { field: 'outletId' });
}

async function leaveDefault(
  tx: Tx,
  { tenantId, scopeId, kind }: { tenantId: string; scopeId: string; kind: string },
): Promise<void> {
  await tx
    .update(connection)
    .set({ isDefault: false })
    .where(
      and(
        eq(connection.tenantId, tenantId),
        eq(connection.scopeId, scopeId),
        eq(connection.kind, kind),
        eq(connection.isDefault, true),
      ),
    );
}
