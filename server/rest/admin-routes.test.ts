import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shopWithOwner, TEST_PASSWORD } from '../accounts/testing.ts';
import { GOOD_KEY, HOOK_SECRET, LIVE_KEY, openHubShop, signed } from '../connections/testing.ts';
import { describeOnPostgres } from '../db/testing.ts';
import { createApp } from '../http/app.ts';

/** As a client without our types sees it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
type Answer = any;

describeOnPostgres('the admin API', (open) => {
  let shop: Awaited<ReturnType<typeof openHubShop>>;
  let owner: Awaited<ReturnType<typeof shopWithOwner>>;
  let url: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    shop = await openHubShop((await open()).db);
    const { services } = shop;
    const server = createServer(
      createApp(services, services.auth, { clientFolder: '/nowhere', trustProxy: 0 }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    owner = await shopWithOwner(services, url, 'Melati');
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await shop.close();
    };
  });
  afterAll(() => close());

  const cookie = () => [...owner.owner.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Answer }> => {
    const answer = await fetch(`${url}/api/admin${path}`, {
      method,
      headers: { cookie: cookie(), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    for (const secret of [GOOD_KEY, HOOK_SECRET, LIVE_KEY]) expect(text).not.toContain(secret);
    return { status: answer.status, body: JSON.parse(text) };
  };

  test('an integration is made, changed, tested, logged and deleted under the names that integrators know', async () => {
    const { tenantId, outletId } = owner;
    const wanted = {
      integrationType: 'payment',
      provider: 'warung-pay',
      label: 'Kasir',
      testMode: true,
      configuration: { serverKey: GOOD_KEY, hookSecret: HOOK_SECRET },
    };
    const made = await ask('POST', `/partners/${tenantId}/integrations`, wanted);
    expect(made).toMatchObject({
      status: 201,
      body: {
        success: true,
        data: {
          integrationType: 'payment',
          provider: 'warung-pay',
          isActive: true,
          testMode: true,
          configuration: { serverKey: '••••6789', minutes: 15 },
          usePartnerConfig: false,
          lastTestStatus: null,
        },
      },
    });
    const { id, configuration } = made.body.data;
    expect(await ask('POST', `/partners/${tenantId}/integrations`, wanted)).toMatchObject({
      status: 409,
      body: { success: false, status: 409, code: 'nameTaken', field: 'label' },
    });
    const lacking = await ask('POST', `/partners/${tenantId}/integrations`, { ...wanted, configuration: {} });
    expect(lacking).toMatchObject({ status: 400, body: { code: 'fieldMissing', field: 'values.serverKey' } });

    const listed = await ask('GET', `/outlets/${outletId}/integrations?type=payment`);
    expect(listed.body.data).toMatchObject([{ id, usePartnerConfig: true }]);
    const optOut = { integrationType: 'payment', usePartnerConfig: false };
    expect((await ask('POST', `/outlets/${outletId}/integrations`, optOut)).status).toBe(200);
    expect((await ask('GET', `/outlets/${outletId}/integrations`)).body.data).toEqual([]);

    expect((await ask('POST', `/integrations/${id}/test`)).body.data).toMatchObject({
      success: true,
      status: 'ok',
    });
    const masked = {
      label: 'Kasir 2',
      testMode: true,
      isActive: true,
      configuration: { ...configuration, minutes: 5 },
    };
    expect((await ask('PUT', `/integrations/${id}`, masked)).body.data).toMatchObject({
      label: 'Kasir 2',
      configuration: { minutes: 5, serverKey: '••••6789' },
      lastTestStatus: 'ok',
    });
    const wrong = { configuration: { serverKey: 'WRONG-0123456789' } };
    expect(await ask('PATCH', `/integrations/${id}`, wrong)).toMatchObject({
      status: 409,
      body: { code: 'keyRejected' },
    });
    expect((await ask('PATCH', `/integrations/${id}`, { costClass: 'low' })).body.data.costClass).toBe('low');
    expect((await ask('POST', `/integrations/${id}/disable`)).body.data).toMatchObject({
      isActive: false,
      status: 'disabled',
    });
    expect((await ask('POST', `/integrations/${id}/enable`)).body.data.isActive).toBe(true);

    const logs = await ask('GET', `/integrations/${id}/logs?page=1&limit=2&action=test`);
    expect(logs.body).toMatchObject({
      pagination: { page: 1, limit: 2, total: 2, totalPages: 1 },
      stats: { byStatus: { success: 1, failure: 1 } },
    });
    expect(logs.body.data[0]).toMatchObject({ integrationId: id, action: 'test', errorClass: 'bad_key' });

    const { webhookUrl } = (await ask('GET', `/integrations/${id}`)).body.data;
    const body = JSON.stringify({ id: 'w1', status: 'paid' });
    const sent = await fetch(url + webhookUrl, {
      method: 'POST',
      body,
      headers: { 'x-signature': signed(body) },
    });
    expect(sent.status).toBe(200);
    const webhooks = await ask('GET', `/integrations/${id}/webhooks`);
    expect(webhooks.body.data).toMatchObject([{ integrationId: id, eventKey: 'w1' }]);
    const replayed = { webhookId: webhooks.body.data[0].id };
    expect((await ask('POST', `/integrations/${id}/webhooks`, replayed)).status).toBe(202);

    expect((await ask('GET', `/integrations/${id}/health`)).body.data).toMatchObject({
      healthStatus: 'degraded',
      healthScore: 50,
      metrics: { totalRequests: 2, successCount: 1, failedCount: 1, successRate: 50 },
      lastTest: { status: 'ok' },
      errorDistribution: [{ errorClass: 'bad_key', count: 1 }],
    });
    expect((await ask('DELETE', `/integrations/${id}`)).body.data).toEqual({ id, deleted: true });
    expect(await ask('GET', `/integrations/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'notFound' },
    });
  });

  test('T4 what is no id, no JSON or of another shop is a 4xx with a code', async () => {
    expect((await ask('GET', '/integrations/x')).status).toBe(404);
    expect((await ask('GET', `/partners/${shop.tenantId}/integrations`)).status).toBe(403);
    expect((await ask('PATCH', '/integrations/x', [])).status).toBe(400);
    const broken = await fetch(`${url}/api/admin/partners/${owner.tenantId}/integrations`, {
      method: 'POST',
      headers: { cookie: cookie(), 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect((await fetch(`${url}/api/admin/integrations/x`)).status).toBe(401);
    expect((await fetch(`${url}/trpc/connections.list`, { method: 'DELETE' })).status).toBe(404);
  });

  test('T3 a secret is shown only for the password, and the look is written down', async () => {
    const made = await ask('POST', `/partners/${owner.tenantId}/integrations`, {
      integrationType: 'payment',
      provider: 'warung-pay',
      label: 'Lihat',
      testMode: true,
      configuration: { serverKey: GOOD_KEY },
    });
    const reveal = async (password: string) => {
      const answer = await fetch(`${url}/trpc/connections.reveal`, {
        method: 'POST',
        headers: { cookie: cookie(), 'content-type': 'application/json' },
        body: JSON.stringify({ connectionId: made.body.data.id, field: 'serverKey', password }),
      });
      return [answer.status, await answer.text()] as const;
    };
    const [refused, said] = await reveal('salah-sekali');
    expect([refused, said.includes('wrongPassword')]).toEqual([403, true]);
    expect(await reveal(TEST_PASSWORD)).toEqual([
      200,
      JSON.stringify({ result: { data: { secret: GOOD_KEY } } }),
    ]);
    const logs = await ask('GET', `/integrations/${made.body.data.id}/logs?action=config_change`);
    expect(logs.body.data.map(({ verb }: { verb: string }) => verb)).toContain('provider.key_revealed');
  });
});
