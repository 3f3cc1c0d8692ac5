import { type SQL, sql } from 'drizzle-orm';
import { resolveSettings } from '../../shared/settings/defaults.ts';
import type { OutletSettings, SavedSections } from '../../shared/settings/types.ts';

/** What stands in the database about an outlet's settings. */
export interface Said {
  shopName: string;
  timeZone: string;
  /** for the whole shop, then for the outlet; null: nobody said anything */
  shop: { version: number; sections: SavedSections } | null;
  own: { version: number; sections: SavedSections } | null;
}

/** `Said` of an outlet, as an expression of JSON. */
export function saidOf(outletId: SQL): SQL {
  const scope = (id: SQL) => sql`(select json_build_object('version', s.version, 'sections', s.sections)
    from outlet_settings s where s.tenant_id = current_tenant() and s.scope_id = ${id})`;
  return sql`json_build_object('shopName', (select name from tenant where id = current_tenant()),
    'timeZone', (select o.time_zone from outlet o where o.tenant_id = current_tenant() and o.id = ${outletId}),
    'shop', ${scope(sql`current_tenant()`)}, 'own', ${scope(outletId)})`;
}

/** What an outlet's tablets follow. */
export function settingsOf({ shopName, timeZone, shop, own }: Said): OutletSettings {
  const version = (shop?.version ?? 0) + (own?.version ?? 0);
  const settings = resolveSettings(version, shop?.sections ?? {}, own?.sections ?? {});
  return {
    ...settings,
    pricing: { ...settings.pricing, timeZone },
    receipt: { ...settings.receipt, shopName: settings.receipt.shopName || shopName },
  };
}

/** Rows of the pull, as text: from what was said to what holds. */
export function finishSettings(rows: string): string {
  const said = JSON.parse(`[${rows}]`) as { id: string; said: Said }[];
  return said.map((row) => JSON.stringify({ id: row.id, settings: settingsOf(row.said) })).join(',');
}
