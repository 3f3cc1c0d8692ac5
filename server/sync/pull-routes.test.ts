import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openHttp, seedShop, type TestShop } from './testing.ts';

describeOnBothEngines('GET /sync/:collection', (open) => {
  let db: Db;
  let shop: TestShop;
  let http: Awaited<ReturnType<typeof openHttp>>;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    http = await openHttp(db, shop.devices);
    await db.tenant(shop.tenantId, async (tx) => {
      for (let index = 0; index < 40; index++)
        await tx.execute(sql`insert into category (tenant_id, id, name) values (${shop.tenantId}, ${v7()},
          ${`Kategori "${index}" \\ ☕`})`);
    });
  });
  afterAll(() => http.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    answer(`${http.url}/sync/${path}`, {
      'x-test-device': shop.devices[0].id,
      ...headers,
    });

  test('S8 a page is JSON, never stored on the way, and gzipped only for who takes it', async () => {
    const plain = await get('category');
    expect(plain.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept-encoding',
    });
    expect(plain.headers['content-encoding']).toBeUndefined();
    const page = JSON.parse(plain.body.toString());
    expect(page.rows).toHaveLength(40);
    expect(page.rows[7].name).toBe('Kategori "7" \\ ☕');
    const small = await get('category', { 'accept-encoding': 'gzip;q=0, identity' });
    expect(small.headers['content-encoding']).toBeUndefined();
    const packed = await get('category', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(packed.body).toString())).toEqual(page);
  });

  test('T2 only an enrolled device gets a page', async () => {
    expect((await get('product', { 'x-test-device': 'nobody' })).status).toBe(401);
  });

  test.each([
    ['product?after=x', 400],
    ['product?after=1.99999999999999999999.1', 400],
    ['product?after=1.1.1&after=1.1.1', 400],
    ['product?limit=0', 400],
    ['product?limit=5001', 400],
    ['product?limit=1e3', 400],
    ['product?limit=', 400],
    ['sale_line', 404],
    ['__proto__', 404],
    ['constructor', 404],
  ])('T4 %s answers %i', async (path, status) => {
    const refused = await get(path);
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.body.toString())).toMatchObject({ success: false, code: expect.any(String) });
  });
});

function answer(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      request(url, { headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
        );
      })
        .on('error', reject)
        .end();
    },
  );
}
