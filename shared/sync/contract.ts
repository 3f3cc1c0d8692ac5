import { z } from 'zod';
import {
  auditRecordSchema,
  cashMovementRecordSchema,
  customerPaymentRecordSchema,
  customerRecordSchema,
  productEditRecordSchema,
  qrisConfirmationRecordSchema,
  refundRecordSchema,
  shiftCloseRecordSchema,
  shiftHandoverRecordSchema,
  shiftOpenRecordSchema,
  stockDocumentRecordSchema,
  voidRecordSchema,
} from './day-records.ts';
import { MAX_TIME_MS, text } from './record-fields.ts';
import { saleRecordSchema } from './sale-record.ts';
import { MAX_PUSH_RECORDS } from './version.ts';

export { ANSWER_HEADER, CONTRACT_VERSION, MAX_PUSH_RECORDS, OLDEST_ACCEPTED_CONTRACT } from './version.ts';

/** What a device may push, by the kind that each record names. */
export const RECORD_SCHEMAS = {
  sale: saleRecordSchema,
  refund: refundRecordSchema,
  void: voidRecordSchema,
  shiftOpen: shiftOpenRecordSchema,
  shiftClose: shiftCloseRecordSchema,
  shiftHandover: shiftHandoverRecordSchema,
  cashMovement: cashMovementRecordSchema,
  customer: customerRecordSchema,
  customerPayment: customerPaymentRecordSchema,
  qrisConfirmation: qrisConfirmationRecordSchema,
  stockDocument: stockDocumentRecordSchema,
  productEdit: productEditRecordSchema,
  audit: auditRecordSchema,
} as const satisfies Record<string, z.ZodType>;

export type RecordKind = keyof typeof RECORD_SCHEMAS;
export type RecordOf<K extends RecordKind> = z.infer<(typeof RECORD_SCHEMAS)[K]>;
export type DeviceRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind];

/** Records are checked one by one, so that a bad one is refused alone: here they are only counted. */
export const pushEnvelopeSchema = z.strictObject({
  contract: z.int(),
  /** device clock at sending, epoch ms */
  deviceTime: z.int().min(0).max(MAX_TIME_MS),
  /** what the device still holds, for the owner's eyes */
  unsent: z.int().min(0),
  refused: z.int().min(0),
  appVersion: text(64),
  records: z.array(z.unknown()).max(MAX_PUSH_RECORDS),
});
export type PushEnvelope = z.infer<typeof pushEnvelopeSchema>;

/** What the server noticed about a record that it stored as charged (S5). */
export const RECORD_FLAGS = [
  'totalsDiffer',
  'priceDiffers',
  /** promotions, taxes, service charge or rounding are not what the outlet's settings make of the cart */
  'settingsDiffer',
  'unknownProduct',
  'unknownStaff',
  'staffInactive',
  'outletDiffers',
  'receiptRepeated',
  'receiptMismatch',
  'underpaid',
  'clockOff',
  'rescued',
  /** came for a shift that was closed already (S13) */
  'lateForShift',
  'unknownShift',
  'unknownCustomer',
  /** more was given back than was paid, over all devices */
  'overRefunded',
  /** a refund or void of a sale that is not here */
  'unknownSale',
  /** a void of a sale that had left its device or was refunded */
  'voidTooLate',
  /** the role at the time did not allow it, and nobody approved */
  'notPermitted',
  'overDebtLimit',
  'belowZeroStock',
  /** the device's own sum of its shift differs from the sum of its records */
  'shiftTotalsDiffer',
  /** a barcode or SKU was taken by another product; the product came without it */
  'codeTaken',
  /** the chain of audit entries has a gap or a changed link */
  'chainBroken',
] as const;
export type RecordFlag = (typeof RECORD_FLAGS)[number];

export const REFUSAL_CODES = [
  'invalid',
  'conflict',
  'unknownKind',
  'outletUnknown',
  'deviceUnknown',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One answer a record. A record without an answer stays where it is and is sent again (S6). */
export const pushAnswerSchema = z.discriminatedUnion('status', [
  z.object({ id: z.string(), status: z.literal('applied') }),
  z.object({ id: z.string(), status: z.literal('alreadyApplied') }),
  z.object({ id: z.string(), status: z.literal('appliedWithFlags'), flags: z.array(z.enum(RECORD_FLAGS)) }),
  z.object({
    id: z.string(),
    status: z.literal('refused'),
    code: z.enum(REFUSAL_CODES),
    field: z.string().optional(),
    message: z.string(),
  }),
]);
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

const versionsSchema = z.record(z.string(), z.int());
/** How new the pulled rows are that hold what a push stored, by id: customers, and stock by product. */
const rowVersionsSchema = z.object({
  customer: versionsSchema.optional(),
  stock: versionsSchema.optional(),
});
export type RowVersions = z.infer<typeof rowVersionsSchema>;

export const pushReplySchema = z.object({
  contract: z.int(),
  /** server clock, epoch ms */
  serverTime: z.int(),
  answers: z.array(pushAnswerSchema),
  /** until a row at least as new has been pulled, the device counts its own records on top */
  versions: rowVersionsSchema.optional(),
});
export type PushReply = z.infer<typeof pushReplySchema>;
