import { and, eq, sql } from 'drizzle-orm';
import type { OutletSettings, SavedSections } from '../../shared/settings/types.ts';
import { type Acting, byUser } from '../accounts/acting.ts';
import { audit } from '../accounts/audit.ts';
import { outlet } from '../accounts/tables.ts';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import { type Said, saidOf, settingsOf } from './said.ts';
import { outletSettings } from './tables.ts';

/** What was saved for the shop or an outlet; version 0: nothing yet. */
export interface SettingsSaved {
  version: number;
  sections: SavedSections;
}

export interface SettingsShown {
  shop: SettingsSaved;
  outlets: { outletId: string; name: string; saved: SettingsSaved; resolved: OutletSettings }[];
}

const NOTHING: SettingsSaved = { version: 0, sections: {} };

/** What was said for the shop and each outlet, and what holds in each. */
export async function getSettings({ db, tenantId }: { db: Db; tenantId: string }): Promise<SettingsShown> {
  const rows = await db.tenant(tenantId, async (tx) =>
    rowsOf<{ outletId: string; name: string; said: Said }>(
      await tx.execute(
        sql`select outlet.id as "outletId", name, ${saidOf(sql`outlet.id`)} as said from outlet order by id`,
      ),
    ),
  );
  return {
    shop: rows[0]?.said.shop ?? NOTHING,
    outlets: rows.map(({ outletId, name, said }) => ({
      outletId,
      name,
      saved: said.own ?? NOTHING,
      resolved: settingsOf(said),
    })),
  };
}

/** What each of these outlets follows. `tx` must be in the tenant's scope. */
export async function settingsOfOutlets(
  tx: Tx,
  outletIds: Iterable<string>,
): Promise<Map<string, OutletSettings>> {
  const ids = `{${[...new Set(outletIds)].join(',')}}`;
  const rows = rowsOf<{ id: string; said: Said }>(
    await tx.execute(
      sql`select outlet.id, ${saidOf(sql`outlet.id`)} as said from outlet where id = any(${ids}::uuid[])`,
    ),
  );
  return new Map(rows.map(({ id, said }) => [id, settingsOf(said)]));
}

/**
 * Saves all sections of the shop (no `outletId`) or of an outlet. `version` is the one that was changed: whoever saves
 * over a change that they have not seen is refused, and nothing is lost.
 */
export async function saveSettings(
  ctx: Acting,
  input: { outletId?: string | undefined; version: number; sections: SavedSections },
): Promise<{ version: number }> {
  const { db, tenantId, now } = ctx;
  const { outletId, version, sections } = input;
  const scopeId = outletId ?? tenantId;
  return db.tenant(tenantId, async (tx) => {
    // Whoever saves waits here for whoever is saving.
    const outlets = await tx.select({ id: outlet.id }).from(outlet).orderBy(outlet.id).for('update');
    if (outletId !== undefined && !outlets.some(({ id }) => id === outletId)) throw new Refusal('notFound');
    const mine = and(eq(outletSettings.tenantId, tenantId), eq(outletSettings.scopeId, scopeId));
    const [before] = await tx.select().from(outletSettings).where(mine);
    if ((before?.version ?? 0) !== version) throw new Refusal('settingsChanged', { field: 'version' });
    const row = { version: version + 1, sections, updatedAt: new Date(now()) };
    if (before) await tx.update(outletSettings).set(row).where(mine);
    else await tx.insert(outletSettings).values({ tenantId, scopeId, ...row });
    // Written anew, they are pulled anew.
    await tx.execute(
      sql`update outlet set code = code where ${outletId === undefined ? sql`true` : sql`id = ${outletId}`}`,
    );
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'settings.saved',
      target: scopeId,
      detail: { version: row.version, changed: changedSections(before?.sections ?? {}, sections) },
    });
    await announce(tx, tenantId, ['settings', 'outlet']);
    return { version: row.version };
  });
}

/** Each section that is another now, before and after: who made what of the settings can be looked up. */
function changedSections(before: SavedSections, after: SavedSections) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof SavedSections>;
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const [from, to] = [before[name] ?? null, after[name] ?? null];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[name, { from, to }]];
    }),
  );
}
