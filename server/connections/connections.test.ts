import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntry } from '../accounts/tables.ts';
import { refusal } from '../accounts/testing.ts';
import { connect, type Db, type DbConfig } from '../db/connect.ts';
import { describeOnPostgres } from '../db/testing.ts';
import { keepLogDays } from '../integration-log/keep-log-days.ts';
import { listLog } from '../integration-log/list-log.ts';
import { listNotices } from '../integration-log/notices.ts';
import { readHealth } from '../integration-log/read-health.ts';
import { integrationLog } from '../integration-log/tables.ts';
import { vaultKey, vaultSecret } from '../vault/tables.ts';
import { callConnection } from './call-connection.ts';
import { getConnection, listConnections } from './connection-shown.ts';
import { createFromTemplate, duplicateConnection, saveTemplate } from './copy-connection.ts';
import { mapFeature, setInheritance } from './feature-map.ts';
import { importConnections } from './import-connections.ts';
import { remindOfExpiry } from './remind-of-expiry.ts';
import { removeConnection } from './remove-connection.ts';
import { replaceKeys } from './replace-keys.ts';
import { resolveFeature } from './resolve.ts';
import { changeConnection } from './save-connection.ts';
import { testDue } from './scheduled-tests.ts';
import { connectionState } from './tables.ts';
import { testNow } from './test-now.ts';
import { GOOD_KEY, HOOK_SECRET, LIVE_KEY, openHubShop, respond } from './testing.ts';

