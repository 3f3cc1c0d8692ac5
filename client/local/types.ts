import type { ErrorCode } from '../../shared/errors.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { Discount } from '../../shared/pricing/types.ts';
import type { RecordFlag, RecordKind } from '../../shared/sync/contract.ts';
import type { SaleRow } from '../../shared/sync/pull.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import type {
  OrderType,
  PaymentMethod,
  SaleLine,
  SaleRecord,
  TaxKind,
} from '../../shared/sync/sale-record.ts';
import type { Product, RecordRefusal, SaleState, StaffMember } from './base-types.ts';
import type { DayStore } from './day-types.ts';
import type { Store } from './store.ts';

/** What this file and `day-types.ts` both stand on: screens take it from here. */
export type { Product, RecordRefusal, SaleState, StaffMember };

export interface OutletIdentity {
  id: string;
  code: string;
  name: string;
  address: string;
  timeZone: string;
}

/** Who this device is, once enrolled. */
export interface DeviceIdentity {
  deviceId: string;
  /** second part of receipt numbers */
  deviceCode: string;
  deviceName: string;
  tenantId: string;
  tenantName: string;
  outlet: OutletIdentity;
}

export interface Category {
  id: string;
  name: string;
  sortOrder: number;
}

/** `loading`: what has arrived is searchable already, more is on its way. `empty`: nothing yet, not even a start. */
export interface CatalogueState {
  phase: 'empty' | 'loading' | 'ready';
  /** products that can be searched now */
  loaded: number;
  /** products expected in the end, null while unknown */
  expected: number | null;
  /** grows with every change, so that a list knows when to search anew */
  version: number;
}

/** What the cart remembers of a product; `id` null for an item outside the catalogue. */
export type ProductSnapshot = Pick<Product, 'sku' | 'name' | 'unit' | 'taxClass'> & { id: string | null };

export interface SaleDraftLine {
  /** of a unit other than the base one: its name stands in `unit` */
  product: ProductSnapshot;
  /** integer thousandths of the unit, at least 1 */
  quantityMilli: number;
  /** as charged for one unit, price list and modifiers included, before discounts */
  unitPrice: Rupiah;
  note?: string;
  /** for promotions by category */
  categoryId?: string | null;
  /** by hand */
  discount?: Discount | null;
  /** what the catalogue asks, when the cashier charges another price: then neither member price nor promotion touches it */
  listPrice?: Rupiah;
  /** modifiers included; counts for members when it is lower */
  memberPrice?: Rupiah | null;
  /** what a scale printed for the whole line: wins over price times quantity */
  labelPrice?: Rupiah | null;
  /** typed in, because the product has no price */
  openPrice?: boolean;
  /** decided by hand; wins over class and settings */
  taxKind?: TaxKind | null;
  modifiers?: NonNullable<SaleLine['modifiers']>;
  /** thousandths of the base unit that leave the stock, when another unit is sold */
  stockMilli?: number;
  /** of a bundle, for the whole line */
  components?: NonNullable<SaleLine['components']>;
}

export interface DraftPayment {
  method: PaymentMethod;
  /** what it settles of the sale; all payments together settle the total exactly */
  amount: Rupiah;
  /** cash: what the customer hands over, at least `amount`; the rest is change. `amount` when left out. */
  tendered?: Rupiah;
  /** card, transfer, e-wallet: what finds it again */
  reference?: string;
  /** QRIS without callback: whether the cashier saw the money arrive */
  confirmed?: boolean;
  /** minted by `newSaleId()` when the payment has to be known before the sale; minted by itself otherwise */
  id?: string;
}

/** A cart ready to be paid. */
export interface SaleDraft {
  /**
   * From `newSaleId()`, taken once a cart: committing the same id again returns the first sale, so a double tap
   * sells once.
   */
  saleId: string;
  staffId: string;
  lines: readonly SaleDraftLine[];
  payments: readonly DraftPayment[];
  note?: string;
  /** by hand, on the whole cart */
  discount?: Discount | null;
  /** `walkIn` when left out */
  orderType?: OrderType;
  /** table or name on the order */
  label?: string;
  priceListId?: string;
  /** needed for `debt`, `storeCredit` and `changeKept` */
  customerId?: string | null;
  /** the customer is a member: member prices and promotions hold */
  member?: boolean;
  /** of the change, what the customer leaves as a deposit */
  changeKept?: Rupiah;
  /** the refund of the same exchange */
  exchangeOf?: string;
  approvals?: readonly Approval[];
  /** device clock when the cart was priced for the customer, so that a happy hour that ends meanwhile changes nothing */
  pricedAt?: number;
}

