import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectionState } from '../connections/tables.ts';
import { describeOnPostgres } from '../db/testing.ts';
import { integrationLog } from '../integration-log/tables.ts';
import { webhookLog } from '../webhooks/tables.ts';
import { applyNews } from './apply-news.ts';
import { paymentStatus } from './ask-payment.ts';
import { cancelPayment } from './cancel-payment.ts';
import { importSettlement } from './import-settlement.ts';
import { decideLine, proposeMatches } from './match-settlement.ts';
import { moneyAtRisk } from './money-at-risk.ts';
import { attemptsOf, viewPayment } from './payment-view.ts';
import { onPaymentWebhook } from './payment-webhooks.ts';
import { refundPayment } from './refund-payment.ts';
import { startPayment } from './start-payment.ts';
import { sweepTenant } from './sweep-payments.ts';
import { paymentAttempt, paymentEvent } from './tables.ts';
import { openPaymentShop, type PaymentShop } from './testing.ts';

const ACTOR = { kind: 'system', id: 'test' } as const;

describeOnPostgres('payments through connections', (open) => {
  let shop: PaymentShop;
  beforeAll(async () => {
    shop = await openPaymentShop((await open()).db, { providers: 2 });
  });
  afterAll(() => shop?.close());
  beforeEach(async () => {
    for (const vendor of shop.vendors) shop.control.set(vendor, { reset: true, limits: false });
    // A breaker that the test before opened would send this one to the fallback.
    await tenant((tx) =>
      tx.update(connectionState).set({ status: 'ok', streak: 0, openUntil: null, probeUntil: null }),
    );
  });

  const first = () => shop.vendors[0] as string;
  const tenant = <T>(work: Parameters<typeof shop.services.db.tenant<T>>[1]) =>
    shop.services.db.tenant(shop.tenantId, work);
  const ids = () => ({ saleId: shop.services.newId(), paymentId: shop.services.newId() });
  const start = (input = ids(), amount = 25_000) =>
    startPayment(shop.services, shop.device, { ...input, method: 'qris', amount });
  const view = async (paymentId: string) => {
    const seen = await tenant((tx) =>
      viewPayment(tx, { ...shop.services, tenantId: shop.tenantId }, paymentId),
    );
    if (!seen) throw new Error('no such payment');
    return seen;
  };
  const events = (attemptId: string) =>
    tenant((tx) =>
      tx
        .select()
        .from(paymentEvent)
        .where(and(eq(paymentEvent.tenantId, shop.tenantId), eq(paymentEvent.attemptId, attemptId)))
        .orderBy(asc(paymentEvent.at), asc(paymentEvent.id)),
    );
  const tries = (paymentId: string) => tenant((tx) => attemptsOf(tx, shop.tenantId, paymentId));
  const held = async (attemptId: string) =>
    (await events(attemptId)).reduce((sum, { moved }) => sum + moved, 0);

  test('a code is made, paid, told by webhook, and its ledger adds up', async () => {
    const made = await start();
    expect(made).toMatchObject({ state: 'waiting', amount: 25_000, testMode: true, problem: null });
    expect(made.code.qrString).toMatch(/^000201/);
    expect(made.expiresAt).toBeGreaterThan(Date.now());
    expect(shop.pay(made.reference).ok).toBe(true);
    await shop.quiet();
    expect(await view(made.paymentId)).toMatchObject({ state: 'paid', status: 'succeeded' });
    expect(await held(made.attemptId)).toBe(25_000);
    // Asked again it is the same payment, and nothing else is made.
    expect((await start({ saleId: made.saleId, paymentId: made.paymentId })).attemptId).toBe(made.attemptId);
    expect(await tries(made.paymentId)).toHaveLength(1);
  });

  test('what leaves is stored before: reference and key are there while the provider still thinks', async () => {
    shop.control.set(first(), { api: 'slow', slowMs: 1_500, apiMatch: 'POST' });
    const input = ids();
    const running = start(input);
    await expect.poll(async () => (await tries(input.paymentId)).length).toBe(1);
    const [stored] = await tries(input.paymentId);
    expect(stored).toMatchObject({ status: 'creating', tryNo: 1 });
    expect(stored?.reference).toMatch(/^G[0-9A-Z]{25}$/);
    expect(stored?.idempotencyKey).toBeTruthy();
    expect((await running).state).toBe('waiting');
  });

  test('one payable code a sale: of two at the same moment the database takes one', async () => {
    const { saleId, paymentId } = ids();
    const both = await Promise.allSettled([
      start({ saleId, paymentId }),
      start({ saleId, paymentId: shop.services.newId() }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const live = await tenant((tx) =>
      tx.select().from(paymentAttempt).where(eq(paymentAttempt.saleId, saleId)),
    );
    expect(live).toHaveLength(1);
  });

  test('1 a duplicate at the same millisecond on two workers moves money once', async () => {
    const made = await start();
    shop.control.set(first(), { webhooks: 'duplicate' });
    shop.pay(made.reference);
    await shop.quiet();
    const news = { source: 'status', confirmed: true, reported: 'succeeded', amount: 25_000 } as const;
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        tenant((tx) => applyNews(tx, { ...shop.services, tenantId: shop.tenantId }, made.attemptId, news)),
      ),
    );
    expect((await view(made.paymentId)).state).toBe('paid');
    expect(await held(made.attemptId)).toBe(25_000);
  });

  test('2 out of order: pending after paid changes nothing', async () => {
    const made = await start();
    shop.control.set(first(), { webhooks: 'reordered' });
    shop.pay(made.reference);
    await shop.quiet();
    await paymentStatus(
      shop.services,
      { tenantId: shop.tenantId, paymentId: made.paymentId, urgent: true },
      ACTOR,
    );
    const late = { source: 'webhook', confirmed: false, reported: 'pending' } as const;
    await tenant((tx) => applyNews(tx, { ...shop.services, tenantId: shop.tenantId }, made.attemptId, late));
    expect((await view(made.paymentId)).state).toBe('paid');
  });

  test('3 a webhook with another amount is kept, told, and not believed', async () => {
    const made = await start();
    shop.control.set(first(), { webhooks: 'wrong_amount' });
    shop.pay(made.reference);
    await shop.quiet();
    // Signed over the wrong amount or not: what counts is the provider's answer, which is ours.
    const [attempt] = await tries(made.paymentId);
    const believed = await events(made.attemptId);
    expect(
      believed.filter(({ verdict, amount }) => verdict === 'applied' && amount !== null && amount !== 25_000),
    ).toEqual([]);
    expect(attempt?.status === 'succeeded' ? await held(made.attemptId) : 25_000).toBe(25_000);
  });

  test('4 a payment in review is not paid until it is let through', async () => {
    const made = await start();
    const news = { source: 'status', confirmed: true, reported: 'pending', held: true } as const;
    await tenant((tx) => applyNews(tx, { ...shop.services, tenantId: shop.tenantId }, made.attemptId, news));
    const [attempt] = await tries(made.paymentId);
    expect(attempt).toMatchObject({ held: true, status: 'pending' });
    expect((await view(made.paymentId)).state).toBe('waiting');
    shop.pay(made.reference);
    await shop.quiet();
    expect((await tries(made.paymentId))[0]).toMatchObject({ held: false, status: 'succeeded' });
  });

  test('5 money that comes after the code was given up is surfaced, once, on the provider’s word', async () => {
    const made = await start();
    const told = { source: 'timer', confirmed: false, reported: 'expired' } as const;
    await tenant((tx) => applyNews(tx, { ...shop.services, tenantId: shop.tenantId }, made.attemptId, told));
    expect((await view(made.paymentId)).state).toBe('expired');
    shop.pay(made.reference);
    await shop.quiet();
    const [attempt] = await tries(made.paymentId);
    expect(attempt).toMatchObject({ status: 'succeeded', late: true });
    expect(await held(made.attemptId)).toBe(25_000);
  });

  test('6 what was paid and taken back is booked when it is heard, on the provider’s word only', async () => {
    const made = await start();
    shop.pay(made.reference);
    await shop.quiet();
    const stamp = { ...shop.services, tenantId: shop.tenantId };
    const told = { source: 'webhook', confirmed: false, reported: 'failed' } as const;
    await tenant((tx) => applyNews(tx, stamp, made.attemptId, told));
    expect((await view(made.paymentId)).state).toBe('paid');
    await tenant((tx) =>
      applyNews(tx, stamp, made.attemptId, { ...told, source: 'status', confirmed: true }),
    );
    expect((await tries(made.paymentId))[0]).toMatchObject({ status: 'failed', reversed: true });
    expect(await held(made.attemptId)).toBe(0);
  });

  test('7 refunds add up: parts, the rest, not a rupiah more, and the same one once', async () => {
    const made = await start();
    shop.pay(made.reference);
    await shop.quiet();
    const { attemptId } = made;
    const refund = (refundId: string, amount: number) =>
      refundPayment(shop.services, shop.tenantId, { refundId, attemptId, amount, reason: 'uji' }, ACTOR);
    const [one, two, three] = [shop.services.newId(), shop.services.newId(), shop.services.newId()];
    expect((await refund(one, 10_000)).status).toBe('succeeded');
    expect((await refund(one, 10_000)).status).toBe('succeeded');
    expect((await tries(made.paymentId))[0]).toMatchObject({ status: 'succeeded', refundedAmount: 10_000 });
    await expect(refund(one, 9_000)).rejects.toMatchObject({ gerai: { code: 'refundChanged' } });
    await expect(refund(two, 15_001)).rejects.toMatchObject({ gerai: { code: 'refundTooMuch' } });
    // The answer is lost: asked again under the same number it is the same refund.
    shop.control.set(first(), { api: 'reset_after_commit', apiMatch: 'POST', apiTimes: 1 });
    await refund(two, 15_000);
    expect((await refund(two, 15_000)).status).toBe('succeeded');
    await shop.quiet();
    expect((await tries(made.paymentId))[0]).toMatchObject({ status: 'refunded', refundedAmount: 25_000 });
    expect(await held(attemptId)).toBe(0);
    await expect(refund(three, 1)).rejects.toMatchObject({
      gerai: { code: 'refundTooMuch', values: { left: 0 } },
    });
    expect(shop.control.find(made.reference)[0]?.refunded).toBe(25_000);
  });

  test('a report is matched once; what differs, is twice there or unknown here is money at risk', async () => {
    const [right, short] = [await start(), await start()];
    for (const { reference } of [right, short]) shop.pay(reference);
    await shop.quiet();
    const csv = [
      'order id,gross amount,fee,net amount',
      `${right.reference},25000,175,24825`,
      `${right.reference},25000,175,24825`,
      `${short.reference},20000,140,19860`,
      'TIDAK-DIKENAL,5000,35,4965',
    ].join('\n');
    const by = { tenantId: shop.tenantId, userId: shop.services.newId() };
    const report = { name: 'laporan.csv', csv, connectionId: null };
    const dry = await importSettlement(shop.services, by, { ...report, apply: false });
    expect(dry).toMatchObject({
      importId: null,
      gross: 75_000,
      net: 74_475,
      found: { matched: 1, duplicate: 1, amountDiffers: 1, missingHere: 1 },
    });
    await importSettlement(shop.services, by, { ...report, apply: true });
    await expect(importSettlement(shop.services, by, { ...report, apply: true })).rejects.toMatchObject({
      gerai: { code: 'fileKnown' },
    });
    const risk = () =>
      tenant((tx) => moneyAtRisk(tx, { tenantId: shop.tenantId, now: Date.now() + 3_600_000 }));
    const { rows } = await risk();
    for (const kind of ['duplicate', 'amountDiffers', 'missingHere'])
      expect(
        rows.filter((row) => row.kind === kind),
        kind,
      ).toHaveLength(1);
    // No sale was stored for what was paid here.
    expect(rows.filter((row) => row.kind === 'paidWithoutSale').length).toBeGreaterThan(1);
    const unknown = rows.find((row) => row.kind === 'missingHere');
    const lineId = unknown?.id ?? '';
    expect(await tenant((tx) => proposeMatches(tx, shop.tenantId, lineId))).toEqual([]);
    await decideLine(shop.services, by, { lineId, reason: 'milik toko lain' });
    await expect(decideLine(shop.services, by, { lineId, reason: 'lagi' })).rejects.toMatchObject({
      gerai: { code: 'lineDecided' },
    });
    expect((await risk()).rows.some((row) => row.id === lineId)).toBe(false);
  });

  test('8 a time-out after the charge was made is asked about, never charged again', async () => {
    for (const api of ['reset_after_commit', 'error_500_after_commit', 'malformed_json'] as const) {
      shop.control.set(first(), { api, apiMatch: 'POST', apiTimes: 1 });
      const made = await start();
      expect(made.state, api).toBe('waiting');
      const payable = (await tries(made.paymentId)).flatMap(({ reference }) =>
        shop.control.find(reference).filter(({ state }) => state === 'open'),
      );
      expect(payable, api).toHaveLength(1);
      shop.pay(made.reference);
      await shop.quiet();
      expect((await view(made.paymentId)).state, api).toBe('paid');
    }
  });

  test('the fallback takes over when the first is down for good; what may exist there is cancelled or marked', async () => {
    shop.control.set(first(), { api: 'error_500' });
    const made = await start();
    expect(made).toMatchObject({ state: 'waiting', attempts: 2 });
    const [one, two] = await tries(made.paymentId);
    expect(one?.released).toBe(true);
    expect(two?.connectionId).not.toBe(one?.connectionId);
    shop.pay(made.reference);
    await shop.quiet();
    expect((await view(made.paymentId)).state).toBe('paid');
  });

  test('9 a lying status: a webhook says paid, the provider asked says it waits: it waits', async () => {
    const made = await start();
    await onPaymentWebhook(shop.services, {
      tenantId: shop.tenantId,
      webhookId: shop.services.newId(),
      connectionId: (shop.connections[0] as { connectionId: string }).connectionId,
      kind: 'payment',
      eventKey: 'lie',
      orderKey: null,
      read: { reference: made.reference, amount: 25_000 },
      status: 'succeeded',
      rawStatus: 'paid',
      confirm: 'payment.status',
      trust: null,
      receivedAt: Date.now(),
      replayed: false,
    });
    expect((await view(made.paymentId)).state).toBe('waiting');
    expect(await held(made.attemptId)).toBe(0);
  });

  test('10 nobody is believed without a signature', async () => {
    for (const webhooks of ['unsigned', 'tampered'] as const) {
      const made = await start();
      await shop.quiet();
      shop.control.set(first(), { webhooks, webhookTimes: null });
      const before = (await events(made.attemptId)).length;
      shop.pay(made.reference);
      await shop.quiet();
      expect((await view(made.paymentId)).state, webhooks).toBe('waiting');
      expect((await events(made.attemptId)).length, webhooks).toBe(before);
      const rejected = await tenant((tx) =>
        tx.select().from(webhookLog).where(eq(webhookLog.state, 'rejected')),
      );
      expect(rejected.length, webhooks).toBeGreaterThan(0);
    }
  });

  test('cancelling ends the code at the provider, and who paid at that moment has paid', async () => {
    const made = await start();
    const cancelled = await cancelPayment(
      shop.services,
      { tenantId: shop.tenantId, paymentId: made.paymentId },
      ACTOR,
    );
    expect(cancelled.state).toBe('cancelled');
    expect(shop.control.find(made.reference)[0]?.actions()).not.toContain('pay');

    const raced = await start();
    shop.control.set(first(), { webhooks: 'lost' });
    shop.pay(raced.reference);
    const answer = await cancelPayment(
      shop.services,
      { tenantId: shop.tenantId, paymentId: raced.paymentId },
      ACTOR,
    );
    expect(answer.state).toBe('paid');
  });

  test('a lost webhook: the customer says that they paid, or whoever sweeps asks', async () => {
    shop.control.set(first(), { webhooks: 'lost' });
    const [one, two] = [await start(), await start()];
    for (const made of [one, two]) shop.pay(made.reference);
    await shop.quiet();
    const later = { ...shop.services, now: () => shop.services.now() + 120_000 };
    const asked = await paymentStatus(
      later,
      { tenantId: shop.tenantId, paymentId: one.paymentId, urgent: true },
      ACTOR,
    );
    expect(asked.state).toBe('paid');
    await sweepTenant(later, shop.tenantId);
    expect((await view(two.paymentId)).state).toBe('paid');
  });

  test('a code whose time is over is closed, and its provider told', async () => {
    const made = await start();
    const later = { ...shop.services, now: () => (made.expiresAt ?? 0) + 120_000 };
    await sweepTenant(later, shop.tenantId, { all: true });
    const { state } = await view(made.paymentId);
    expect(['expired', 'cancelled']).toContain(state);
    expect(shop.control.find(made.reference)[0]?.actions()).not.toContain('pay');
  });

  test('every call is in the log of the hub, under the number of the attempt', async () => {
    const made = await start();
    const calls = await tenant((tx) =>
      tx.select().from(integrationLog).where(eq(integrationLog.reference, made.reference)),
    );
    expect(calls.map(({ verb }) => verb)).toContain('payment.create');
  });
});
