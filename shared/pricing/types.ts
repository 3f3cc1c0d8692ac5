import type { Rupiah } from '../money.ts';
import type { Role } from '../roles.ts';
import type { DiscountPart, TaxClass, TaxKind } from '../sync/sale-record.ts';

/** What a product is taxed as. */
export type LineTaxClass = TaxClass;

/** A date on the outlet's calendar: YYYY-MM-DD. */
export type LocalDate = string;
/** A time on the outlet's clock: HH:MM, 00:00 to 23:59. */
export type LocalTime = string;

/** By hand, on a line or on the whole cart. Rates are basis points: 10 % = 1000. */
export type Discount = { kind: 'amount'; amount: Rupiah } | { kind: 'percent'; rateBp: number };

export interface PpnRate {
  from: LocalDate;
  rateBp: number;
  /** the part of the price that is taxed: 11/12 since 2025; luxury goods always 1/1 */
  baseNumerator: number;
  baseDenominator: number;
}

export interface PpnSettings {
  /** the shop is a taxable entrepreneur (PKP); others must not charge or print PPN */
  registered: boolean;
  pricesIncludeTax: boolean;
  /** the law's own when left out (`PPN_RATES`) */
  rates?: readonly PpnRate[];
}

export interface PbjtSettings {
  /** at most 1000 */
  rateBp: number;
  pricesIncludeTax: boolean;
  /** `all` (default): the outlet is a restaurant, everything but exempt goods; `marked`: only `foodService` */
  covers?: 'all' | 'marked';
}

export interface ServiceCharge {
  rateBp: number;
  /** `beforeDiscount`: of the undiscounted prices; `afterDiscount`: of what is left after every discount */
  base: 'beforeDiscount' | 'afterDiscount';
  /** whether each line's share is taxed as the line is */
  taxed: boolean;
}

export const ROUNDING_STEPS = [100, 500, 1000] as const;

export interface Rounding {
  mode: 'off' | 'down' | 'nearest' | 'up';
  to: (typeof ROUNDING_STEPS)[number];
  /** for `nearest`: the remainder from which it goes up, 1 … `to`; half of `to` when left out */
  threshold?: Rupiah;
  /** true when left out (M4): only what is paid in cash is rounded */
  cashOnly?: boolean;
}

export interface DiscountLimit {
  maxBp: number;
  maxAmount?: Rupiah;
}

export type PromotionScope =
  | { kind: 'all' }
  | { kind: 'categories'; ids: readonly string[] }
  | { kind: 'products'; ids: readonly string[] };

/** What a promotion gives. Whole-unit offers look at lines of whole units only (nothing weighed). */
export type PromotionOffer =
  | { kind: 'percent'; rateBp: number }
  /** off every unit, or once off the cart */
  | { kind: 'amountOff'; amount: Rupiah; per: 'unit' | 'cart' }
  /**
   * For every `buy` units in scope, `get` more at `rateBp` off (10000 = free): the cheapest ones.
   * With `getScope` the others are of that scope, and do not count as bought.
   */
  | {
      kind: 'buyXGetY';
      buy: number;
      get: number;
      rateBp: number;
      getScope?: PromotionScope;
      maxSets?: number;
    }
  /** One unit count per slot, all slots together for `price`; a product belongs to the first slot it fits. */
  | {
      kind: 'bundlePrice';
      price: Rupiah;
      slots: readonly { scope: PromotionScope; quantity: number }[];
      maxSets?: number;
    }
  /** Per product over all its lines: the highest tier reached, as a price per unit or a rate off. */
  | { kind: 'quantityTiers'; tiers: readonly QuantityTier[] };

export type QuantityTier = { fromMilli: number; unitPrice: Rupiah } | { fromMilli: number; rateBp: number };

export interface Promotion {
  id: string;
  /** as the receipt says it */
  label: string;
  /** not read by `bundlePrice`, whose slots have their own */
  scope: PromotionScope;
  offer: PromotionOffer;
  /** first and last day, both included */
  from?: LocalDate;
  until?: LocalDate;
  /** happy hour: days 1 (Monday) … 7; `to` is excluded; past midnight (`from` > `to`) it belongs to the day it began */
  hours?: { days: readonly number[]; from: LocalTime; to: LocalTime };
  membersOnly?: boolean;
  orderTypes?: readonly string[];
  /** undiscounted rupiah in scope from which it holds */
  minSpend?: Rupiah;
  /** higher first; the same priority goes by id */
  priority?: number;
  /** true: may share a product with other stackable promotions; false (default): takes it alone */
  stackable?: boolean;
}

