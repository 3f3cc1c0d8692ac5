import { expect, type Page } from '@playwright/test';
import { enrol, test } from './harness.ts';

/** Fills the disk as the browser sees it, and waits until it refuses what the ledger would write. */
async function fillDisk(page: Page, url: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: url, quotaSize: 1 });
  await page.evaluate(async () => {
    const db = await new harness.Dexie('gerai-ledger').open();
    // The browser remembers for a while how much room there was.
    await harness.until(
      () =>
        db
          .table('parkedCarts')
          .put({ slot: 'filler', savedAtMs: 0, draft: 'x'.repeat(100_000) })
          .then(
            () => false,
            () => true,
          ),
      'the disk is full',
      40_000,
    );
    db.close();
  });
}

test('T6 on a full disk whoever may sell gets in, guessing costs time and locks, and the device can be signed out', async ({
  shop,
  context,
}) => {
  test.setTimeout(120_000);
  const page = await shop.openPage(context);
  await enrol(page);
  await fillDisk(page, shop.url);
  const outcome = await page.evaluate(async () => {
    const store = await harness.open();
    const cashier = store.staff.get().find((member) => member.role === 'cashier');
    const tries = async (pins: string[]) => {
      const results = [];
      for (const pin of pins) results.push(await store.signInWithPin(cashier?.id ?? '', pin));
      return results;
    };
    const first = await tries(['0000']);
    const startedAt = performance.now();
    const right = await tries(['1111']);
    const tookMs = performance.now() - startedAt;
    const wrong = await tries(['0001', '0002', '0003', '0004', '0005', '1111']);
    const db = await new harness.Dexie('gerai-ledger').open();
    const written = await db.table('meta').get('pinTries');
    db.close();
    return { first, right, tookMs, wrong, written: written ?? null };
  });
  expect(outcome.first).toMatchObject([{ ok: false, reason: 'wrong', left: 4 }]);
  expect(outcome.right).toMatchObject([{ ok: true, staff: { role: 'cashier' } }]);
  expect(outcome.tookMs).toBeGreaterThan(1_900);
  expect(outcome.wrong).toMatchObject([
    { left: 4 },
    { left: 3 },
    { left: 2 },
    { left: 1 },
    { reason: 'locked' },
    { reason: 'locked' },
  ]);
  // Nothing of it could be written: this was the way without a disk.
  expect(outcome.written).toBeNull();
  const left = await page.evaluate(async () => {
    const store = await harness.open();
    return { result: await store.signOut(), identity: store.identity.get() };
  });
  expect(left).toEqual({ result: { ok: true }, identity: null });
});
