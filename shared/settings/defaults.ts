import { DEFAULT_PERMISSIONS } from '../permissions.ts';
import type { OutletSettings, SavedSections } from './types.ts';

/** Nothing is taxed, rounded or required: a shop that never opened its settings. */
export function defaultOutletSettings(): OutletSettings {
  return {
    version: 0,
    pricing: {},
    orderTypes: {
      walkIn: { enabled: true },
      dineIn: { enabled: false },
      takeAway: { enabled: false },
      delivery: { enabled: false },
    },
    priceLists: [],
    modifierGroups: [],
    favourites: [],
    qris: null,
    debt: { enabled: true, defaultLimit: 500_000 },
    stockPolicy: 'allow',
    shift: {
      required: false,
      blindCount: true,
      varianceLimit: 10_000,
      cashCategories: {
        in: ['Tambah modal', 'Lainnya'],
        out: ['Setor', 'Belanja', 'Ongkos kirim', 'Lainnya'],
      },
    },
    permissions: { ...DEFAULT_PERMISSIONS },
    scaleBarcode: null,
    receipt: { shopName: '', header: [], footer: ['Terima kasih'], paper: 58, showTaxLine: true },
    printing: { receiptAfterSale: true, printers: [] },
    denominations: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
  };
}

/**
 * What holds for an outlet: its own sections, else the shop's, else the defaults. A stored section that lacks a member
 * of a later version has that member's default.
 */
export function resolveSettings(version: number, shop: SavedSections, outlet: SavedSections): OutletSettings {
  const defaults = defaultOutletSettings();
  const said = { ...saidIn(shop), ...saidIn(outlet) };
  return {
    ...defaults,
    ...said,
    version,
    orderTypes: { ...defaults.orderTypes, ...said.orderTypes },
    debt: { ...defaults.debt, ...said.debt },
    shift: { ...defaults.shift, ...said.shift },
    permissions: { ...defaults.permissions, ...said.permissions },
    receipt: { ...defaults.receipt, ...said.receipt },
    printing: { ...defaults.printing, ...said.printing },
  };
}

function saidIn(sections: SavedSections): {
  [S in keyof SavedSections]: Exclude<SavedSections[S], undefined>;
} {
  return Object.fromEntries(
    Object.entries(sections).filter(([, section]) => section !== undefined),
  ) as ReturnType<typeof saidIn>;
}