/** A sale that is safe on this device (S1). */
export interface CommittedSale {
  record: SaleRecord;
  /** to hand out, over all payments; without what is kept as a deposit */
  change: Rupiah;
}

/** A sale made on this device, kept until 30 days after its confirmation. */
export interface LocalSale {
  record: SaleRecord;
  state: SaleState;
  refusal?: RecordRefusal;
  /** what the server noticed while storing it */
  flags: readonly RecordFlag[];
  /** undone before it left the device */
  voided: boolean;
  /** given back on this device */
  refundedTotal: Rupiah;
}

/** A sale of this outlet by any device, as the server has it. */
export type OutletSale = Omit<SaleRow, 'deleted'>;

/** Something this device still owes the server. */
export interface QueueItem {
  id: string;
  kind: RecordKind;
  /** of sales and refunds, else null */
  receiptNumber: string | null;
  /** the money it is about; null when there is none */
  total: Rupiah | null;
  /** device clock, epoch ms */
  at: number;
  state: 'local' | 'sent' | 'refused';
  /** requests that left with it so far */
  attempts: number;
  refusal?: RecordRefusal;
}

export interface QueueState {
  /** not yet confirmed and not refused */
  pending: number;
  refused: number;
  /** a request is on its way, from any tab or the service worker */
  sending: boolean;
}

/**
 * Why the server can't be reached or doesn't want us; records are kept in each case.
 * `captive`: someone else answered, such as a Wi-Fi login page (S14).
 */
export type ConnectionProblem =
  | 'unreachable'
  | 'captive'
  | 'serverError'
  | 'revoked'
  /** this app is too old for the server */
  | 'tooOld'
  /** this app is newer than the server */
  | 'tooNew';

export interface ConnectionState {
  online: boolean;
  /** device clock when our server last answered */
  lastContactMs: number | null;
  /** server clock minus device clock when last measured */
  clockOffsetMs: number | null;
  problem: ConnectionProblem | null;
}

export interface StorageState {
  /** whether the browser promised not to evict; null: not asked yet or not answered */
  persisted: boolean | null;
  /** bytes */
  usage: number | null;
  quota: number | null;
}

/** How old the list of staff is. An expired one still lets people sell, as cashiers only, with a warning. */
export interface SnapshotState {
  /** epoch ms; null: none received yet */
  expiresAtMs: number | null;
  expired: boolean;
}

export type EnrolResult =
  | { ok: true; identity: DeviceIdentity }
  /** `offline`: our server did not answer, nothing was used up as far as we know */
  | { ok: false; code: ErrorCode | 'offline'; values: Record<string, string | number> };

export type PinResult =
  /** `snapshotExpired`: signed in as a cashier whatever the role was, and the screen should say so */
  | { ok: true; staff: StaffMember; snapshotExpired: boolean }
  /** `left`: tries until it locks */
  | { ok: false; reason: 'wrong'; left: number }
  | { ok: false; reason: 'locked'; untilMs: number }
  /** inactive, gone, or has no PIN */
  | { ok: false; reason: 'notAllowed' };

/** Refused while records are unsent (S12). */
export type ClearResult = { ok: true } | { ok: false; unsent: number };

export interface RescueReport {
  total: number;
  applied: number;
  alreadyApplied: number;
  /** of the applied ones, those stored with a flag */
  flagged: number;
  refused: { id: string; receiptNumber: string; refusal: RecordRefusal }[];
  /** no answer came: import the same file again, nothing is stored twice */
  unanswered: number;
}

export type RescueImportResult =
  | { ok: true; report: RescueReport }
  | { ok: false; reason: 'wrongPassword' | 'notARescueFile' | 'newerFormat' };

export type LocalErrorCode =
  /** no room on the device: nothing was written, the cart is untouched */
  | 'storageFull'
  /** the browser can't open or write its database */
  | 'storageBroken'
  /** plain http from another machine: the browser offers no keys, locks and offline start; https is needed */
  | 'insecurePage'
  | 'notEnrolled'
  /** neither the role nor an approval in the draft allows the action that `field` names: ask a manager */
  | 'notPermitted'
  /** more than the outlet lets anybody take so: `debt`, `storeCredit`, `qris.capPerSale`, `qris.capPerShift` */
  | 'overLimit'
  /** the draft breaks a rule (`field` names it): a mistake of the caller */
  | 'invalidDraft';

