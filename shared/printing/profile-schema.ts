import { z } from 'zod';
import { allDifferent, text, uuid } from '../sync/record-fields.ts';
import { BAUD_RATES, PRINTER_ROLES, PRINTER_WAYS } from './printer-profile.ts';

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

/** Whether the relay may go there is the server's to say; here it only has to be an address and no name. */
const addressSchema = z.strictObject({
  host: z.string().regex(new RegExp(`^${octet}(\\.${octet}){3}$`)),
  port: z.int().min(1).max(65_535),
});

const profileFields = {
  id: uuid,
  name: text(60).trim().min(1),
  way: z.enum(PRINTER_WAYS),
  roles: z.array(z.enum(PRINTER_ROLES)).min(1).max(PRINTER_ROLES.length).refine(allDifferent),
  categoryIds: z.array(uuid).max(200),
  paper: z.union([z.literal(58), z.literal(80)]),
  columns: z.int().min(20).max(64),
  cut: z.enum(['partial', 'full', 'none']),
  feedLines: z.int().min(0).max(12),
  drawer: z
    .strictObject({
      pin: z.union([z.literal(2), z.literal(5)]),
      onMs: z.int().min(2).max(510),
      offMs: z.int().min(2).max(510),
    })
    .nullable(),
  answers: z.boolean(),
  baudRate: z.literal(BAUD_RATES).optional(),
};

/** What a tablet may tell its outlet: everything but where the relay goes. */
export const sharedProfileSchema = z.strictObject(profileFields);

export const printingSchema = z.strictObject({
  receiptAfterSale: z.boolean(),
  printers: z
    .array(z.strictObject({ ...profileFields, address: addressSchema.optional() }))
    .max(50)
    .refine((printers) => allDifferent(printers.map(({ id }) => id)), { message: 'ids repeat' }),
});
