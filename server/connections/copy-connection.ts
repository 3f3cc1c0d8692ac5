import { and, asc, eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { type HubActing, noteChange } from './acting.ts';
import { checkFields, environmentFor } from './check-fields.ts';
import { findConnection, presetOf } from './connection-shown.ts';
import { insertConnection, makeToken, refuseProblems } from './save-connection.ts';
import { connectionTemplate } from './tables.ts';

/**
 * The same again under another name, perhaps for an outlet, with its secrets; switched off until somebody has looked.
 * What we make ourselves (webhook tokens) is made anew. Refuses: notFound, nameTaken, keyUndecryptable.
 */
export async function duplicateConnection(
  ctx: HubActing,
  input: { connectionId: string; label: string; outletId?: string | null | undefined },
): Promise<{ connectionId: string }> {
  const { tenantId } = ctx;
  const connectionId = ctx.newId();
  await ctx.db.tenant(tenantId, async (tx) => {
    const row = await findConnection(tx, tenantId, input.connectionId);
    const preset = presetOf(row);
    const { secrets, broken } = await ctx.vault.openAll(tx, tenantId, row.id);
    if (broken.length > 0) throw new Refusal('keyUndecryptable');
    const made = preset.fields.filter(({ generate }) => generate === 'token').map(({ key }) => key);
    for (const key of made) if (secrets[key] !== undefined) secrets[key] = makeToken();
    await insertConnection(tx, ctx, {
      connectionId,
      input: {
        label: input.label,
        outletId: input.outletId === undefined ? row.outletId : input.outletId,
        testMode: row.testMode,
        active: false,
        isDefault: false,
        costClass: row.costClass,
        expiresAt: row.expiresAt?.getTime() ?? null,
      },
      preset,
      environment: row.environment,
      fields: { cfg: row.cfg, secrets },
    });
  });
  return { connectionId };
}

export interface TemplateShown {
  id: string;
  name: string;
  kind: string;
  provider: string;
  testMode: boolean;
  cfg: Record<string, string | number | boolean>;
  createdAt: number;
}

export async function listTemplates({
  db,
  tenantId,
}: Pick<HubActing, 'db' | 'tenantId'>): Promise<TemplateShown[]> {
  const rows = await db.tenant(tenantId, (tx) =>
    tx
      .select()
      .from(connectionTemplate)
      .where(eq(connectionTemplate.tenantId, tenantId))
      .orderBy(asc(connectionTemplate.name)),
  );
  return rows.map(({ id, name, kind, provider, testMode, cfg, createdAt }) => ({
    ...{ id, name, kind, provider, testMode, cfg },
    createdAt: createdAt.getTime(),
  }));
}

/** Keeps a connection's preset and settings, without its secrets, to make others from. Refuses: notFound, nameTaken. */
export async function saveTemplate(
  ctx: HubActing,
  input: { connectionId: string; name: string },
): Promise<{ templateId: string }> {
  const { tenantId } = ctx;
  const templateId = ctx.newId();
  await ctx.db.tenant(tenantId, async (tx) => {
    const { kind, provider, preset, cfg, testMode } = await findConnection(tx, tenantId, input.connectionId);
    const added = await tx
      .insert(connectionTemplate)
      .values({
        tenantId,
        id: templateId,
        name: input.name,
        ...{ kind, provider, preset, cfg, testMode },
        createdAt: new Date(ctx.now()),
      })
      .onConflictDoNothing()
      .returning({ id: connectionTemplate.id });
    if (added.length === 0) throw new Refusal('nameTaken', { field: 'name', values: { name: input.name } });
    await noteChange(tx, ctx, {
      connectionId: input.connectionId,
      action: 'provider.template_saved',
      detail: { templateId, name: input.name },
    });
  });
  return { templateId };
}

/** Deletes those that are there. */
export async function removeTemplate(ctx: HubActing, templateId: string): Promise<void> {
  await ctx.db.tenant(ctx.tenantId, (tx) =>
    tx
      .delete(connectionTemplate)
      .where(and(eq(connectionTemplate.tenantId, ctx.tenantId), eq(connectionTemplate.id, templateId))),
  );
}

/** A connection from a template: its settings, with what is given (secrets, mostly) over them. Refuses as `create`. */
export async function createFromTemplate(
  ctx: HubActing,
  input: {
    templateId: string;
    label: string;
    outletId?: string | null | undefined;
    testMode?: boolean | undefined;
    values: Record<string, unknown>;
  },
): Promise<{ connectionId: string }> {
  const { tenantId } = ctx;
  const connectionId = ctx.newId();
  await ctx.db.tenant(tenantId, async (tx) => {
    const [template] = await tx
      .select()
      .from(connectionTemplate)
      .where(and(eq(connectionTemplate.tenantId, tenantId), eq(connectionTemplate.id, input.templateId)));
    if (!template) throw new Refusal('notFound', { field: 'templateId' });
    const preset = presetOf(template);
    const testMode = input.testMode ?? template.testMode;
    const environment = environmentFor(preset, testMode);
    if (environment === undefined) throw new Refusal('modeNotOffered', { field: 'testMode' });
    const given = { ...template.cfg, ...input.values };
    const fields = checkFields(preset, environment, given, new Set(), makeToken);
    refuseProblems(fields);
    await insertConnection(tx, ctx, {
      connectionId,
      input: {
        label: input.label,
        outletId: input.outletId ?? null,
        testMode,
        active: true,
        isDefault: false,
        costClass: '',
        expiresAt: null,
      },
      preset,
      environment,
      fields,
    });
  });
  return { connectionId };
}
