import { defaultOutletSettings } from '../../../shared/settings/defaults.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { SettingsRow } from '../../../shared/sync/pull.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { type KeptIdentity, readMeta, writeMeta } from '../ledger/meta.ts';
import { createStore, type Store } from '../store.ts';
import type { Server } from '../sync/server.ts';

/** How this outlet sells: kept beside the ledger, so that it holds at a cold start without a network. */
export interface OutletSettingsKeeper {
  state: Store<OutletSettings>;
  /** Reads what is kept; the defaults when nothing is. */
  load(): Promise<void>;
  /** Asks the server for news; returns whether they changed. */
  pull(server: Server): Promise<boolean>;
}

export function openOutletSettings(db: LedgerDb, me: () => KeptIdentity | null): OutletSettingsKeeper {
  const state = createStore<OutletSettings>(defaultOutletSettings());
  const show = (settings: OutletSettings | undefined) => {
    const defaults = defaultOutletSettings();
    const timeZone = me()?.outlet.timeZone;
    const next: OutletSettings = {
      // A member that an older server does not know has its default.
      ...defaults,
      ...settings,
      permissions: { ...defaults.permissions, ...settings?.permissions },
      pricing: { ...(timeZone ? { timeZone } : {}), ...settings?.pricing },
    };
    if (JSON.stringify(next) !== JSON.stringify(state.get())) state.set(next);
  };
  const kept = async () => {
    const found = await readMeta(db, 'outletSettings');
    return found?.outletId === me()?.outlet.id ? found : undefined;
  };
  return {
    state,
    load: async () => show((await kept())?.settings),
    pull: async (server) => {
      const outletId = me()?.outlet.id;
      if (outletId === undefined) return false;
      let before = await kept();
      const { checkpoint: first } = before ?? { checkpoint: '' };
      for (let after = first; ; ) {
        const page = await server.pull<SettingsRow>('settings', after, 100);
        const row = page.rows.find((one) => one.id === outletId);
        const settings = row?.settings ?? before?.settings;
        if (settings && (row || page.checkpoint !== before?.checkpoint)) {
          before = { outletId, checkpoint: page.checkpoint, settings };
          await writeMeta(db, 'outletSettings', before);
        }
        after = page.checkpoint;
        if (!page.more) break;
      }
      const version = state.get().version;
      show(before?.settings);
      return state.get().version !== version;
    },
  };
}
