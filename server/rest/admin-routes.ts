import express, { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { type Role, roleAtLeast } from '../../shared/roles.ts';
import { uuid } from '../../shared/sync/record-fields.ts';
import { memberOf, wantedTenant } from '../accounts/wanted-tenant.ts';
import type { HubActing } from '../connections/acting.ts';
import { getConnection, listConnections } from '../connections/connection-shown.ts';
import { setInheritance } from '../connections/feature-map.ts';
import { removeConnection } from '../connections/remove-connection.ts';
import { replaceKeys } from '../connections/replace-keys.ts';
import { changeConnection, createConnection } from '../connections/save-connection.ts';
import { testNow } from '../connections/test-now.ts';
import { listLog } from '../integration-log/list-log.ts';
import { readHealth } from '../integration-log/read-health.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { listWebhooks } from '../webhooks/list-webhooks.ts';
import { replayWebhook } from '../webhooks/replay-webhook.ts';
import * as input from './admin-inputs.ts';
import { healthAsShown, integrationAsShown, logAsShown, webhookAsShown } from './admin-shown.ts';

const MAX_BODY = '256kb';

/**
 * Integrations over REST, below `/api/admin`: the same domain functions as the procedures, under the names that
 * integrators know (a *partner* is our tenant). Answers are `{ success: true, data, pagination?, stats? }`, refusals
 * problem details with a stable code. Looks need a manager's session, changes an owner's.
 */
export function adminRoutes(services: Services): Router {
  const router = Router();
  const json = express.json({ limit: MAX_BODY });
  const base = '/api/admin';

  router.get(`${base}/partners/:id/integrations`, async (req, res) => {
    const ctx = await acting(services, req, 'manager', idOf(req));
    const { type } = read(input.listQuery, req.query);
    answer(res, (await listConnections(ctx, { scope: 'shop', kind: type })).map(integrationAsShown));
  });
  router.post(`${base}/partners/:id/integrations`, json, async (req, res) => {
    const ctx = await acting(services, req, 'owner', idOf(req));
    answer(res.status(201), await create(ctx, req.body, null));
  });

  router.get(`${base}/outlets/:id/integrations`, async (req, res) => {
    const ctx = await acting(services, req, 'manager');
    const { type } = read(input.listQuery, req.query);
    const shown = await listConnections(ctx, { scope: { outletId: idOf(req) }, kind: type });
    answer(res, shown.map(integrationAsShown));
  });
  router.post(`${base}/outlets/:id/integrations`, json, async (req, res) => {
    const ctx = await acting(services, req, 'owner');
    const outletId = idOf(req);
    const follows = input.inheritance.safeParse(req.body);
    if (!follows.success) return answer(res.status(201), await create(ctx, req.body, outletId));
    const { integrationType, usePartnerConfig } = follows.data;
    await setInheritance(ctx, { outletId, kind: integrationType, usePartnerConfig });
    answer(res, { outletId, integrationType, usePartnerConfig });
  });

  const one = `${base}/integrations/:id`;
  router.get(one, async (req, res) => {
    const ctx = await acting(services, req, 'manager');
    answer(res, integrationAsShown(await getConnection(ctx, idOf(req))));
  });
  router.put(one, json, async (req, res) => {
    const ctx = await acting(services, req, 'owner');
    answer(res, await change(ctx, idOf(req), read(input.integrationPut, req.body)));
  });
  router.patch(one, json, async (req, res) => {
    const ctx = await acting(services, req, 'owner');
    answer(res, await change(ctx, idOf(req), read(input.integrationPatch, req.body)));
  });
  router.delete(one, async (req, res) => {
    const ctx = await acting(services, req, 'owner');
    const connectionId = idOf(req);
    await removeConnection(ctx, { connectionId, withUse: req.query.force === 'true' });
    answer(res, { id: connectionId, deleted: true });
  });
  for (const verb of ['enable', 'disable'] as const)
    router.post(`${one}/${verb}`, async (req, res) => {
      const ctx = await acting(services, req, 'owner');
      answer(res, await change(ctx, idOf(req), { isActive: verb === 'enable' }));
    });
  router.post(`${one}/test`, async (req, res) => {
    const ctx = await acting(services, req, 'owner');
    const { verdict, rule, ms, message, trace } = await testNow(ctx, idOf(req));
    answer(res, {
      success: verdict === 'ok',
      status: verdict,
      message,
      matchedRule: rule,
      responseTime: ms,
      trace,
      testedAt: new Date(services.now()).toISOString(),
    });
  });

  router.get(`${one}/logs`, async (req, res) => {
    const ctx = await acting(services, req, 'manager');
    const connectionId = idOf(req);
    await getConnection(ctx, connectionId);
    const { rows, pagination, stats } = await listLog(ctx, {
      ...read(input.logQuery, req.query),
      connectionId,
    });
    answer(res, rows.map(logAsShown), { pagination, stats });
  });
  router.get(`${one}/webhooks`, async (req, res) => {
    const ctx = await acting(services, req, 'manager');
    const connectionId = idOf(req);
    await getConnection(ctx, connectionId);
    const filter = { ...read(input.webhookQuery, req.query), connectionId };
    const { rows, pagination, stats } = await listWebhooks(ctx, filter);
    answer(res, rows.map(webhookAsShown), { pagination, stats });
  });
  /** `{ "webhookId": … }`: has a stored one processed again. */
  router.post(`${one}/webhooks`, json, async (req, res) => {
    const ctx = await acting(services, req, 'owner');
    await getConnection(ctx, idOf(req));
    const { webhookId } = read(input.replay, req.body);
    answer(res.status(202), { webhookId, ...(await replayWebhook(services, ctx, webhookId)) });
  });
  router.get(`${one}/health`, async (req, res) => {
    const ctx = await acting(services, req, 'manager');
    const { hours } = read(input.healthQuery, req.query);
    const [health] = await readHealth(ctx, { connectionId: idOf(req), hours });
    answer(res, health && healthAsShown(health));
  });
  return router;
}

async function create(ctx: HubActing, body: unknown, outletId: string | null) {
  const wanted = read(input.newIntegration, body);
  if (wanted.provider !== undefined) {
    const preset = ctx.hub.presets.get(wanted.provider);
    if (preset && preset.kind !== wanted.integrationType)
      throw new Refusal('badInput', { field: 'integrationType' });
  }
  const { connectionId } = await createConnection(ctx, {
    outletId,
    provider: wanted.provider,
    preset: wanted.preset,
    label: wanted.label ?? wanted.provider ?? wanted.integrationType,
    testMode: wanted.testMode,
    environment: wanted.environment,
    values: wanted.configuration,
    active: wanted.isActive,
    isDefault: wanted.isDefault,
    costClass: wanted.costClass,
    expiresAt: wanted.expiresAt,
  });
  return integrationAsShown(await getConnection(ctx, connectionId));
}

/** Settings at once; secrets and another mode by the way that tests first. A mask that comes back means "as it is". */
async function change(ctx: HubActing, connectionId: string, wanted: input.IntegrationPatch) {
  const before = await getConnection(ctx, connectionId);
  const secretKeys = new Set(
    before.fields.filter(({ type }) => type === 'secret' || type === 'file').map(({ key }) => key),
  );
  const given = Object.entries(wanted.configuration ?? {});
  const secrets = given.filter(([key, value]) => secretKeys.has(key) && !String(value).startsWith('••••'));
  const settings = given.filter(([key]) => !secretKeys.has(key));
  const mode = wanted.testMode !== undefined && wanted.testMode !== before.testMode;
  if (secrets.length > 0 || mode)
    await replaceKeys(ctx, {
      connectionId,
      values: Object.fromEntries([...settings, ...secrets]),
      testMode: wanted.testMode,
      expiresAt: wanted.expiresAt,
      anyway: false,
    });
  await changeConnection(ctx, {
    connectionId,
    label: wanted.label,
    values: settings.length > 0 ? Object.fromEntries(settings) : undefined,
    active: wanted.isActive,
    isDefault: wanted.isDefault,
    costClass: wanted.costClass,
    expiresAt: wanted.expiresAt,
  });
  return integrationAsShown(await getConnection(ctx, connectionId));
}

/** The signed-in person in the shop that is asked for, when their role there is enough. */
async function acting(
  services: Services,
  req: Request,
  needed: Role,
  partnerId?: string,
): Promise<HubActing> {
  const user = await services.identify.user(req.headers);
  if (!user) throw new Refusal('signInNeeded');
  const wanted = wantedTenant(req);
  if (partnerId !== undefined && wanted !== undefined && wanted !== partnerId)
    throw new Refusal('notAllowed');
  const member = memberOf(user, partnerId ?? wanted);
  if (!member || !roleAtLeast(member.role, needed)) throw new Refusal('notAllowed');
  const { db, log, vault, hub, jobs, now, newId } = services;
  return {
    ...{ db, log, vault, hub, jobs, now, newId },
    tenantId: member.tenantId,
    actor: { kind: 'user', id: user.id, ip: req.ip, userAgent: req.headers['user-agent'] },
  };
}

/** What is no id names nothing. */
function idOf(req: Request): string {
  const id = uuid.safeParse(req.params.id);
  return id.success ? id.data : '00000000-0000-0000-0000-000000000000';
}

function read<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const parsed = shape.safeParse(given ?? {});
  if (!parsed.success)
    throw new Refusal('badInput', { field: parsed.error.issues[0]?.path.join('.').slice(0, 120) ?? '' });
  return parsed.data;
}

function answer(res: Response, data: unknown, more: { pagination?: unknown; stats?: unknown } = {}): void {
  res.setHeader('cache-control', 'no-store');
  res.json({ success: true, data, ...more });
}
