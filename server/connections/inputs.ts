import { z } from 'zod';
import { text, uuid } from '../../shared/sync/record-fields.ts';
import { KINDS } from '../hub/preset.ts';

const label = text(80).trim().min(1);
const values = z.record(z.string().max(60), z.union([text(16_384), z.number(), z.boolean(), z.null()]));
const costClass = text(20).trim();
const expiresAt = z.int().min(0).max(8_640_000_000_000_000).nullable();
export const kind = z.enum(KINDS);
export const feature = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*){1,2}$/);

/** A new connection: of a known preset by its id, or of one that the owner wrote. */
export const newConnection = z.strictObject({
  /** null or absent: for the whole shop */
  outletId: uuid.nullish(),
  provider: z.string().max(60).optional(),
  preset: z.unknown().optional(),
  label,
  testMode: z.boolean(),
  environment: z.string().max(30).optional(),
  /** settings and secrets by the keys of the preset's fields */
  values: values.default({}),
  active: z.boolean().default(true),
  isDefault: z.boolean().default(false),
  costClass: costClass.default(''),
  expiresAt: expiresAt.default(null),
});
export type NewConnection = z.infer<typeof newConnection>;

/** What may be changed without testing; what is absent stays. Secrets are changed with `replaceKeys`. */
export const connectionChange = z.strictObject({
  connectionId: uuid,
  label: label.optional(),
  values: values.optional(),
  active: z.boolean().optional(),
  isDefault: z.boolean().optional(),
  costClass: costClass.optional(),
  expiresAt: expiresAt.optional(),
});
export type ConnectionChange = z.infer<typeof connectionChange>;

export const keyReplacement = z.strictObject({
  connectionId: uuid,
  values,
  /** another environment comes with its own keys */
  testMode: z.boolean().optional(),
  environment: z.string().max(30).optional(),
  expiresAt: expiresAt.optional(),
  /** keep them although the test could not say that they are right */
  anyway: z.boolean().default(false),
});
export type KeyReplacement = z.infer<typeof keyReplacement>;

export const scope = z.union([z.literal('all'), z.literal('shop'), z.strictObject({ outletId: uuid })]);

export const featureMapping = z.strictObject({
  outletId: uuid.nullish(),
  feature,
  /** first the one that serves, then its fallbacks; empty: nothing serves it here */
  connectionIds: z.array(uuid).max(5),
});