/** Part of the outlet's settings. Everything may be left out: then nothing is taxed, rounded or given. */
export interface PricingSettings {
  /** IANA name; Asia/Jakarta when left out */
  timeZone?: string;
  ppn?: PpnSettings;
  pbjt?: PbjtSettings;
  /** by order type */
  serviceCharge?: Readonly<Record<string, ServiceCharge>>;
  rounding?: Rounding;
  /** no entry: no limit */
  discountLimits?: Partial<Readonly<Record<Role, DiscountLimit>>>;
  promotions?: readonly Promotion[];
}

/** One line to price. Only quantity and price are needed (what contract 1 knew). */
export interface LineToPrice {
  /** place in the cart, from 1, when left out */
  lineNo?: number;
  productId?: string | null;
  categoryId?: string | null;
  /** of the product: quantities of different units are never added up */
  unit?: string;
  /** integer thousandths of the unit, 1 … MAX_QUANTITY_MILLI */
  quantityMilli: number;
  /** rupiah for one whole unit after price list, unit and override; modifiers are already in it */
  unitPrice: Rupiah;
  /** a price for members, modifiers included; counts when the cart has a member and it is lower */
  memberPrice?: Rupiah | null;
  /** what a scale printed for the whole line: wins over price times quantity */
  labelPrice?: Rupiah | null;
  /** `standard` when left out */
  taxClass?: TaxClass;
  /** decided by hand; wins over class and settings */
  taxKind?: TaxKind | null;
  discount?: Discount | null;
  /** changed by hand: neither member price nor promotions touch it */
  priceOverridden?: boolean;
  /** typed in at the till, because the product has none */
  openPrice?: boolean;
}

export interface CartToPrice {
  lines: readonly LineToPrice[];
  discount?: Discount | null;
  orderType?: string | null;
  /** epoch ms of the sale by the device's clock; picks tax rates and promotions */
  at?: number;
  memberId?: string | null;
  /** whose discount limits hold: the cashier's, or the approver's once approved */
  role?: Role;
  /** what settles it, as far as known: `cashOnly` rounding needs a tender of method `cash` */
  tenders?: readonly { method: string; amount: Rupiah }[];
}

/** As the sale's record keeps it; the label is the promotion's, and empty where the screen has its own words. */
export type AppliedDiscount = DiscountPart;

export interface PricedLine {
  lineNo: number;
  /** price times quantity */
  gross: Rupiah;
  /** in the order they were taken off */
  discounts: AppliedDiscount[];
  /** their sum */
  discount: Rupiah;
  /** gross − discount */
  lineTotal: Rupiah;
  /** shares of the cart's discount and service charge */
  cartDiscount: Rupiah;
  serviceCharge: Rupiah;
  taxKind: TaxKind;
  taxRateBp: number;
  /** share of the tax base (DPP) */
  taxBase: Rupiah;
  /** share of tax that comes on top, and of tax that is inside the price: one of them is 0 */
  tax: Rupiah;
  taxIncluded: Rupiah;
  /** lineTotal − cartDiscount + serviceCharge + tax: what the customer pays for it, and gets back for all of it */
  payable: Rupiah;
}

/** One row of the receipt's tax part. */
export interface PricedTax {
  kind: 'ppn' | 'pbjt';
  rateBp: number;
  baseNumerator: number;
  baseDenominator: number;
  /** value of the goods without this tax */
  net: Rupiah;
  /** tax base (DPP) */
  base: Rupiah;
  amount: Rupiah;
  included: boolean;
}

export const PRICING_PROBLEMS = {
  quantityInvalid: 'refused',
  quantityTooLarge: 'refused',
  priceInvalid: 'refused',
  amountTooLarge: 'refused',
  discountInvalid: 'refused',
  discountOver100: 'refused',
  discountOverLimit: 'approval',
  zeroPrice: 'approval',
} as const;
export type PricingProblemCode = keyof typeof PRICING_PROBLEMS;

export interface PricingProblem {
  code: PricingProblemCode;
  /** `refused`: can't be sold so (the line or discount counts as 0); `approval`: counted, but a role that may must agree */
  level: 'refused' | 'approval';
  /** null: the whole cart */
  lineNo: number | null;
  /** what the role may give, for `discountOverLimit` */
  limit?: DiscountLimit;
}

export interface PricedCart {
  lines: PricedLine[];
  /** rupiah a line, in the order of the input */
  lineTotals: Rupiah[];
  /** sum of the lines' totals */
  subtotal: Rupiah;
  /** the cart's own discount; the lines' are in their totals */
  discount: Rupiah;
  discounts: AppliedDiscount[];
  serviceCharge: Rupiah;
  taxes: PricedTax[];
  /** tax on top */
  tax: Rupiah;
  /** tax inside the prices */
  taxIncluded: Rupiah;
  rounding: Rupiah;
  /** subtotal − discount + serviceCharge + tax + rounding */
  total: Rupiah;
  /** rounding and total if what the tenders leave is paid in cash: to show before the tender is known */
  inCash: { rounding: Rupiah; total: Rupiah };
  problems: PricingProblem[];
}
