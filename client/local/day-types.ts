import type { Rupiah } from '../../shared/money.ts';
import type { Action } from '../../shared/permissions.ts';
import type { OutletSettings } from '../../shared/settings/types.ts';
import type { DeviceRecord, RecordFlag, RecordKind } from '../../shared/sync/contract.ts';
import type {
  CashMovementRecord,
  CustomerPaymentRecord,
  Denominations,
  RefundReason,
  RefundRecord,
  ShiftCloseRecord,
  ShiftTotals,
  StockDocumentRecord,
} from '../../shared/sync/day-records.ts';
import type { SaleRowLine } from '../../shared/sync/pull.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import type { Payment, PaymentMethod, SaleRecord } from '../../shared/sync/sale-record.ts';
import type { Product, RecordRefusal, SaleState, StaffMember } from './base-types.ts';
import type { Store } from './store.ts';

/**
 * What the device does beyond the plain sale. Every verb here writes one business action in one strict transaction and
 * resolves when the disk has it (S1); a LocalError means that nothing was written. What a person can run into (no shift
 * is open, more than is left) is an answer, never thrown. Everything works without a network and sends by itself.
 */

/** One record of this device and what became of it. */
export interface LocalRecord<K extends RecordKind = RecordKind> {
  record: Extract<DeviceRecord, { kind: K }>;
  state: SaleState;
  refusal?: RecordRefusal;
  /** what the server noticed while storing it */
  flags: readonly RecordFlag[];
}

// Products

/** Another unit a product is sold in, such as a box: its own codes and price. */
export interface ProductUnit {
  name: string;
  /** thousandths of the product's base unit in one of it: a box of 24 = 24000 */
  factorMilli: number;
  barcodes: readonly string[];
  price: Rupiah;
}

/** What a scanned code means. */
export interface FoundProduct {
  product: Product;
  /** null: the product's base unit */
  unit: ProductUnit | null;
}

// Shifts

/** The shift that is open on this device. */
export interface OpenShift {
  shiftId: string;
  /** counts the shifts of this device from 1 */
  shiftNo: number;
  /** device clock, epoch ms */
  openedAt: number;
  openedBy: string;
  /** who has the drawer now, after handovers */
  staffId: string;
  float: Rupiah;
  denominations: Denominations;
}

/** An X report: a shift by this device's own records, up to now. */
export interface ShiftSums {
  shiftId: string;
  totals: ShiftTotals;
  float: Rupiah;
  /** what should be in the drawer: float + cash takings + cash in - cash out. Hide it for a blind count. */
  expected: Rupiah;
  unconfirmedQris: { count: number; amount: Rupiah };
  /** records of this device that the server has not acknowledged */
  unsent: number;
}

/** A Z report. */
export interface ClosedShift {
  open: OpenShift;
  close: ShiftCloseRecord;
  state: SaleState;
  flags: readonly RecordFlag[];
}

export type OpenShiftResult =
  | { ok: true; shift: OpenShift }
  /** one is open already, perhaps opened in another tab */
  | { ok: false; reason: 'alreadyOpen'; shift: OpenShift };

export interface CloseShiftDraft {
  staffId: string;
  /** counted is their sum, unless `counted` is given */
  denominations: Denominations;
  /** counted as one amount */
  counted?: Rupiah;
  /** with `closeShiftOverVariance` when the variance is over the outlet's limit and the role alone may not */
  approvals?: readonly Approval[];
  note?: string;
}
export type CloseShiftResult =
  | { ok: true; closed: ClosedShift }
  | { ok: false; reason: 'noShift' }
  /** nothing was written: ask a manager and call again with the approval */
  | { ok: false; reason: 'overVariance'; expected: Rupiah; variance: Rupiah };

export type HandoverResult = { ok: true; shift: OpenShift } | { ok: false; reason: 'noShift' };

export interface CashMovementDraft {
  staffId: string;
  direction: 'in' | 'out';
  amount: Rupiah;
  /** of `outletSettings.shift.cashCategories` */
  category: string;
  reason: string;
  approvals?: readonly Approval[];
}

// Refund, void, exchange, reprint

export interface RefundableLine {
  line: Omit<SaleRowLine, 'refundedMilli' | 'refundedAmount'>;
  /** given back before, as far as this device knows */
  refundedMilli: number;
  refundedAmount: Rupiah;
  leftMilli: number;
  /** money of the line that can still go back, all shares included */
  leftAmount: Rupiah;
}

/** A sale as a refund needs it. */
export interface RefundableSale {
  /** `device`: made here. `outlet`: of another tablet, from the replica. */
  origin: 'device' | 'outlet';
  saleId: string;
  receiptNumber: string;
  soldAt: number;
  staffId: string;
  customerId: string | null;
  total: Rupiah;
  rounding: Rupiah;
  payments: readonly Pick<Payment, 'id' | 'method' | 'amount'>[];
  lines: readonly RefundableLine[];
  refundedTotal: Rupiah;
  /** refunds of it that this device knows */
  refunds: readonly RefundRecord[];
  voided: boolean;
  /** it has not left this device, so it can be undone whole (`voidSale`) */
  mayVoid: boolean;
  /** for a reprint; absent for another tablet's */
  record?: SaleRecord;
}

