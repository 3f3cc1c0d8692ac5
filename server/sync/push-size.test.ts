import { expect, test } from 'vitest';
import { describeOnBothEngines } from '../db/testing.ts';
import { countRows, envelopeOf, openHttp, saleOf, seedShop } from './testing.ts';

describeOnBothEngines('large pushes', (open) => {
  test('T4 too large, too deep, too many: refused or kept, never a 5xx', async () => {
    const { db } = await open();
    const shop = await seedShop(db);
    const http = await openHttp(db, shop.devices);
    const post = async (body: string) => {
      const response = await fetch(`${http.url}/trpc/sync.push`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-test-device': shop.devices[0].id },
        body,
      });
      return { status: response.status, text: await response.text() };
    };
    const nested = (depth: number) =>
      JSON.stringify(envelopeOf([0, saleOf(shop, 1)])).replace(
        '[0,',
        `[${'['.repeat(depth)}${']'.repeat(depth)},`,
      );
    expect((await post('x'.repeat(10_000_000))).status).toBe(413);
    expect((await post(JSON.stringify(envelopeOf(Array.from({ length: 201 }, () => 0))))).status).toBe(400);
    const deep = await post(nested(1_900_000));
    expect(deep.status).toBe(200);
    expect(JSON.parse(deep.text).result.data.answers).toMatchObject([
      { status: 'refused' },
      { status: 'applied' },
    ]);
    const full = Array.from({ length: 200 }, (_, index) => saleOf(shop, index + 2));
    const stored = await post(JSON.stringify(envelopeOf(full)));
    expect(
      JSON.parse(stored.text).result.data.answers.filter(
        (answer: { status: string }) => answer.status === 'applied',
      ),
    ).toHaveLength(200);
    expect(await countRows(db, shop.tenantId, 'sale')).toBe(201);
    expect(await countRows(db, shop.tenantId, 'refused_record')).toBe(1);
    expect(http.errors).toEqual([]);
    await http.close();
  });
});
