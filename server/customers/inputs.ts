import { z } from 'zod';
import { normalisePhone } from '../../shared/customers/normalise-phone.ts';
import { positiveRupiah } from '../../shared/sync/record-fields.ts';
import { text } from '../../shared/sync/sale-record.ts';

export const customerId = z.uuid().lowercase();

/** As it was typed; what comes out is `+62…` or empty. */
const phone = text(40).transform((typed, ctx) => {
  const number = normalisePhone(typed);
  if (number !== null) return number;
  ctx.addIssue({ code: 'custom', message: 'not a phone number' });
  return z.NEVER;
});

export const customerInput = z.strictObject({
  id: customerId.optional(),
  name: text(120).trim().min(1),
  phone,
  email: text(200).trim().default(''),
  address: text(300).trim().default(''),
  note: text(300).trim().default(''),
  member: z.boolean().default(false),
  consent: z.boolean().default(false),
  /** null: the outlet's own */
  debtLimit: positiveRupiah.nullable().default(null),
});
export type CustomerInput = z.infer<typeof customerInput>;

export const customerPage = z.strictObject({
  search: text(200).trim().default(''),
  /** with a debt, or with a deposit */
  only: z.enum(['all', 'owing', 'deposit', 'members']).default('all'),
  sort: z.enum(['name', 'debt', 'newest']).default('name'),
  cursor: z.strictObject({ key: z.union([text(300), z.int()]), id: customerId }).nullish(),
  limit: z.int().min(1).max(200).default(50),
});
export type CustomerPage = z.infer<typeof customerPage>;