export interface RefundDraftLine {
  lineNo: number;
  /** 1 … `leftMilli` */
  quantityMilli: number;
  /** back on the shelf; false: the goods are waste */
  restock: boolean;
}

export interface RefundQuote {
  lines: { lineNo: number; amount: Rupiah; tax: Rupiah }[];
  /** so that the last refund of a sale gives back what was paid, to the rupiah; and the outlet's cash rounding */
  rounding: Rupiah;
  total: Rupiah;
}

export interface RefundDraft {
  /** from `newSaleId()`, taken once a refund: the same id again returns the first one (a double tap refunds once) */
  refundId: string;
  saleId: string;
  staffId: string;
  lines: readonly RefundDraftLine[];
  reason: RefundReason;
  /** together the total of `quoteRefund`; `paymentId`: of the sale, when the money goes back the way it came */
  payments: readonly { method: PaymentMethod; amount: Rupiah; paymentId?: string; reference?: string }[];
  approvals?: readonly Approval[];
  note?: string;
}
export type RefundResult =
  | { ok: true; record: RefundRecord }
  | { ok: false; reason: 'unknownSale' | 'voided' }
  /** `lineNo`: more than is left of it */
  | { ok: false; reason: 'tooMuch'; lineNo: number };

export interface VoidDraft {
  saleId: string;
  staffId: string;
  reason: string;
  approvals?: readonly Approval[];
}
export type VoidResult =
  | { ok: true }
  /** `tooLate`: a request with it has left, or something was refunded: refund it instead */
  | { ok: false; reason: 'unknownSale' | 'tooLate' | 'alreadyVoided' };

// Customers

export interface Customer {
  id: string;
  name: string;
  /** `+62…` or empty */
  phone: string;
  email: string;
  address: string;
  note: string;
  member: boolean;
  /** may be sent messages */
  consent: boolean;
  /** deposit; own unsent records counted in */
  balance: Rupiah;
  /** kasbon; own unsent records counted in */
  debt: Rupiah;
  /** null: the outlet's default */
  debtLimit: Rupiah | null;
  /** made or changed here and not yet confirmed */
  unsent: boolean;
}

/** One thing that happened between a customer and the shop. */
export type CustomerEvent =
  | {
      kind: 'sale';
      id: string;
      at: number;
      receiptNumber: string;
      total: Rupiah;
      /** of it on kasbon */
      debt: Rupiah;
    }
  | { kind: 'refund'; id: string; at: number; receiptNumber: string; total: Rupiah }
  | {
      kind: 'payment';
      id: string;
      at: number;
      purpose: CustomerPaymentRecord['purpose'];
      method: PaymentMethod;
      amount: Rupiah;
    };

export interface CustomerDetail {
  customer: Customer;
  /** newest first; what this device knows of the last 30 days */
  history: readonly CustomerEvent[];
}

export interface CustomerDraft {
  /** left out: a new customer */
  customerId?: string;
  staffId: string;
  name: string;
  /** as typed; kept as `+62…` */
  phone: string;
  email?: string;
  address?: string;
  note?: string;
  member?: boolean;
  consent?: boolean;
  /** who allowed it, written in the same action */
  approvals?: readonly Approval[];
}
export type SaveCustomerResult =
  | { ok: true; customer: Customer }
  | { ok: false; reason: 'nameMissing' | 'phoneInvalid' }
  /** somebody has this number already, as far as this device knows; `save` with their id, or with `asNew` */
  | { ok: false; reason: 'phoneTaken'; customer: Customer };

export interface Customers {
  /** By name (any words, also in the middle) or by digits of the phone; '' lists by name. Own unsent ones are in. */
  find(query: string, limit?: number): Promise<Customer[]>;
  get(customerId: string): Promise<CustomerDetail | undefined>;
  save(draft: CustomerDraft, options?: { asNew?: boolean }): Promise<SaveCustomerResult>;
}

export interface CustomerPaymentDraft {
  staffId: string;
  customerId: string;
  purpose: CustomerPaymentRecord['purpose'];
  method: PaymentMethod;
  amount: Rupiah;
  reference?: string;
  note?: string;
  /** who allowed it, written in the same action: money noted twice would be worse than a missing entry */
  approvals?: readonly Approval[];
}

// QRIS without callback

export interface UnconfirmedQris {
  count: number;
  amount: Rupiah;
  payments: readonly {
    saleId: string;
    paymentId: string;
    receiptNumber: string;
    amount: Rupiah;
    soldAt: number;
    shiftId: string | null;
  }[];
}

// Stock and catalogue

export interface StockDocumentDraft {
  staffId: string;
  type: StockDocumentRecord['type'];
  /** of a transfer */
  toOutletId?: string;
  reference?: string;
  note?: string;
  /** `expectedMilli` of a count is filled in by itself */
  lines: readonly { productId: string; quantityMilli: number; cost?: Rupiah; reason?: string }[];
  approvals?: readonly Approval[];
}

