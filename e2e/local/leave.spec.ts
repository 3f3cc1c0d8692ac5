import { type BrowserContext, expect, type Page } from '@playwright/test';
import { rowsOf } from '../../server/db/connect.ts';
import { ENROLMENT_CODE, enrol, type Shop, test } from './harness.ts';

const deviceIdOf = (page: Page) =>
  page.evaluate(async () => (await harness.open()).identity.get()?.deviceId ?? '');
const hasCredential = async (context: BrowserContext) =>
  (await context.cookies()).some(({ name }) => name === 'gerai_device');
const isRevoked = async ({ server }: Shop, deviceId: string) => {
  const rows = await server.services.db.unscoped.execute(
    `select revoked_at from device where id = '${deviceId}'`,
  );
  return rowsOf<{ revoked_at: unknown }>(rows)[0]?.revoked_at !== null;
};

test('S12 signing out takes the credential off the browser and ends it on the server', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const deviceId = await deviceIdOf(page);
  expect(await hasCredential(context)).toBe(true);
  expect(await page.evaluate(async () => (await harness.open()).signOut())).toEqual({ ok: true });
  await expect.poll(() => hasCredential(context)).toBe(false);
  expect(await isRevoked(shop, deviceId)).toBe(true);
});

test('S12 offline the data goes at once, the credential at the next contact, also after a new start', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const deviceId = await deviceIdOf(page);
  await page.route(/\/(trpc|sync)\//, (route) => route.abort());
  const left = await page.evaluate(async () => {
    const store = await harness.open();
    const result = await store.signOut();
    return { result, identity: store.identity.get(), people: store.staff.get().length };
  });
  expect(left).toEqual({ result: { ok: true }, identity: null, people: 0 });
  expect(await hasCredential(context)).toBe(true);
  expect(await isRevoked(shop, deviceId)).toBe(false);
  await page.reload();
  await page.evaluate(() => harness.open());
  await page.unroute(/\/(trpc|sync)\//);
  await expect.poll(() => hasCredential(context), { timeout: 15_000 }).toBe(false);
  expect(await isRevoked(shop, deviceId)).toBe(true);
});

test('S12 enrolling before the server was told gives the old credential back first and keeps the new one', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const deviceId = await deviceIdOf(page);
  await page.route(/\/(trpc|sync)\//, (route) => route.abort());
  await page.evaluate(async () => (await harness.open()).signOut());
  await page.unroute(/\/(trpc|sync)\//);
  const enrolled = await page.evaluate(
    async (code) => (await harness.open()).enrol(code).then((result) => result.ok),
    ENROLMENT_CODE,
  );
  expect(enrolled).toBe(true);
  expect(await isRevoked(shop, deviceId)).toBe(true);
  const next = await deviceIdOf(page);
  expect(next).not.toBe(deviceId);
  const sale = await page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.catalogue.get().phase === 'ready', 'the catalogue is there');
    return harness.sell();
  });
  await page.evaluate(async (saleId) => {
    const state = (await harness.open()).saleState(saleId);
    await harness.until(() => state.get() === 'confirmed', 'the new credential works');
  }, sale.id);
});
