import { beforeAll, expect, test, vi } from 'vitest';
import { COLLECTIONS, type LiveEvent } from '../../shared/sync/pull.ts';
import type { Db } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { announce } from './changes.ts';
import { envelopeOf, openCallers, openHttp, saleOf, seedShop, type TestShop } from './testing.ts';

describeOnBothEngines('the live feed', (open) => {
  let db: Db;
  let shop: TestShop;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
  });

  test('S8 it says at once that everything may have changed, then what changed, with ids that go on', async () => {
    const callers = await openCallers(db);
    const gone = new AbortController();
    const feed = await callers.manager(shop.tenantId, gone.signal).sync.live({ lastEventId: '41' });
    const events = (feed as AsyncIterable<[string, LiveEvent]>)[Symbol.asyncIterator]();
    expect((await events.next()).value?.slice(0, 2)).toEqual(['42', { changed: [...COLLECTIONS] }]);
    const next = events.next();
    await callers.device(shop.devices[0]).sync.push(envelopeOf([saleOf(shop, 1)]));
    expect((await next).value?.slice(0, 2)).toEqual(['43', { changed: ['sale', 'stock', 'customer'] }]);

    const stranger = await seedShop(db);
    const nothing = events.next();
    await callers.device(stranger.devices[0]).sync.push(envelopeOf([saleOf(stranger, 1)]));
    gone.abort();
    expect((await nothing).done).toBe(true);
    await callers.changes.close();
  });

  test('S8 a burst of changes becomes few events that leave nothing out', async () => {
    const callers = await openCallers(db);
    const gone = new AbortController();
    const feed = await callers.manager(shop.tenantId, gone.signal).sync.live();
    const seen: { at: number; changed: string[] }[] = [];
    const listening = (async () => {
      for await (const [, event] of feed as AsyncIterable<[string, LiveEvent]>)
        seen.push({ at: performance.now(), changed: event.changed });
    })();
    for (let index = 0; index < 60; index++)
      await db.tenant(shop.tenantId, (tx) =>
        announce(tx, shop.tenantId, [index % 2 ? 'product' : 'category']),
      );
    await vi.waitFor(
      () => expect(seen.slice(1).flatMap((event) => event.changed)).toContain('product'),
      5_000,
    );
    gone.abort();
    await listening;
    const gaps = seen.slice(1).map((event, index) => event.at - (seen[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(240);
    expect(seen.length).toBeLessThan(20);
    await callers.changes.close();
  });

  test('T2 it ends when the device is revoked', async () => {
    const http = await openHttp(db, shop.devices);
    const [device] = shop.devices;
    const feed = await listen(http.url, device.id);
    await feed.until('"changed"');
    http.enrolled.delete(device.id);
    await db.tenant(shop.tenantId, (tx) => announce(tx, shop.tenantId, []));
    await feed.ended;
    expect(http.changes.subscriberCount()).toBe(0);
    // tRPC answers a refused subscription with 200 and an event that carries the error.
    const refused = await listen(http.url, device.id);
    await refused.until('"code":"signInNeeded"');
    await refused.ended;
    expect(http.changes.subscriberCount()).toBe(0);
    await http.close();
  });

  test('T4 two hundred that come and go leave nothing behind', async () => {
    const http = await openHttp(db, shop.devices);
    for (let round = 0; round < 4; round++) {
      const feeds = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          http.enrolled.set(`tablet ${n}`, { ...shop.devices[1], id: `tablet ${n}` });
          return listen(http.url, `tablet ${n}`);
        }),
      );
      await Promise.all(feeds.map((feed) => feed.until('"changed"')));
      expect(http.changes.subscriberCount()).toBe(50);
      for (const feed of feeds) feed.leave();
      await vi.waitFor(() => expect(http.changes.subscriberCount()).toBe(0), 5_000);
    }
    expect(http.errors).toEqual([]);
    await http.close();
  });

  test('T4 a device has at most four: the oldest ends, another device keeps its own', async () => {
    const http = await openHttp(db, shop.devices);
    const other = await listen(http.url, shop.devices[1].id);
    const feeds = [];
    for (let n = 0; n < 6; n++) {
      const feed = await listen(http.url, shop.devices[0].id);
      await feed.until('"changed"');
      feeds.push(feed);
    }
    await Promise.all([feeds[0]?.ended, feeds[1]?.ended]);
    await vi.waitFor(() => expect(http.changes.subscriberCount()).toBe(5), 5_000);
    for (const feed of [...feeds, other]) feed.leave();
    await vi.waitFor(() => expect(http.changes.subscriberCount()).toBe(0), 5_000);
    await http.close();
  });
});

/** A raw SSE connection. */
async function listen(url: string, deviceId: string) {
  const gone = new AbortController();
  const response = await fetch(`${url}/trpc/sync.live`, {
    headers: { accept: 'text/event-stream', 'x-test-device': deviceId },
    signal: gone.signal,
  });
  expect(response.status).toBe(200);
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? [])
      text += decoder.decode(chunk as Uint8Array, { stream: true });
  })();
  ended.catch(() => {});
  return {
    ended,
    leave: () => gone.abort(),
    until: (part: string) => vi.waitFor(() => expect(text).toContain(part), 5_000),
  };
}
