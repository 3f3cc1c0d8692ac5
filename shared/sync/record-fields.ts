import { z } from 'zod';
import { MAX_RUPIAH } from '../money.ts';

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
export const uuid = z.uuid().lowercase();
/** An identity minted on a device (S2). */
export const mintedId = z.uuid({ version: 'v7' }).lowercase();
export const rupiah = z.int().min(-MAX_RUPIAH).max(MAX_RUPIAH);
export const positiveRupiah = z.int().min(0).max(MAX_RUPIAH);
/** epoch ms */
export const moment = z.int().min(0).max(MAX_TIME_MS);

/** What every record carries, whatever happened. */
export const recordHeader = {
  id: mintedId,
  outletId: uuid,
  deviceId: uuid,
  staffId: uuid,
  /** server clock minus device clock in ms when last measured, null when never */
  clockOffsetMs: z.int().nullable(),
  /** counts everything the device records, of any kind, from 1; 0 when written under contract 0 */
  deviceCounter: z.int().min(0),
} as const;

/** Who allowed what the role of the one at the till would not (manager's PIN), and why. */
export const approvalSchema = z.strictObject({
  /** an action of the permission matrix, `shared/roles.ts` */
  action: text(64),
  approvedBy: uuid,
  reason: text(300).optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

export function allDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
