import { z } from 'zod';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../shared/password-length.ts';
import { text } from '../../shared/sync/sale-record.ts';

/** What people type about tenants and people, checked the same everywhere. */
export const id = z.uuid();
export const personName = text(80).trim().min(1);
export const shopName = text(80).trim().min(1);
export const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());
export const password = text(MAX_PASSWORD_LENGTH).min(MIN_PASSWORD_LENGTH);
export const outletCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{2,6}$/);
export const pin = z.string().regex(/^\d{4,8}$/);
export const timeZone = text(64).refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), {
  message: 'unknown time zone',
});
