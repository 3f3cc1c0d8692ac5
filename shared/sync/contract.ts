import { z } from 'zod';
import { MAX_TIME_MS, type SaleRecord, text } from './sale-record.ts';
import { MAX_PUSH_RECORDS } from './version.ts';

export { ANSWER_HEADER, CONTRACT_VERSION, MAX_PUSH_RECORDS, OLDEST_ACCEPTED_CONTRACT } from './version.ts';

/** Any record a device pushes. Shifts, refunds and others join in this union. */
export type DeviceRecord = SaleRecord;

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
export const SALE_FLAGS = [
  'totalsDiffer',
  'priceDiffers',
  'unknownProduct',
  'unknownStaff',
  'staffInactive',
  'outletDiffers',
  'receiptRepeated',
  'receiptMismatch',
  'underpaid',
  'clockOff',
  'rescued',
] as const;
export type SaleFlag = (typeof SALE_FLAGS)[number];

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
  z.object({ id: z.string(), status: z.literal('appliedWithFlags'), flags: z.array(z.enum(SALE_FLAGS)) }),
  z.object({
    id: z.string(),
    status: z.literal('refused'),
    code: z.enum(REFUSAL_CODES),
    field: z.string().optional(),
    message: z.string(),
  }),
]);
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

export const pushReplySchema = z.object({
  contract: z.int(),
  /** server clock, epoch ms */
  serverTime: z.int(),
  answers: z.array(pushAnswerSchema),
});
export type PushReply = z.infer<typeof pushReplySchema>;