describeOnPostgres('connections', (open) => {
  let db: Db;
  let config: DbConfig;
  let shop: Awaited<ReturnType<typeof openHubShop>>;
  beforeAll(async () => {
    ({ db, config } = await open());
    shop = await openHubShop(db);
  });
  afterAll(() => shop.close());

  const call = (connectionId: string, services = shop.services) =>
    callConnection(
      services,
      connectionId,
      'payment.create',
      { amount: 12_500 },
      { tenantId: shop.tenantId, kind: 'system', id: 'test', reference: 'S-1' },
    );
  const stateOf = (connectionId: string) =>
    db.tenant(shop.tenantId, async (tx) => {
      const [state] = await tx
        .select()
        .from(connectionState)
        .where(eq(connectionState.connectionId, connectionId));
      return state;
    });
  const page = { page: 1, limit: 50 };

  test('T3 secrets are in no list, answer, log or audit entry', async () => {
    const connectionId = await shop.connect('Rahasia');
    expect((await call(connectionId)).ok).toBe(true);
    expect((await testNow(shop.acting, connectionId)).verdict).toBe('ok');
    const shown = [
      await listConnections({ ...shop.acting }, { scope: 'all' }),
      await getConnection(shop.acting, connectionId),
      await listLog(shop.acting, page),
      await readHealth(shop.acting, { hours: 24 }),
      await db.tenant(shop.tenantId, (tx) => tx.select().from(auditEntry)),
      await db.tenant(shop.tenantId, (tx) => tx.select().from(vaultSecret)),
    ];
    expect(JSON.stringify(shown)).toContain('••••6789');
    for (const secret of [GOOD_KEY, HOOK_SECRET]) expect(JSON.stringify(shown)).not.toContain(secret);
    const entry = (await listLog(shop.acting, { ...page, connectionId, action: 'transaction' })).rows[0];
    expect(entry).toMatchObject({
      status: 'success',
      httpStatus: 200,
      reference: 'S-1',
      verb: 'payment.create',
    });
  });

  test('a key of the other mode is refused by its look; keys are tested before they are swapped', async () => {
    const values = { serverKey: LIVE_KEY };
    await expect(shop.connect('Salah', { values })).rejects.toEqual(refusal('keyOfOtherMode'));
    await expect(shop.connect('Salah', { testMode: false })).rejects.toEqual(refusal('keyOfOtherMode'));
    await expect(shop.connect('Salah', { values: {} })).rejects.toEqual(refusal('fieldMissing'));
    await expect(shop.connect('Salah', { values: { serverKey: 'x' } })).rejects.toEqual(
      refusal('fieldWrong'),
    );

    const connectionId = await shop.connect('Ganti kunci');
    await expect(
      replaceKeys(shop.acting, { connectionId, values: { serverKey: 'WRONG-0123456789' }, anyway: true }),
    ).rejects.toEqual(refusal('keyRejected'));
    expect((await testNow(shop.acting, connectionId)).verdict).toBe('ok');
    await expect(
      replaceKeys(shop.acting, {
        connectionId,
        testMode: false,
        values: { serverKey: GOOD_KEY },
        anyway: false,
      }),
    ).rejects.toEqual(refusal('keyOfOtherMode'));
    shop.behave((request, response) => respond(response, request.key === LIVE_KEY ? 200 : 401, {}));
    const live = { connectionId, testMode: false, values: { serverKey: LIVE_KEY }, anyway: false };
    expect((await replaceKeys(shop.acting, live)).verdict).toBe('ok');
    shop.behave();
    const shown = await getConnection(shop.acting, connectionId);
    expect(shown).toMatchObject({ environment: 'production', testMode: false, status: 'ok' });
  });

  test('an outlet follows the shop until it has its own or opts out', async () => {
    const { tenantId, outletId, otherOutletId } = shop;
    const ofShop = await shop.connect('Toko', { isDefault: true });
    const fallback = await shop.connect('Cadangan');
    const own = await shop.connect('Cabang', { outletId });
    const serving = (at: string | null) =>
      db.tenant(tenantId, async (tx) =>
        (await resolveFeature(tx, tenantId, at, 'payment.qris', Date.now())).map((one) => [
          one.connectionId,
          one.source,
        ]),
      );
    expect(await serving(outletId)).toEqual([[ofShop, 'tenant']]);
    await mapFeature(shop.acting, { feature: 'payment.qris', connectionIds: [fallback, ofShop] });
    expect(await serving(otherOutletId)).toEqual([
      [fallback, 'tenant'],
      [ofShop, 'tenant'],
    ]);
    await mapFeature(shop.acting, { outletId, feature: 'payment.qris', connectionIds: [own] });
    expect(await serving(outletId)).toEqual([[own, 'outlet']]);
    expect(await serving(otherOutletId)).toHaveLength(2);
    await expect(
      mapFeature(shop.acting, { outletId: otherOutletId, feature: 'payment.qris', connectionIds: [own] }),
    ).rejects.toEqual(refusal('badInput'));

    await setInheritance(shop.acting, { outletId: otherOutletId, kind: 'payment', usePartnerConfig: false });
    expect(await serving(otherOutletId)).toEqual([]);
    const listed = await listConnections(shop.acting, { scope: { outletId: otherOutletId } });
    expect(listed).toEqual([]);
    const inherited = await listConnections(shop.acting, { scope: { outletId } });
    expect(inherited.find(({ id }) => id === ofShop)?.inherited).toBe(true);
    expect(inherited.find(({ id }) => id === own)?.inherited).toBe(false);

    await changeConnection(shop.acting, { connectionId: own, active: false });
    expect(await serving(outletId)).toEqual([]);
    await expect(removeConnection(shop.acting, { connectionId: own, withUse: false })).rejects.toEqual(
      refusal('connectionInUse'),
    );
    await removeConnection(shop.acting, { connectionId: own, withUse: true });
    expect(await serving(outletId)).toHaveLength(2);
  });

  test('three failures in a row open the breaker for a minute, for every process; then one tries', async () => {
    const connectionId = await shop.connect('Sekring');
    const otherDb = await connect(config);
    const other = { ...shop.services, db: otherDb };
    shop.behave((_, response) => respond(response, 503, {}));
    const before = shop.calls.length;
    for (const services of [shop.services, other, shop.services])
      expect(await call(connectionId, services)).toMatchObject({ ok: false, code: 'provider_down' });
    for (const services of [shop.services, other])
      expect(await call(connectionId, services)).toMatchObject({ ok: false, code: 'breaker_open' });
    expect(shop.calls.length - before).toBe(3);
    expect((await getConnection(shop.acting, connectionId)).breaker).toBe('open');
    const resolved = await db.tenant(shop.tenantId, async (tx) => {
      await tx.execute(sql`select 1`);
      return resolveFeature(tx, shop.tenantId, null, 'payment.qris', Date.now());
    });
    expect(resolved.some((one) => one.connectionId === connectionId)).toBe(false);

    // A minute later one of ten tries; it fails, so the breaker is open again.
    shop.services.clock.offsetMs += 61_000;
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, n) => call(connectionId, n % 2 ? other : shop.services)),
    );
    expect(tries.filter((one) => !one.ok && one.code === 'provider_down')).toHaveLength(1);
    expect(tries.filter((one) => !one.ok && one.code === 'breaker_open')).toHaveLength(9);
    expect(await call(connectionId, other)).toMatchObject({ code: 'breaker_open' });

    shop.services.clock.offsetMs += 61_000;
    shop.behave();
    expect((await call(connectionId, other)).ok).toBe(true);
    expect((await call(connectionId)).ok).toBe(true);
    expect(await stateOf(connectionId)).toMatchObject({ streak: 0, openUntil: null, status: 'ok' });
    const told = (await listNotices(shop.acting, { unreadOnly: true, limit: 50 })).filter(
      (one) => one.connectionId === connectionId,
    );
    expect(told.map(({ code }) => code)).toEqual(['connection.failing']);
    const [health] = await readHealth(shop.acting, { connectionId, hours: 24 });
    expect(health).toMatchObject({
      metrics: { totalRequests: 6, failedCount: 4, successRate: 333 },
      healthStatus: 'critical',
      errorDistribution: [{ errorClass: 'provider_down', count: 4 }],
    });
    expect(health?.recommendations.map(({ code }) => code)).toContain('add_fallback');
    await otherDb.close();
  });

  test('a refused request says that the provider works; the first bad key in use is tested and told once', async () => {
    const connectionId = await shop.connect('Ditolak');
    shop.behave((_, response) => respond(response, 422, { error: 'too small' }));
    for (let n = 0; n < 4; n++) expect((await call(connectionId)).ok).toBe(false);
    expect(await stateOf(connectionId)).toMatchObject({ streak: 0, openUntil: null });

    shop.behave((_, response) => respond(response, 401, {}));
    const tested = new Promise<string>((resolve) => {
      shop.services.jobs.work<{ connectionId: string }>('connection-test', async (job) =>
        resolve(job.connectionId),
      );
    });
    expect(await call(connectionId)).toMatchObject({ ok: false, code: 'bad_key' });
    expect(await call(connectionId)).toMatchObject({ ok: false, code: 'bad_key' });
    await shop.services.jobs.start();
    expect(await tested).toBe(connectionId);
    expect((await getConnection(shop.acting, connectionId)).status).toBe('bad_key');
    shop.behave();
    expect((await testNow(shop.acting, connectionId)).verdict).toBe('ok');
    const told = (await listNotices(shop.acting, { unreadOnly: true, limit: 50 })).filter(
      (one) => one.connectionId === connectionId,
    );
    expect(told.map(({ code }) => code)).toEqual(['connection.recovered', 'connection.keys']);
    await testDue(shop.services);
  });

  test('T3 keys that nothing opens spoil their own connection only', async () => {
    const [broken, whole] = [await shop.connect('Rusak'), await shop.connect('Utuh')];
    await db.tenant(shop.tenantId, (tx) =>
      tx
        .update(vaultSecret)
        .set({ ciphertext: sql`ciphertext || 'AA'` })
        .where(eq(vaultSecret.connectionId, broken)),
    );
    expect(await call(broken)).toMatchObject({ ok: false, code: 'key_undecryptable', outcome: 'refused' });
    expect((await call(whole)).ok).toBe(true);
    const listed = await listConnections(shop.acting, { scope: 'all' });
    expect(listed.find(({ id }) => id === broken)?.status).toBe('key_undecryptable');
    const shown = await getConnection(shop.acting, broken);
    expect(shown.fields.filter(({ secret }) => secret?.broken).length).toBe(2);
    await replaceKeys(shop.acting, {
      connectionId: broken,
      values: { serverKey: GOOD_KEY, hookSecret: HOOK_SECRET },
      anyway: false,
    });
    expect((await call(broken)).ok).toBe(true);
    expect((await db.tenant(shop.tenantId, (tx) => tx.select().from(vaultKey))).length).toBe(1);
  });

  test('copies and templates carry settings; many come in by JSON and CSV, first dry', async () => {
    const connectionId = await shop.connect('Asal', {
      values: { serverKey: GOOD_KEY, hookSecret: HOOK_SECRET, minutes: '20' },
    });
    const copy = await duplicateConnection(shop.acting, { connectionId, label: 'Salinan' });
    expect(await getConnection(shop.acting, copy.connectionId)).toMatchObject({
      active: false,
      label: 'Salinan',
    });
    await expect(duplicateConnection(shop.acting, { connectionId, label: 'Salinan' })).rejects.toEqual(
      refusal('nameTaken'),
    );
    const { templateId } = await saveTemplate(shop.acting, { connectionId, name: 'Pola' });
    const made = await createFromTemplate(shop.acting, {
      templateId,
      label: 'Dari pola',
      values: { serverKey: GOOD_KEY },
    });
    const shown = await getConnection(shop.acting, made.connectionId);
    expect(shown.fields.find(({ key }) => key === 'minutes')?.value).toBe(20);

    const csv = `provider,label,testMode,serverKey,minutes\nwarung-pay,Satu,ya,${GOOD_KEY},5\nwarung-pay,Satu,ya,${GOOD_KEY},5\nnone,Dua,ya,x,\nwarung-pay,Tiga,tidak,${GOOD_KEY},\n`;
    const dry = await importConnections(shop.acting, { format: 'csv', text: csv, dryRun: true });
    expect([dry.created, dry.rows.map(({ code }) => code)]).toEqual([
      0,
      [null, 'nameTaken', 'presetUnknown', 'keyOfOtherMode'],
    ]);
    const real = await importConnections(shop.acting, { format: 'csv', text: csv, dryRun: false });
    expect(real.created).toBe(1);
    const again = await importConnections(shop.acting, { format: 'csv', text: csv, dryRun: true });
    expect(again.rows[0]?.code).toBe('nameTaken');
    expect(JSON.stringify([dry, real, again])).not.toContain('CANARY');
    await expect(importConnections(shop.acting, { format: 'json', text: '{', dryRun: true })).rejects.toEqual(
      refusal('badInput'),
    );
  });

  test('credentials that end are told 30, 7, 1 and 0 days before, once each', async () => {
    const now = shop.services.now();
    const connectionId = await shop.connect('Habis', { expiresAt: now + 6.5 * 86_400_000 });
    await remindOfExpiry(shop.services);
    await remindOfExpiry(shop.services);
    const told = async () =>
      (await listNotices(shop.acting, { unreadOnly: false, limit: 100 }))
        .filter((one) => one.connectionId === connectionId)
        .map(({ values }) => values.days);
    expect(await told()).toEqual([7]);
    shop.services.clock.offsetMs += 6 * 86_400_000;
    await remindOfExpiry(shop.services);
    expect(await told()).toEqual([1, 7]);
    shop.services.clock.offsetMs -= 6 * 86_400_000;
  });

  test('the log keeps its days: what came early is moved into its day, older ones leave whole', async () => {
    const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000);
    const rows = [0, 29, 40].map((daysAgo) => ({
      tenantId: shop.tenantId,
      at: at(daysAgo),
      id: shop.services.newId(),
      connectionId: shop.services.newId(),
      action: 'test' as const,
      verb: `days-${daysAgo}`,
      status: 'success' as const,
      actorKind: 'system' as const,
      actorId: 'test',
    }));
    await db.tenant(shop.tenantId, (tx) => tx.insert(integrationLog).values(rows));
    await keepLogDays(db);
    await keepLogDays(db);
    const parts = await db.unscoped.execute(sql`
      select tableoid::regclass::text as part, verb from integration_log where verb like 'days-%' order by at desc`);
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    expect(JSON.parse(JSON.stringify(parts))).toEqual([
      { part: `integration_log_${today}`, verb: 'days-0' },
      { part: 'integration_log_rest', verb: 'days-29' },
    ]);
    await expect(
      db.tenant(shop.tenantId, (tx) => tx.execute(sql.raw(`select * from integration_log_${today}`))),
    ).rejects.toThrow();
    await expect(
      db.tenant(shop.tenantId, (tx) => tx.update(integrationLog).set({ verb: 'x' })),
    ).rejects.toThrow();
  });
});
