import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refusal } from '../accounts/testing.ts';
import { rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openShops } from './testing.ts';

const teh = { sku: '', barcodes: [] as string[], name: 'Teh', category: null, price: 5_000 };

describeOnBothEngines('products', (open) => {
  let shops: Awaited<ReturnType<typeof openShops>>;
  let call: (typeof shops)['one']['call'];
  beforeAll(async () => {
    shops = await openShops((await open()).db);
    call = shops.one.call;
  });
  afterAll(() => shops.close());
  beforeEach(async () => {
    await call.products.bulk({ products: { filter: {} }, change: { kind: 'remove' } });
  });

  test('a product is saved, found, and seen by its own tenant only', async () => {
    const { id, sku } = await call.products.save({
      ...teh,
      sku: 'T1',
      barcodes: ['96'],
      category: { name: 'Minuman' },
    });
    expect(sku).toBe('T1');
    expect(await call.products.get({ id })).toMatchObject({
      sku: 'T1',
      barcodes: ['96'],
      categoryName: 'Minuman',
      price: 5_000,
      stockMilli: 0,
    });
    await expect(shops.two.call.products.get({ id })).rejects.toEqual(refusal('notFound'));
    expect(await shops.two.call.products.list({})).toMatchObject({ products: [], total: 0, next: null });
  });

  test('S4 opening stock is a fact stored with a new product, and never comes from changing one', async () => {
    const openingStock = { outletId: shops.one.outletId, quantityMilli: 12_500 };
    const { id } = await call.products.save({ ...teh, sku: 'BARU', openingStock });
    expect(await call.products.get({ id })).toMatchObject({ stockMilli: 12_500 });
    const kept = rowsOf<{ reason: string; outlet_id: string }>(
      await shops.services.db.unscoped.execute(
        sql`select reason, outlet_id from stock_movement where product_id = ${id}`,
      ),
    );
    expect(kept).toEqual([{ reason: 'opening', outlet_id: shops.one.outletId }]);
    await expect(call.products.save({ ...teh, id, sku: 'BARU', openingStock })).rejects.toEqual(
      refusal('badInput'),
    );
    expect(await call.products.get({ id })).toMatchObject({ stockMilli: 12_500 });
    const foreign = { ...openingStock, outletId: shops.two.outletId };
    await expect(
      call.products.save({ ...teh, sku: 'ASING', barcodes: ['97'], openingStock: foreign }),
    ).rejects.toEqual(refusal('notFound'));
    expect(await call.products.list({ search: 'ASING' })).toMatchObject({ total: 0 });
  });

  test('names of any script, a SKU given where none is typed', async () => {
    const first = await call.products.save({ ...teh, name: '茶 🍵 شاي' });
    const second = await call.products.save({ ...teh, barcodes: ['8991234567890'] });
    expect(first.sku).toMatch(/^P\d{6}$/);
    expect(second.sku).toBe('8991234567890');
    expect((await call.products.list({ search: '🍵' })).products.map(({ id }) => id)).toEqual([first.id]);
  });

  test('a SKU or barcode of another product is refused, and its name told', async () => {
    await call.products.save({ ...teh, sku: 'A', barcodes: ['11'], name: 'Sabun' });
    await expect(call.products.save({ ...teh, sku: 'A' })).rejects.toEqual(refusal('skuTaken'));
    await expect(call.products.save({ ...teh, sku: 'B', barcodes: ['12', '11'] })).rejects.toMatchObject({
      gerai: { code: 'barcodeTaken', field: 'barcodes', values: { barcode: '11', product: 'Sabun' } },
    });
    // Another tenant's codes are its own business.
    await shops.two.call.products.save({ ...teh, sku: 'A', barcodes: ['11'] });
  });

  test.each([
    ['a price below 0', { price: -1 }],
    ['a fraction of a rupiah', { price: 10.5 }],
    ['an absurd price', { price: 1e15 }],
    ['an empty name', { name: '  ' }],
    ['a name too long', { name: 'x'.repeat(301) }],
    ['a NUL in the name', { name: 'a\u0000b' }],
    ['a barcode nobody prints', { barcodes: ['\u0007'] }],
  ])('T4 %s is refused', async (_what, fault) => {
    await expect(call.products.save({ ...teh, ...fault })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('pages by any order never repeat or miss a row', async () => {
    for (let at = 0; at < 25; at += 1)
      await call.products.save({ ...teh, sku: `S${at}`, name: `Barang ${at % 4}`, price: (at % 3) * 100 });
    for (const sort of ['name', 'price', 'stock', 'updated'] as const)
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let cursor: { key: string | number; id: string } | null = null;
        do {
          const page: Awaited<ReturnType<typeof call.products.list>> = await call.products.list({
            sort,
            descending,
            limit: 7,
            cursor,
          });
          expect(page.total).toBe(25);
          seen.push(...page.products.map(({ id }) => id));
          cursor = page.next;
        } while (cursor);
        expect(new Set(seen).size).toBe(25);
        expect(seen).toHaveLength(25);
      }
    await expect(call.products.list({ sort: 'price', cursor: { key: 'x', id: v7() } })).rejects.toEqual(
      refusal('badInput'),
    );
  });

  test('search takes words of the name in any order, the beginning of a SKU or barcode, and no wildcard', async () => {
    const { id } = await call.products.save({
      ...teh,
      sku: 'KP-9',
      barcodes: ['8990001112223'],
      name: 'Kopi Susu 100% Asli',
    });
    await call.products.save({ ...teh, sku: 'ZZ', name: 'Susu Kental' });
    const find = async (search: string) =>
      (await call.products.list({ search })).products.map((one) => one.id);
    for (const words of ['kopi', 'SUSU kopi', 'kp-9', '89900011', '100%', 'kopi%'.slice(0, 4)])
      expect(await find(words)).toEqual([id]);
    expect(await find('ko%as')).toEqual([]);
    expect(await find('_')).toEqual([]);
  });

  test('a bulk change is one entry in the audit log, and can be taken back', async () => {
    const { id: first } = await call.products.save({ ...teh, sku: 'A', barcodes: ['1'], price: 1_234 });
    const { id: second } = await call.products.save({ ...teh, sku: 'B', price: 0 });
    const ids = [first, second];
    const raised = await call.products.bulk({
      products: { ids },
      change: { kind: 'price', price: { by: 'percent', amount: 1_000, roundTo: 100 } },
    });
    expect(raised.changed).toBe(1);
    expect((await call.products.get({ id: first })).price).toBe(1_400);
    expect(await call.products.undoBulk({ changeId: raised.changeId })).toEqual({ changed: 1 });
    expect((await call.products.get({ id: first })).price).toBe(1_234);

    const moved = await call.products.bulk({
      products: { filter: { search: 'teh' } },
      change: { kind: 'category', category: { name: 'Baru' } },
    });
    expect(moved.changed).toBe(2);
    const removed = await call.products.bulk({ products: { ids }, change: { kind: 'remove' } });
    expect((await call.products.list({})).total).toBe(0);
    await call.products.save({ ...teh, sku: 'B' });
    // B went to another product meanwhile.
    expect(await call.products.undoBulk({ changeId: removed.changeId })).toEqual({ changed: 1 });
    expect(await call.products.get({ id: first })).toMatchObject({ barcodes: ['1'], categoryName: 'Baru' });
    await expect(shops.two.call.products.undoBulk({ changeId: removed.changeId })).rejects.toEqual(
      refusal('notFound'),
    );
  });

  test('switching off and removing keep the row for the devices to hear of', async () => {
    const { id } = await call.products.save({ ...teh, sku: 'A', barcodes: ['1'] });
    await call.products.setActive({ id, active: false });
    expect((await call.products.list({ active: true })).total).toBe(0);
    await call.products.remove({ id });
    const rows = await shops.services.db.tenant(shops.one.tenantId, async (tx) =>
      rowsOf(await tx.execute(sql`select deleted, active from product where id = ${id}::uuid`)),
    );
    expect(rows).toEqual([{ deleted: true, active: false }]);
    await call.products.save({ ...teh, sku: 'A', barcodes: ['1'] });
  });

  test('removing a category leaves its products without one', async () => {
    const { id } = await call.categories.save({ name: 'Sementara' });
    await expect(call.categories.save({ name: 'SEMENTARA' })).rejects.toEqual(refusal('nameTaken'));
    await call.products.save({ ...teh, sku: 'A', category: { id } });
    expect(await call.categories.remove({ id })).toEqual({ products: 1 });
    expect((await call.products.list({ category: 'none' })).total).toBe(1);
    await expect(call.products.save({ ...teh, category: { id } })).rejects.toEqual(refusal('notFound'));
  });

  test('two who save at once with one barcode: exactly one has it', async () => {
    const results = await Promise.allSettled(
      ['A', 'B', 'C'].map((sku) => call.products.save({ ...teh, sku, barcodes: ['777'] })),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
