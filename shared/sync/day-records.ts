import { z } from 'zod';
import { MAX_QUANTITY_MILLI } from '../money.ts';
import {
  allDifferent,
  approvalSchema,
  mintedId,
  moment,
  positiveRupiah,
  recordHeader,
  rupiah,
  text,
  uuid,
} from './record-fields.ts';
import { PAYMENT_METHODS, TAX_KINDS } from './sale-record.ts';

const quantityMilli = z.int().min(1).max(MAX_QUANTITY_MILLI);
const signedMilli = z.int().min(-MAX_QUANTITY_MILLI).max(MAX_QUANTITY_MILLI);

/** Header of everything but the sale, which calls its moment `soldAt`. */
const header = {
  ...recordHeader,
  /** device clock, epoch ms; orders nothing (S10) */
  at: moment,
} as const;

export const REFUND_REASONS = [
  'damaged',
  'wrongItem',
  'changedMind',
  'expired',
  'overcharged',
  'other',
] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Goods back, money back: a new fact beside the sale, which stays as it was (S4). */
export const refundRecordSchema = z.strictObject({
  kind: z.literal('refund'),
  ...header,
  receiptSeq: z.int().min(1).max(2_000_000_000),
  receiptNumber: text(64),
  shiftId: mintedId.nullable(),
  saleId: mintedId,
  saleReceiptNumber: text(64),
  customerId: uuid.nullable(),
  reason: z.enum(REFUND_REASONS),
  lines: z
    .array(
      z.strictObject({
        /** of the sale */
        lineNo: z.int().min(1).max(10_000),
        productId: uuid.nullable(),
        name: text(300),
        unit: text(32),
        quantityMilli,
        /** money back for this quantity, all of the line's shares included */
        amount: positiveRupiah,
        taxKind: z.enum(TAX_KINDS),
        /** tax in `amount` that is taken back */
        tax: positiveRupiah,
        /** back on the shelf; otherwise the goods are waste */
        restock: z.boolean(),
        stockMilli: z.int().min(0).max(MAX_QUANTITY_MILLI).optional(),
        components: z
          .array(z.strictObject({ productId: uuid, quantityMilli }))
          .max(50)
          .optional(),
      }),
    )
    .min(1)
    .max(1_000)
    .refine((lines) => allDifferent(lines.map((line) => line.lineNo)), { message: 'line numbers repeat' }),
  rounding: rupiah,
  /** sum of the lines plus rounding */
  total: positiveRupiah,
  /** how the money went back; together `total` */
  payments: z
    .array(
      z.strictObject({
        id: mintedId,
        method: z.enum(PAYMENT_METHODS),
        amount: positiveRupiah,
        /** of the sale, when it goes back the way it came */
        paymentId: mintedId.optional(),
        reference: text(120).optional(),
      }),
    )
    .min(1)
    .max(20)
    .refine((payments) => allDifferent(payments.map((payment) => payment.id)), {
      message: 'payment ids repeat',
    }),
  approvals: z.array(approvalSchema).max(20).optional(),
  note: text(300).optional(),
});
export type RefundRecord = z.infer<typeof refundRecordSchema>;

/** A sale undone whole before it left the device; both are kept (S4). */
export const voidRecordSchema = z.strictObject({
  kind: z.literal('void'),
  ...header,
  saleId: mintedId,
  shiftId: mintedId.nullable(),
  reason: text(300),
  approvals: z.array(approvalSchema).max(20).optional(),
});
export type VoidRecord = z.infer<typeof voidRecordSchema>;

/** Pieces of each note and coin by value: `{ "100000": 3, "500": 12 }`. */
export const denominationsSchema = z.record(z.string().regex(/^[1-9]\d{1,5}$/), z.int().min(0).max(100_000));
export type Denominations = z.infer<typeof denominationsSchema>;

/** The id of the record is the id of the shift. */
export const shiftOpenRecordSchema = z.strictObject({
  kind: z.literal('shiftOpen'),
  ...header,
  /** counts the shifts of this device from 1 */
  shiftNo: z.int().min(1),
  float: positiveRupiah,
  denominations: denominationsSchema,
});
export type ShiftOpenRecord = z.infer<typeof shiftOpenRecordSchema>;

/** What the device knew of its shift when it closed: its own sum, to be compared, never corrected. */
export const shiftTotalsSchema = z.strictObject({
  saleCount: z.int().min(0),
  refundCount: z.int().min(0),
  voidCount: z.int().min(0),
  /** sum of totals of sales that were not voided, and of refunds */
  sales: positiveRupiah,
  refunds: positiveRupiah,
  discounts: positiveRupiah,
  tax: rupiah,
  serviceCharge: positiveRupiah,
  rounding: rupiah,
  cashIn: positiveRupiah,
  cashOut: positiveRupiah,
  /** net money by method: payments minus refunds, repayments included */
  byMethod: z.partialRecord(z.enum(PAYMENT_METHODS), rupiah),
});
export type ShiftTotals = z.infer<typeof shiftTotalsSchema>;

export const shiftCloseRecordSchema = z.strictObject({
  kind: z.literal('shiftClose'),
  ...header,
  shiftId: mintedId,
  counted: positiveRupiah,
  denominations: denominationsSchema,
  /** float + cash takings + cash in - cash out, by the device's own facts */
  expected: rupiah,
  /** counted - expected */
  variance: rupiah,
  totals: shiftTotalsSchema,
  /** records not yet acknowledged when it closed */
  unsent: z.int().min(0),
  approvals: z.array(approvalSchema).max(20).optional(),
  note: text(300).optional(),
});
export type ShiftCloseRecord = z.infer<typeof shiftCloseRecordSchema>;