export interface ProductEditDraft {
  staffId: string;
  /** left out: a new product; `name` and `price` are needed then */
  productId?: string;
  fields: {
    sku?: string;
    barcodes?: string[];
    name?: string;
    categoryId?: string | null;
    unit?: string;
    price?: Rupiah;
  };
  approvals?: readonly Approval[];
}

// Carts that wait

export interface ParkedCart {
  id: string;
  name: string;
  savedAtMs: number;
  /** whatever the till put there */
  draft: unknown;
}

// Managers

export type ApproveResult =
  | { ok: true; approver: StaffMember; approval: Approval }
  /** `left`: tries until it locks */
  | { ok: false; reason: 'wrong'; left: number }
  | { ok: false; reason: 'locked'; untilMs: number }
  /** the PIN is right, the role is not enough; or nobody who may */
  | { ok: false; reason: 'notAllowed' };

export interface AuditDraft {
  /** who did it */
  staffId: string;
  /** of the permission matrix, or a word of its own: `drawerOpened` */
  action: string;
  /** id of the record or thing it is about */
  target: string;
  approvedBy?: string;
  detail?: Readonly<Record<string, string | number | boolean>>;
}

/** What `LocalStore` offers for the whole day. */
export interface DayStore {
  /** Kept on the device, so it is there at a cold start; the defaults until the first pull. */
  outletSettings: Store<OutletSettings>;

  /** Products and their units by exact barcode, or else by exact SKU; [] when unknown. */
  findCode(code: string): FoundProduct[];

  shift: Store<OpenShift | null>;
  openShift(draft: {
    staffId: string;
    float: Rupiah;
    denominations: Denominations;
  }): Promise<OpenShiftResult>;
  /** X report of an open or closed shift of this device; undefined when it is not known here. */
  shiftTotals(shiftId: string): Promise<ShiftSums | undefined>;
  /** Everything sold up to the moment it is written is in its totals. */
  closeShift(draft: CloseShiftDraft): Promise<CloseShiftResult>;
  handover(draft: { staffId: string; toStaffId: string; counted?: Rupiah }): Promise<HandoverResult>;
  /** Outside a shift too, as long as the outlet does not require one (`invalidDraft`, field `shiftId`). */
  cashMovement(draft: CashMovementDraft): Promise<CashMovementRecord>;
  /** newest first */
  closedShifts(limit: number): Promise<ClosedShift[]>;

  /** By id, or by receipt number as printed: this device's own, or else the outlet's as last pulled. */
  saleForRefund(saleIdOrReceipt: string): Promise<RefundableSale | undefined>;
  /** What a refund of these lines gives back; pure. `inCash`: rounds as the outlet rounds cash. */
  quoteRefund(
    sale: RefundableSale,
    lines: readonly Pick<RefundDraftLine, 'lineNo' | 'quantityMilli'>[],
    options: { inCash: boolean },
  ): RefundQuote;
  refund(draft: RefundDraft): Promise<RefundResult>;
  voidSale(draft: VoidDraft): Promise<VoidResult>;

  customers: Customers;
  customerPayment(draft: CustomerPaymentDraft): Promise<CustomerPaymentRecord>;

  confirmQris(draft: {
    staffId: string;
    saleId: string;
    paymentId: string;
    outcome: 'received' | 'notReceived';
    note?: string;
  }): Promise<void>;
  /** QRIS payments of this device whose money nobody has seen; of one shift, or all. */
  unconfirmedQris(shiftId?: string): Promise<UnconfirmedQris>;

  /** grows with every change of what `stock` answers; 0: nothing known yet */
  stockVersion: Store<number>;
  /** Thousandths on hand in this outlet, own unsent sales counted; undefined while unknown. In memory. */
  stock(productId: string): number | undefined;
  stockDocument(draft: StockDocumentDraft): Promise<StockDocumentRecord>;
  /** The product as it now is; it can be found and sold at once. */
  editProduct(draft: ProductEditDraft): Promise<Product>;

  /** oldest first, of all tabs; survive reload and crash */
  parked: Store<readonly ParkedCart[]>;
  park(name: string, draft: unknown): Promise<ParkedCart>;
  /** Takes it out and returns its draft; undefined when another tab was faster. */
  unpark(id: string): Promise<unknown>;

  /**
   * Whether a PIN allows `action` now, without changing who is signed in. `staffId` null: anybody's who may. Tries count
   * as at sign-in (T6). Put `approval` into the record that it allows.
   */
  verifyPin(draft: {
    staffId: string | null;
    pin: string;
    action: Action;
    reason?: string;
  }): Promise<ApproveResult>;
  /** An entry of its own in this device's chain; the verbs above write theirs by themselves. */
  audit(draft: AuditDraft): Promise<void>;

  /** Records of one kind made on this device, newest first: refunds, cash movements, stock documents, … */
  recentRecords<K extends Exclude<RecordKind, 'sale'>>(kind: K, limit: number): Promise<LocalRecord<K>[]>;
}
