import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONTRACT_VERSION, pushReplySchema } from '../../shared/sync/contract.ts';
import valid from '../../shared/sync/fixtures/valid-envelopes.json' with { type: 'json' };
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnPostgres } from '../db/testing.ts';
import { RECORD_HANDLERS } from './record-handlers.ts';
import { envelopeOf, openHttp, saleOf, seedShop, type TestShop } from './testing.ts';

/** FUZZ_RUNS=100000 for a long night; SEED repeats a run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const AT_ONCE = 8;
/** One record of every kind, as the contract's fixtures have them. */
const DAY: readonly object[] = valid.flatMap(({ envelope }): object[] =>
  envelope.contract === CONTRACT_VERSION ? envelope.records : [],
);

describeOnPostgres('malformed pushes', (open) => {
  let db: Db;
  let shop: TestShop;
  let http: Awaited<ReturnType<typeof openHttp>>;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    http = await openHttp(db, shop.devices);
  });
  afterAll(() => http.close());

  test(`T4 ${RUNS} malformed bodies never make a 5xx, and nothing is half-written (seed ${SEED})`, {
    timeout: 60_000 + RUNS * 12,
  }, async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    const bodies = fc.sample(bodyOf(shop), { numRuns: RUNS, seed: SEED });
    const statuses = new Map<number, number>();
    const applied = new Set<string>();
    const kinds = new Map<string, number>();
    let next = 0;
    const sender = async () => {
      for (let index = next++; index < bodies.length; index = next++) {
        const body = bodies[index] ?? '';
        const response = await fetch(`${http.url}/trpc/sync.push`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-test-device': shop.devices[0].id },
          body,
        });
        const answer = await response.text();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        expect(response.status, `seed ${SEED}, body ${index}: ${body.slice(0, 2_000)}`).toBeLessThan(500);
        if (response.status !== 200) continue;
        const reply = pushReplySchema.parse(JSON.parse(answer).result.data);
        expect(reply.answers, `seed ${SEED}, body ${index}: ${body.slice(0, 2_000)}`).toHaveLength(
          JSON.parse(body).records.length,
        );
        const sent: { kind?: unknown }[] = JSON.parse(body).records;
        reply.answers.forEach(({ id, status }, index) => {
          if (!status.startsWith('applied')) return;
          const kind = String(sent[index]?.kind);
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          if (kind === 'sale') applied.add(id);
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    process.off('unhandledRejection', onUnhandled);

    expect(unhandled).toEqual([]);
    expect(http.errors).toEqual([]);
    const [books] = rowsOf<Record<string, number>>(
      await db.tenant(shop.tenantId, (tx) =>
        tx.execute(sql`select (select count(*)::int from sale) as sales,
            (select count(*)::int from sale s where line_count <> (select count(*) from sale_line l where l.sale_id = s.id)
              or not exists (select from payment p where p.sale_id = s.id)) as broken,
            (select count(*)::int from sale_line l where not exists (select from sale s where s.id = l.sale_id))
            + (select count(*)::int from payment p where not exists (select from sale s where s.id = p.sale_id))
            + (select count(*)::int from stock_movement m where m.reason = 'sale' and not exists (select from sale s where s.id = m.sale_id))
              as orphans`),
      ),
    );
    expect(books).toEqual({ sales: applied.size, broken: 0, orphans: 0 });
    // The run is worth something only when it got past the door, and when it was turned away too.
    expect(applied.size).toBeGreaterThan(RUNS / 100);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(RUNS / 10);
    for (const kind of Object.keys(RECORD_HANDLERS))
      expect([kind, kinds.get(kind) ?? 0]).not.toEqual([kind, 0]);
    console.info(
      `seed ${SEED}: ${JSON.stringify(Object.fromEntries(statuses))}, stored ${JSON.stringify(Object.fromEntries(kinds))}`,
    );
  });
});

/** Bodies from rubbish to almost right. */
function bodyOf(shop: TestShop): fc.Arbitrary<string> {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(
      -1,
      1.5,
      1e308,
      -0,
      2 ** 53,
      '',
      '\u0000',
      '\ud800',
      'x'.repeat(400),
      v7(),
      [],
      {},
      null,
      '1e999',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const ofDay = fc
    .tuple(fc.constantFrom(...DAY), fc.boolean(), fc.integer({ min: 1, max: 2_000 }))
    .map(([record, again, deviceCounter]): unknown => {
      const { outlets, devices, staffId } = shop;
      const own = { ...record, outletId: outlets[0], deviceId: devices[0].id, staffId };
      return again ? own : { ...own, id: v7(), deviceCounter };
    });
  const sale = fc
    .tuple(fc.integer({ min: 1, max: 2_000 }), fc.boolean())
    .map(([seq, again]) => (again ? first : saleOf(shop, seq)) as unknown);
  const first = saleOf(shop, 1);
  const damaged = fc
    .tuple(
      fc.oneof(sale, ofDay),
      fc.array(fc.tuple(fc.nat(), odd, fc.constantFrom('set', 'drop', 'add')), { maxLength: 3 }),
    )
    .map(([record, blows]) => blows.reduce((hurt, [at, value, how]) => damage(hurt, at, value, how), record));
  const envelope = fc
    .tuple(
      fc.array(fc.oneof({ weight: 3, arbitrary: damaged }, odd), { maxLength: 5 }),
      fc.nat(),
      odd,
      fc.nat(9),
    )
    .map(([records, at, value, luck]) => {
      const whole = envelopeOf(records);
      return luck < 6 ? whole : damage(whole, at, value, luck === 9 ? 'drop' : 'set', 1);
    });
  return fc.oneof(
    { weight: 12, arbitrary: envelope.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: odd.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: envelope.map((value) => JSON.stringify(value).slice(0, -7)) },
    { weight: 1, arbitrary: fc.nat(30_000).map((depth) => `{"contract":1,"records":${'['.repeat(depth)}`) },
    {
      weight: 1,
      arbitrary: fc
        .nat(3_000)
        .map((depth) =>
          JSON.stringify(envelopeOf([0])).replace('[0]', `[${'['.repeat(depth)}${']'.repeat(depth)}]`),
        ),
    },
  );
}

/** Changes one place of a JSON value, chosen by `at` among all its places down to `depth`. */
function damage(value: unknown, at: number, odd: unknown, how: 'set' | 'drop' | 'add', depth = 4): unknown {
  const copy = structuredClone(value);
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown, left: number) => {
    if (typeof node !== 'object' || node === null || left === 0) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      walk((node as Record<string, unknown>)[key], left - 1);
    }
  };
  walk(copy, depth);
  const [node, key] = places[at % Math.max(1, places.length)] ?? [];
  if (!node || key === undefined) return copy;
  if (how === 'drop') delete node[key];
  else if (how === 'add') node[`${key}x`] = odd;
  else node[key] = odd;
  return copy;
}
