import { z } from 'zod';

/**
 * How a scale fills the 13 digits of its labels: prefix, item number, (digits nobody reads,) value, check digit.
 * `perDigit`: what 1 in the value is worth, thousandths of the unit for a weight, rupiah for a price.
 */
export const scaleFormatSchema = z
  .strictObject({
    prefixes: z
      .array(z.string().regex(/^(02|2\d?)$/))
      .min(1)
      .max(11),
    itemDigits: z.int().min(3).max(7),
    valueDigits: z.int().min(3).max(7),
    value: z.enum(['weight', 'price']),
    perDigit: z.int().min(1).max(1_000),
  })
  .refine(
    ({ prefixes, itemDigits, valueDigits }) =>
      prefixes.every((prefix) => prefix.length + itemDigits + valueDigits <= 12),
    { message: 'more than 12 digits' },
  );

export type ScaleFormat = z.infer<typeof scaleFormatSchema>;