/** What can go wrong on the device itself, for people to act on. */
export class LocalError extends Error {
  override readonly name = 'LocalError';
  readonly code: LocalErrorCode;
  readonly field: string | undefined;

  constructor(code: LocalErrorCode, options: { field?: string; cause?: unknown } = {}) {
    super(options.field === undefined ? code : `${code}: ${options.field}`, { cause: options.cause });
    this.code = code;
    this.field = options.field;
  }
}

/**
 * The only door of screens to what the device holds. Got from `openLocalStore()` in local-store.ts. Shifts, refunds,
 * customers, stock and the rest of a day are in `DayStore`.
 */
export interface LocalStore extends DayStore {
  /** Grows when sales or customers of the outlet came from the server. */
  replicaVersion: Store<number>;
  /** null: not enrolled */
  identity: Store<DeviceIdentity | null>;
  /** Turns this browser into a device of an outlet. `code` as typed; spaces don't matter. */
  enrol(code: string): Promise<EnrolResult>;

  /** from the signed list, active ones only, by name */
  staff: Store<readonly StaffMember[]>;
  snapshot: Store<SnapshotState>;
  /** Works without a network. Counts wrong tries across reloads (T6). */
  signInWithPin(staffId: string, pin: string): Promise<PinResult>;

  catalogue: Store<CatalogueState>;
  /** not deleted, in their order */
  categories: Store<readonly Category[]>;
  /**
   * Sold products that match, best first; synchronous, in memory. Every word must be found, also in the middle of
   * a word; an empty query lists by name. Also finds by SKU and barcode, and forgives one typo when nothing else fits.
   */
  searchProducts(query: string, options: { categoryId?: string | null; limit: number }): Product[];
  /** Exact barcode, or else exact SKU; [] when unknown. Usually one. */
  productsByBarcode(code: string): Product[];
  productById(productId: string): Product | undefined;
  /** what is sold as a variant of it; [] for most */
  variantsOf(productId: string): Product[];

  /** The cart last kept in `slot` (one per tab), whatever the till put there; undefined when there is none. */
  loadDraft(slot: string): Promise<unknown>;
  /** Keeps a cart through reload and crash (relaxed durability); null forgets it. Never rejects: a cart is no sale. */
  saveDraft(slot: string, draft: unknown): Promise<void>;

  /** A fresh identity (UUIDv7), for sales, refunds and payments. */
  newSaleId(): string;
  /**
   * Prices the draft with the outlet's settings, holds it against the outlet's limits and puts it into the open shift.
   * Resolves only when the sale is on the disk (S1); rejects with a LocalError and nothing written otherwise. Sends by
   * itself afterwards.
   */
  commitSale(draft: SaleDraft): Promise<CommittedSale>;
  /** of this device, newest first */
  recentSales(limit: number): Promise<LocalSale[]>;
  sale(saleId: string): Promise<LocalSale | undefined>;
  /** Follows one sale of this device to its confirmation. */
  saleState(saleId: string): Store<SaleState>;
  /** of the whole outlet as last pulled, newest first; [] until the replica has been loaded */
  outletSales(limit: number): Promise<OutletSale[]>;

  queue: Store<QueueState>;
  /** Everything unsent, oldest first. */
  queueItems(): Promise<QueueItem[]>;
  /** Puts refused records (all, or one) back in the queue. */
  retryRefused(recordId?: string): Promise<void>;
  /** Sends and pulls at once instead of at the next turn. */
  syncNow(): void;
  connection: Store<ConnectionState>;
  storage: Store<StorageState>;

  /** Everything unsent, encrypted with `password`. */
  exportRescueFile(password: string): Promise<Blob>;
  /** Sends another device's unsent records. */
  importRescueFile(file: Blob, password: string): Promise<RescueImportResult>;

  /** Forgets identity, staff and catalogue at once, and gives the credential back as soon as the server answers. */
  signOut(): Promise<ClearResult>;
  /** As `signOut`, and the history of confirmed sales too. */
  clearData(): Promise<ClearResult>;
  /** Stops the timers and closes the databases of this tab. */
  close(): Promise<void>;
}