/** Another cashier takes the drawer over without a close. */
export const shiftHandoverRecordSchema = z.strictObject({
  kind: z.literal('shiftHandover'),
  ...header,
  shiftId: mintedId,
  toStaffId: uuid,
  counted: positiveRupiah.optional(),
});
export type ShiftHandoverRecord = z.infer<typeof shiftHandoverRecordSchema>;

/** Money into or out of the drawer that is no sale. */
export const cashMovementRecordSchema = z.strictObject({
  kind: z.literal('cashMovement'),
  ...header,
  shiftId: mintedId.nullable(),
  direction: z.enum(['in', 'out']),
  amount: z.int().min(1).max(100_000_000_000_000),
  category: text(60),
  reason: text(300),
  approvals: z.array(approvalSchema).max(20).optional(),
});
export type CashMovementRecord = z.infer<typeof cashMovementRecordSchema>;

/** A customer made or changed on a device; the last one wins by arrival, all are kept. */
export const customerRecordSchema = z.strictObject({
  kind: z.literal('customer'),
  ...header,
  customerId: mintedId,
  name: text(120).min(1),
  /** `+62…`, digits only after the plus; empty when unknown */
  phone: z.string().regex(/^$|^\+[1-9]\d{7,14}$/),
  email: text(200),
  address: text(300),
  note: text(300),
  member: z.boolean(),
  /** may be sent messages */
  consent: z.boolean(),
});
export type CustomerRecord = z.infer<typeof customerRecordSchema>;

/** Money between customer and shop that is no sale: kasbon paid back, a deposit made or taken out. */
export const customerPaymentRecordSchema = z.strictObject({
  kind: z.literal('customerPayment'),
  ...header,
  customerId: uuid,
  shiftId: mintedId.nullable(),
  purpose: z.enum(['debtRepayment', 'depositIn', 'depositOut']),
  method: z.enum(PAYMENT_METHODS),
  amount: z.int().min(1).max(100_000_000_000_000),
  reference: text(120).optional(),
  note: text(300).optional(),
});
export type CustomerPaymentRecord = z.infer<typeof customerPaymentRecordSchema>;

/** What became of a QRIS payment that had no callback. */
export const qrisConfirmationRecordSchema = z.strictObject({
  kind: z.literal('qrisConfirmation'),
  ...header,
  saleId: mintedId,
  paymentId: mintedId,
  outcome: z.enum(['received', 'notReceived']),
  note: text(300).optional(),
});
export type QrisConfirmationRecord = z.infer<typeof qrisConfirmationRecordSchema>;

/** Goods that moved without a sale. A count carries what was found; its difference is worked out where it is stored. */
export const stockDocumentRecordSchema = z
  .strictObject({
    kind: z.literal('stockDocument'),
    ...header,
    type: z.enum(['receive', 'transfer', 'count', 'waste']),
    /** of a transfer; goods leave `outletId` and arrive here */
    toOutletId: uuid.optional(),
    reference: text(120),
    note: text(300),
    lines: z
      .array(
        z.strictObject({
          productId: uuid,
          /** moved; for a count: what is on the shelf */
          quantityMilli: z.int().min(0).max(MAX_QUANTITY_MILLI),
          /** of a count: what the device believed, sales of its own after the last pull included */
          expectedMilli: signedMilli.optional(),
          /** of a receive: per unit */
          cost: positiveRupiah.optional(),
          reason: text(120).optional(),
        }),
      )
      .min(1)
      .max(5_000)
      .refine((lines) => allDifferent(lines.map((line) => line.productId)), { message: 'products repeat' }),
    approvals: z.array(approvalSchema).max(20).optional(),
  })
  .refine((document) => (document.type === 'transfer') === (document.toOutletId !== undefined), {
    path: ['toOutletId'],
    message: 'a transfer, and only a transfer, names where the goods go',
  });
export type StockDocumentRecord = z.infer<typeof stockDocumentRecordSchema>;

/** A product made or changed at the till. Only what is named changes. */
export const productEditRecordSchema = z.strictObject({
  kind: z.literal('productEdit'),
  ...header,
  productId: mintedId,
  /** false: it is new, and `name` and `price` must stand in `fields` */
  existing: z.boolean(),
  fields: z.strictObject({
    sku: text(64).min(1).optional(),
    barcodes: z.array(text(64).min(1)).max(20).optional(),
    name: text(300).min(1).optional(),
    categoryId: uuid.nullable().optional(),
    unit: text(32).min(1).optional(),
    price: positiveRupiah.optional(),
  }),
  approvals: z.array(approvalSchema).max(20).optional(),
});
export type ProductEditRecord = z.infer<typeof productEditRecordSchema>;

/** One link of this device's chain of audit entries: who did what, and the hash of the entry before. */
export const auditRecordSchema = z.strictObject({
  kind: z.literal('audit'),
  ...header,
  /** place in the device's chain, from 1 */
  chainNo: z.int().min(1),
  action: text(64),
  /** the record or thing it is about */
  target: text(128),
  approvedBy: uuid.optional(),
  detail: z.record(text(64), z.union([text(300), z.int(), z.boolean()])),
  /** hex SHA-256 of the entry before; 64 zeros for the first */
  previousHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** hex SHA-256 over the canonical JSON of this record without `hash` */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;
