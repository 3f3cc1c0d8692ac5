import Papa from 'papaparse';
import type { z } from 'zod';
import type { ErrorCode } from '../../shared/errors.ts';
import { Refusal } from '../refusal.ts';
import type { HubActing } from './acting.ts';
import { type NewConnection, newConnection } from './inputs.ts';
import { insertConnection, prepareConnection } from './save-connection.ts';

export const MAX_IMPORT_ROWS = 500;

/** What became (or would become) of each row, from 1 without the header. Never holds what was filled in. */
export interface ConnectionImport {
  created: number;
  rows: {
    row: number;
    label: string;
    provider: string;
    result: 'ok' | 'refused';
    code: ErrorCode | null;
    field: string | null;
    connectionId: string | null;
  }[];
}

/**
 * Many connections at once, from JSON (an array of what `create` takes) or CSV (columns provider, label, testMode,
 * outletId, environment, active, isDefault, costClass, and one for each field's key). A dry run stores nothing; a real
 * one stores the rows that are right. Refuses `badInput` for what is neither, `importTooManyRows`.
 */
export async function importConnections(
  ctx: HubActing,
  input: { format: 'json' | 'csv'; text: string; dryRun: boolean },
): Promise<ConnectionImport> {
  const raw = input.format === 'json' ? readJson(input.text) : readCsv(input.text);
  if (raw.length > MAX_IMPORT_ROWS)
    throw new Refusal('importTooManyRows', { values: { max: MAX_IMPORT_ROWS } });
  const report: ConnectionImport = { created: 0, rows: [] };
  const seen = new Set<string>();
  for (const [index, one] of raw.entries()) {
    const parsed = newConnection.safeParse(one);
    const base = { row: index + 1, ...named(one) };
    try {
      if (!parsed.success) throw new Refusal('badInput', { field: fieldOf(parsed.error) });
      const connectionId = await importOne(ctx, parsed.data, input.dryRun, seen);
      report.rows.push({ ...base, result: 'ok', code: null, field: null, connectionId });
      report.created += connectionId === null ? 0 : 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, field = null } = error.gerai;
      report.rows.push({ ...base, result: 'refused', code, field, connectionId: null });
    }
  }
  return report;
}

class DryRun extends Error {}

async function importOne(
  ctx: HubActing,
  input: NewConnection,
  dryRun: boolean,
  seen: Set<string>,
): Promise<string | null> {
  const { preset, environment, fields } = prepareConnection(ctx, input);
  const name = JSON.stringify([input.outletId ?? null, preset.kind, preset.id, input.label]);
  if (seen.has(name)) throw new Refusal('nameTaken', { field: 'label', values: { name: input.label } });
  seen.add(name);
  const connectionId = ctx.newId();
  try {
    await ctx.db.tenant(ctx.tenantId, async (tx) => {
      await insertConnection(tx, ctx, { connectionId, input, preset, environment, fields });
      // The database has said whether it would take it: undone.
      if (dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    return null;
  }
  return connectionId;
}

function readJson(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // said below
  }
  throw new Refusal('badInput', { field: 'text' });
}

const OWN_COLUMNS = new Set([
  'provider',
  'label',
  'testMode',
  'outletId',
  'environment',
  'active',
  'isDefault',
  'costClass',
  'expiresAt',
]);
const YES = ['true', 'yes', 'ya', '1'];

function readCsv(text: string): unknown[] {
  const { data, meta } = Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
  });
  if (!meta.fields?.includes('provider') || !meta.fields.includes('label'))
    throw new Refusal('badInput', { field: 'text' });
  return data.map((row) => {
    const cell = (name: string) => (typeof row[name] === 'string' ? row[name].trim() : '');
    const yes = (name: string, otherwise: boolean) =>
      cell(name) === '' ? otherwise : YES.includes(cell(name).toLowerCase());
    const values = Object.fromEntries(
      (meta.fields ?? [])
        .filter((name) => !OWN_COLUMNS.has(name) && cell(name) !== '')
        .map((name) => [name, cell(name)]),
    );
    return {
      provider: cell('provider'),
      label: cell('label'),
      // Nobody goes live by leaving a cell empty.
      testMode: yes('testMode', true),
      ...(cell('outletId') ? { outletId: cell('outletId') } : {}),
      ...(cell('environment') ? { environment: cell('environment') } : {}),
      active: yes('active', true),
      isDefault: yes('isDefault', false),
      costClass: cell('costClass'),
      ...(cell('expiresAt') ? { expiresAt: Date.parse(cell('expiresAt')) } : {}),
      values,
    };
  });
}

function named(one: unknown): { label: string; provider: string } {
  const { label, provider } = (one ?? {}) as Record<string, unknown>;
  const short = (value: unknown) => (typeof value === 'string' ? value.slice(0, 80) : '');
  return { label: short(label), provider: short(provider) };
}

const fieldOf = (error: z.ZodError) => error.issues[0]?.path.join('.').slice(0, 120) ?? '';
