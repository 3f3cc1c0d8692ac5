import type { Rupiah } from '../money.ts';
import type { Action } from '../permissions.ts';
import type { PricingSettings } from '../pricing/types.ts';
import type { PrintingSettings } from '../printing/printer-profile.ts';
import type { Role } from '../roles.ts';
import type { ScaleFormat } from '../scale-barcode/scale-format.ts';
import type { OrderType } from '../sync/sale-record.ts';

export interface OrderTypeSettings {
  enabled: boolean;
  /** prices of this list instead of the product's own, where it has one */
  priceListId?: string | undefined;
}

export interface PriceList {
  id: string;
  name: string;
}

export interface ModifierOption {
  id: string;
  name: string;
  /** on top of the product's price; may be negative */
  price: Rupiah;
}

/** A question about a product: "Gula?", with its answers. */
export interface ModifierGroup {
  id: string;
  name: string;
  /** how many options must and may be chosen; `min` 0: may be skipped */
  min: number;
  max: number;
  options: readonly ModifierOption[];
}

/** A place of the favourites grid: of a product, in the order of the list. */
export interface Favourite {
  id: string;
}

/** The shop's own printed QRIS; each sale's code is made of it on the device. */
export interface QrisSettings {
  payload: string;
  /** most that one sale may take by it, and all unconfirmed ones of a shift together; 0: no limit */
  capPerSale: Rupiah;
  capPerShift: Rupiah;
}

export interface DebtSettings {
  enabled: boolean;
  /** what a customer without a limit of their own may owe */
  defaultLimit: Rupiah;
}

export const STOCK_POLICIES = ['allow', 'warn', 'block'] as const;
/** What the till does when it sells what it believes is not there. */
export type StockPolicy = (typeof STOCK_POLICIES)[number];

export interface ShiftSettings {
  /** nothing is sold outside a shift */
  required: boolean;
  /** whoever counts does not see what is expected */
  blindCount: boolean;
  /** a larger difference needs `closeShiftOverVariance` */
  varianceLimit: Rupiah;
  cashCategories: { in: readonly string[]; out: readonly string[] };
}

export const PAPER_WIDTHS = [58, 80] as const;

export interface ReceiptSettings {
  /** empty in what an owner saves: the shop's name stands in it when it reaches the device */
  shopName: string;
  header: readonly string[];
  footer: readonly string[];
  /** tax number of a registered seller */
  npwp?: string | undefined;
  logoPictureId?: string | undefined;
  paper: (typeof PAPER_WIDTHS)[number];
  /** the part with net, tax base and tax */
  showTaxLine: boolean;
}

/** What an owner sets, for the whole shop or one outlet, by section. A section that is absent is the default. */
export interface SettingsSections {
  pricing: PricingSettings;
  orderTypes: Readonly<Record<OrderType, OrderTypeSettings>>;
  priceLists: readonly PriceList[];
  modifierGroups: readonly ModifierGroup[];
  favourites: readonly Favourite[];
  qris: QrisSettings | null;
  debt: DebtSettings;
  stockPolicy: StockPolicy;
  shift: ShiftSettings;
  permissions: Readonly<Record<Action, Role>>;
  scaleBarcode: { formats: readonly ScaleFormat[] } | null;
  receipt: ReceiptSettings;
  printing: PrintingSettings;
  /** rupiah values of notes and coins, largest first */
  denominations: readonly Rupiah[];
}

/** As it is saved: any section; of the permissions those that differ from the usual. */
export type SavedSections = {
  [Section in Exclude<keyof SettingsSections, 'permissions'>]?: SettingsSections[Section] | undefined;
} & { permissions?: Partial<Record<Action, Role>> | undefined };

/** Everything an outlet's tablet follows; every section is there. */
export interface OutletSettings extends SettingsSections {
  /** grows with every save */
  version: number;
}
