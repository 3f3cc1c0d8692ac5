import { z } from 'zod';
import { text, uuid } from '../../shared/sync/record-fields.ts';
import type { CallingUser, Context } from '../services.ts';
import { managerProcedure, ownerProcedure, router } from '../trpc/procedures.ts';
import type { HubActing } from './acting.ts';
import { getConnection, listConnections } from './connection-shown.ts';
import {
  createFromTemplate,
  duplicateConnection,
  listTemplates,
  removeTemplate,
  saveTemplate,
} from './copy-connection.ts';
import { dryRun } from './dry-run.ts';
import { featureMap, mapFeature, setInheritance } from './feature-map.ts';
import { importConnections } from './import-connections.ts';
import * as input from './inputs.ts';
import { checkPreset, getPreset, listPresets } from './list-presets.ts';
import { dependentsOf, removeConnection } from './remove-connection.ts';
import { replaceKeys } from './replace-keys.ts';
import { revealSecret } from './reveal-secret.ts';
import { changeConnection, createConnection } from './save-connection.ts';
import { testNow } from './test-now.ts';

const byId = z.strictObject({ connectionId: uuid });
const name = text(80).trim().min(1);

/** Whoever is signed in, as the log of the hub names them. */
type SignedIn = Omit<Context, 'user' | 'device'> & { tenantId: string; user: CallingUser };
export const acting = (ctx: SignedIn): HubActing & SignedIn => ({
  ...ctx,
  actor: { kind: 'user', id: ctx.user.id, ip: ctx.ip, userAgent: ctx.headers['user-agent'] },
});

/** What can be connected. */
const presets = router({
  /** All that ship, shortly: `PresetShown[]`. */
  list: managerProcedure
    .input(z.strictObject({ kind: input.kind.optional() }))
    .query(({ ctx, input }) => listPresets(ctx, input.kind)),
  /** One whole preset (fields with their help, environments, features), for the wizard's form. */
  get: managerProcedure
    .input(z.strictObject({ provider: z.string().max(60) }))
    .query(({ ctx, input }) => getPreset(ctx, input.provider)),
  /** Of a preset that the owner writes: `{ ok, issues: [{ path, message }] }`; stores nothing. */
  check: ownerProcedure
    .input(z.strictObject({ preset: z.unknown() }))
    .mutation(({ input }) => checkPreset(input.preset)),
  /** Tries a preset in a test environment: the test's result; stores nothing. */
  dryRun: ownerProcedure
    .input(input.newConnection.pick({ provider: true, preset: true, environment: true, values: true }))
    .mutation(({ ctx, input }) => dryRun(acting(ctx), input)),
});

/** Connections kept as a pattern to make others from, without secrets. */
const templates = router({
  list: managerProcedure.query(({ ctx }) => listTemplates(ctx)),
  save: ownerProcedure
    .input(z.strictObject({ connectionId: uuid, name }))
    .mutation(({ ctx, input }) => saveTemplate(acting(ctx), input)),
  remove: ownerProcedure
    .input(z.strictObject({ templateId: uuid }))
    .mutation(({ ctx, input }) => removeTemplate(acting(ctx), input.templateId)),
  create: ownerProcedure
    .input(
      z.strictObject({
        templateId: uuid,
        label: name,
        outletId: uuid.nullish(),
        testMode: z.boolean().optional(),
        values: input.newConnection.shape.values,
      }),
    )
    .mutation(({ ctx, input }) => createFromTemplate(acting(ctx), input)),
});

/** What serves a feature (`payment.qris`) where. */
const features = router({
  /** `{ mapped: [{ outletId, feature, connectionIds }], notInherited: [{ outletId, kind }] }`. */
  list: managerProcedure.query(({ ctx }) => featureMap(ctx)),
  map: ownerProcedure
    .input(input.featureMapping)
    .mutation(({ ctx, input }) => mapFeature(acting(ctx), input)),
  /** Whether an outlet follows the shop for a kind where it has nothing of its own. */
  inherit: ownerProcedure
    .input(z.strictObject({ outletId: uuid, kind: input.kind, usePartnerConfig: z.boolean() }))
    .mutation(({ ctx, input }) => setInheritance(acting(ctx), input)),
});

/** Connections: what a shop or an outlet has configured. Looks for a manager, changes for an owner. */
export const connectionsRouter = router({
  presets,
  templates,
  features,
  /** `ConnectionShown[]`: secrets masked. Scope `{ outletId }`: its own and those of the shop that it follows. */
  list: managerProcedure
    .input(z.strictObject({ scope: input.scope.default('all'), kind: input.kind.optional() }))
    .query(({ ctx, input }) => listConnections(ctx, input)),
  get: managerProcedure.input(byId).query(({ ctx, input }) => getConnection(ctx, input.connectionId)),
  /** `{ connectionId }`; untested, so test it next. */
  create: ownerProcedure
    .input(input.newConnection)
    .mutation(({ ctx, input }) => createConnection(acting(ctx), input)),
  /** Label, settings, active, default, cost class, expiry; never secrets. */
  change: ownerProcedure
    .input(input.connectionChange)
    .mutation(({ ctx, input }) => changeConnection(acting(ctx), input)),
  /** Tests new keys first and swaps them when they pass; the answer is the test's result. */
  replaceKeys: ownerProcedure
    .input(input.keyReplacement)
    .mutation(({ ctx, input }) => replaceKeys(acting(ctx), input)),
  /** `{ secret }`, for whoever gives their password now. */
  reveal: ownerProcedure
    .input(z.strictObject({ connectionId: uuid, field: z.string().max(60), password: z.string().max(128) }))
    .mutation(({ ctx, input }) => revealSecret(acting(ctx), input)),
  /** `{ verdict, rule, ms, message: { id, en }, trace }`, masked. */
  test: ownerProcedure.input(byId).mutation(({ ctx, input }) => testNow(acting(ctx), input.connectionId)),
  /** What stops working without it: `{ features }`. */
  dependents: managerProcedure.input(byId).query(({ ctx, input }) => dependentsOf(ctx, input.connectionId)),
  remove: ownerProcedure
    .input(z.strictObject({ connectionId: uuid, withUse: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => removeConnection(acting(ctx), input)),
  /** `{ connectionId }` of the copy, which is switched off. */
  duplicate: ownerProcedure
    .input(z.strictObject({ connectionId: uuid, label: name, outletId: uuid.nullish() }))
    .mutation(({ ctx, input }) => duplicateConnection(acting(ctx), input)),
  /** Many at once: `{ created, rows: [{ row, label, provider, result, code, field, connectionId }] }`. */
  import: ownerProcedure
    .input(
      z.strictObject({
        format: z.enum(['json', 'csv']),
        text: z.string().max(1_000_000),
        dryRun: z.boolean().default(true),
      }),
    )
    .mutation(({ ctx, input }) => importConnections(acting(ctx), input)),
});
