import { z } from 'zod';
import { MAX_QUANTITY_MILLI, MAX_RUPIAH } from '../money.ts';

/** Latest moment a date can be, epoch ms. */
export const MAX_TIME_MS = 8_640_000_000_000_000;

/** Text the database can hold: no NUL, no lone surrogates. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), {
      message: 'unprintable characters',
    });
/** One spelling an identity, so that two spellings can't pass as two records. */
const uuid = z.uuid().lowercase();
const id = z.uuid({ version: 'v7' }).lowercase();
const rupiah = z.int().min(-MAX_RUPIAH).max(MAX_RUPIAH);
const positiveRupiah = z.int().min(0).max(MAX_RUPIAH);

export const TAX_CLASSES = ['standard', 'luxury', 'exempt'] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

export const saleLineSchema = z.strictObject({
  lineNo: z.int().min(1).max(10_000),
  /** null when the item is not in the catalogue */
  productId: uuid.nullable(),
  sku: text(64),
  name: text(300),
  unit: text(32),
  quantityMilli: z.int().min(1).max(MAX_QUANTITY_MILLI),
  unitPrice: positiveRupiah,
  lineTotal: positiveRupiah,
  taxClass: z.enum(TAX_CLASSES),
  note: text(300).optional(),
});

export const paymentSchema = z.strictObject({
  id,
  method: z.enum(['cash']),
  /** what it settles of the sale */
  amount: positiveRupiah,
  /** what the customer handed over, and got back */
  tendered: positiveRupiah,
  change: positiveRupiah,
});

/** One sale as it was charged, minted on the device and never changed afterwards (S2, S4, S5). */
export const saleRecordSchema = z.strictObject({
  kind: z.literal('sale'),
  id,
  outletId: uuid,
  deviceId: uuid,
  staffId: uuid,
  /** unbroken per device, from 1 */
  receiptSeq: z.int().min(1).max(2_000_000_000),
  receiptNumber: text(64),
  /** device clock, epoch ms; orders nothing (S10) */
  soldAt: z.int().min(0).max(MAX_TIME_MS),
  /** server clock minus device clock in ms when last measured, null when never */
  clockOffsetMs: z.int().nullable(),
  /** counts everything the device records, of any kind, from 1; 0 when written under contract 0 */
  deviceCounter: z.int().min(0),
  lines: z
    .array(saleLineSchema)
    .min(1)
    .max(1_000)
    .refine((lines) => allDifferent(lines.map((line) => line.lineNo)), { message: 'line numbers repeat' }),
  subtotal: positiveRupiah,
  discount: positiveRupiah,
  tax: positiveRupiah,
  rounding: rupiah,
  total: positiveRupiah,
  payments: z
    .array(paymentSchema)
    .min(1)
    .max(20)
    .refine((payments) => allDifferent(payments.map((payment) => payment.id)), {
      message: 'payment ids repeat',
    }),
  note: text(300).optional(),
});

function allDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

export type SaleLine = z.infer<typeof saleLineSchema>;
export type Payment = z.infer<typeof paymentSchema>;
export type SaleRecord = z.infer<typeof saleRecordSchema>;
