import { z } from 'zod';
import { text, uuid } from '../../shared/sync/record-fields.ts';
import { kind, newConnection } from '../connections/inputs.ts';
import { LOG_ACTIONS } from '../integration-log/tables.ts';
import { WEBHOOK_STATES } from '../webhooks/tables.ts';

const { label, environment, isDefault, costClass, values, provider, preset } = newConnection.shape;
const date = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const expiresAt = date.nullable();

export const newIntegration = z
  .strictObject({
    integrationType: kind,
    provider,
    preset,
    label: label.optional(),
    testMode: z.boolean(),
    environment,
    isActive: z.boolean().default(true),
    isDefault,
    configuration: values,
    costClass,
    expiresAt: expiresAt.default(null),
    usePartnerConfig: z.literal(false).optional(),
  })
  .refine((wanted) => (wanted.provider === undefined) !== (wanted.preset === undefined), {
    path: ['provider'],
    message: 'a provider, or a preset of your own',
  });

/** An outlet that follows the partner, or no longer does, for a type. */
export const inheritance = z.strictObject({ integrationType: kind, usePartnerConfig: z.boolean() });

export const integrationPatch = z.strictObject({
  label: label.optional(),
  testMode: z.boolean().optional(),
  isActive: z.boolean().optional(),
  isDefault: z.boolean().optional(),
  configuration: values.unwrap().optional(),
  costClass: text(20).trim().optional(),
  expiresAt: expiresAt.optional(),
});
export type IntegrationPatch = z.output<typeof integrationPatch>;

export const integrationPut = integrationPatch.required({
  label: true,
  testMode: true,
  isActive: true,
  configuration: true,
});

export const replay = z.strictObject({ webhookId: uuid });

const page = {
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  from: date.optional(),
  to: date.optional(),
};
export const listQuery = z.object({ type: kind.optional() });
export const logQuery = z.object({
  ...page,
  action: z.enum(LOG_ACTIONS).optional(),
  status: z.enum(['success', 'refused', 'failure']).optional(),
  reference: text(120).optional(),
});
export const webhookQuery = z.object({ ...page, state: z.enum(WEBHOOK_STATES).optional() });
export const healthQuery = z.object({ hours: z.coerce.number().int().min(1).max(720).default(24) });
