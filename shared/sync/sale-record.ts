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

export { MAX_TIME_MS, text } from './record-fields.ts';

/** `foodService`: food and drink served on the spot, PBJT and never PPN. */
export const TAX_CLASSES = ['standard', 'luxury', 'exempt', 'foodService'] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

/** Which tax stands on a line: never both (M2). `ppn` national value added tax, `pbjt` the region's restaurant tax. */
export const TAX_KINDS = ['none', 'ppn', 'pbjt'] as const;
export type TaxKind = (typeof TAX_KINDS)[number];

export const ORDER_TYPES = ['walkIn', 'dineIn', 'takeAway', 'delivery'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/**
 * `cash`, `card` (EDC), `transfer`, `ewallet`: noted by hand with a reference. `qrisStatic`: the shop's own code with
 * the amount, no callback. `gateway`: through a connection, its attempt is on the server. `storeCredit`: from the
 * customer's balance. `debt`: kasbon, the customer owes it.
 */
export const PAYMENT_METHODS = [
  'cash',
  'card',
  'transfer',
  'ewallet',
  'qrisStatic',
  'gateway',
  'storeCredit',
  'debt',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

const discountPartSchema = z.strictObject({
  kind: z.enum(['manual', 'promotion', 'member']),
  /** of the promotion */
  promotionId: text(64).optional(),
  label: text(120),
  /** as it was given, when it was a percentage */
  rateBp: z.int().min(0).max(10_000).optional(),
  amount: positiveRupiah,
});
export type DiscountPart = z.infer<typeof discountPartSchema>;

export const saleLineSchema = z.strictObject({
  lineNo: z.int().min(1).max(10_000),
  /** null when the item is not in the catalogue */
  productId: uuid.nullable(),
  sku: text(64),
  name: text(300),
  unit: text(32),
  quantityMilli: z.int().min(1).max(MAX_QUANTITY_MILLI),
  /** as charged, modifiers included, before discounts */
  unitPrice: positiveRupiah,
  /** what the catalogue asked, when the cashier charged another price */
  listPrice: positiveRupiah.optional(),
  /** what a scale printed for the whole line: stands in the place of price times quantity */
  labelPrice: positiveRupiah.optional(),
  /** of the line: promotions, member price and what the cashier gave; parts in `discounts` */
  discount: positiveRupiah,
  discounts: z.array(discountPartSchema).max(20).optional(),
  /** price times quantity minus `discount` */
  lineTotal: positiveRupiah,
  /** this line's share of the discount on the whole cart, and of the service charge (M3) */
  cartDiscount: positiveRupiah,
  serviceCharge: positiveRupiah,
  taxClass: z.enum(TAX_CLASSES),
  taxKind: z.enum(TAX_KINDS),
  /** basis points; 0 without tax */
  taxRateBp: z.int().min(0).max(10_000),
  /** the amount the rate was applied to (DPP) */
  taxBase: positiveRupiah,
  /** added on top, and contained in the price: one of them is 0 */
  tax: positiveRupiah,
  taxIncluded: positiveRupiah,
  modifiers: z
    .array(z.strictObject({ optionId: text(64), name: text(120), price: rupiah }))
    .max(50)
    .optional(),
  /** how many thousandths of the product's base unit leave the stock; absent: `quantityMilli` */
  stockMilli: z.int().min(0).max(MAX_QUANTITY_MILLI).optional(),
  /** a bundle's content, for the whole line: the stock of these moves instead of the bundle's own */
  components: z
    .array(z.strictObject({ productId: uuid, quantityMilli: z.int().min(1).max(MAX_QUANTITY_MILLI) }))
    .max(50)
    .optional(),
  note: text(300).optional(),
});

export const paymentSchema = z.strictObject({
  id: mintedId,
  method: z.enum(PAYMENT_METHODS),
  /** what it settles of the sale */
  amount: positiveRupiah,
  /** what the customer handed over, and got back; cash only, else `tendered` is `amount` */
  tendered: positiveRupiah,
  change: positiveRupiah,
  /** approval code, last digits, name of the bank or wallet: what finds it again */
  reference: text(120).optional(),
  /** of a QRIS without callback: whether the cashier saw the money arrive */
  confirmed: z.boolean().optional(),
});

/** One sale as it was charged, minted on the device and never changed afterwards (S2, S4, S5). */
export const saleRecordSchema = z.strictObject({
  kind: z.literal('sale'),
  ...recordHeader,
  /** unbroken per device, from 1; refunds take numbers of the same series */
  receiptSeq: z.int().min(1).max(2_000_000_000),
  receiptNumber: text(64),
  /** device clock, epoch ms; orders nothing (S10) */
  soldAt: moment,
  /** null: sold outside a shift */
  shiftId: mintedId.nullable(),
  customerId: uuid.nullable(),
  /** the customer bought as a member: member prices and promotions were given */
  member: z.literal(true).optional(),
  orderType: z.enum(ORDER_TYPES),
  /** table or name on the order */
  label: text(60).optional(),
  priceListId: text(64).optional(),
  lines: z
    .array(saleLineSchema)
    .min(1)
    .max(1_000)
    .refine((lines) => allDifferent(lines.map((line) => line.lineNo)), { message: 'line numbers repeat' }),
  /** sum of `lineTotal`; total = subtotal - discount + serviceCharge + tax + rounding */
  subtotal: positiveRupiah,
  /** on the whole cart; parts in `discounts` */
  discount: positiveRupiah,
  discounts: z.array(discountPartSchema).max(20).optional(),
  serviceCharge: positiveRupiah,
  /** added on top */
  tax: positiveRupiah,
  /** contained in the prices */
  taxIncluded: positiveRupiah,
  rounding: rupiah,
  total: positiveRupiah,
  payments: z
    .array(paymentSchema)
    .min(1)
    .max(20)
    .refine((payments) => allDifferent(payments.map((payment) => payment.id)), {
      message: 'payment ids repeat',
    }),
  /** of the change, what the customer left as a deposit instead of taking it (owed small change) */
  changeKept: positiveRupiah,
  /** the refund of the same exchange */
  exchangeOf: mintedId.optional(),
  approvals: z.array(approvalSchema).max(20).optional(),
  note: text(300).optional(),
});

export type SaleLine = z.infer<typeof saleLineSchema>;
export type Payment = z.infer<typeof paymentSchema>;
export type SaleRecord = z.infer<typeof saleRecordSchema>;
