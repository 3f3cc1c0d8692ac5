import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test, vi } from 'vitest';
import { MAX_PULL_ROWS } from '../../shared/sync/pull.ts';
import type { Db } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openPull } from '../sync/pull.ts';
import { envelopeOf, headerOf, openCallers, seedShop, type TestShop } from '../sync/testing.ts';
import { exportProducts } from './export-products.ts';

describeOnBothEngines('the depth of products', (open) => {
  let db: Db;
  let shop: TestShop;
  let callers: Awaited<ReturnType<typeof openCallers>>;
  let counter = 0;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    callers = await openCallers(db);
  });

  const office = () => callers.owner(shop.tenantId);
  const plain = { sku: '', barcodes: [] as string[], name: 'Teh', category: null, price: 4_000 };
  const box = { name: 'dus', factorMilli: 24_000, barcodes: ['8990000000017'], price: 90_000 };
  const row = async (productId: string) => {
    const puller = { tenantId: shop.tenantId, outletId: shop.outlets[0] };
    return vi.waitFor(async () => {
      const page = JSON.parse(
        await openPull(db)(puller, { collection: 'product', after: null, limit: MAX_PULL_ROWS }),
      ) as { rows: unknown[][]; held: boolean };
      // Somebody else's open transaction on this server holds the newest rows back (S8).
      expect(page.held).toBe(false);
      return page.rows.find(([id]) => id === productId);
    }, 20_000);
  };
  const edit = async (productId: string, existing: boolean, fields: object) => {
    counter += 1;
    const record = { kind: 'productEdit', ...headerOf(shop, counter), productId, existing, fields };
    const { answers } = await callers.device(shop.devices[0]).sync.push(envelopeOf([record]));
    return { record, answer: answers[0] };
  };

  test('units, variants and prices are the last member of the row, and a plain product has none', async () => {
    const { id: parentId } = await office().catalogue.products.save(plain);
    const extras = {
      parentId,
      variant: 'Besar',
      units: [box],
      memberPrice: 3_500,
      prices: { grosir: 3_200 },
    };
    const { id } = await office().catalogue.products.save({
      ...plain,
      name: 'Teh besar',
      extras,
      lowStockMilli: 5_000,
    });
    expect((await row(parentId))?.length).toBe(10);
    expect((await row(id))?.[10]).toEqual(extras);
    // Who saves the form of before changes nothing about them; who empties them, does.
    await office().catalogue.products.save({ ...plain, id, name: 'Teh besar' });
    expect(await office().catalogue.products.get({ id })).toMatchObject({ extras, lowStockMilli: 5_000 });
    await office().catalogue.products.save({ ...plain, id, name: 'Teh besar', extras: {} });
    expect((await row(id))?.length).toBe(10);
    await office().catalogue.products.save({ ...plain, id, name: 'Teh besar', extras });
  });

  test("a unit's barcode is the shop's only one, on the form and in a file", async () => {
    const taken = office().catalogue.products.save({ ...plain, name: 'Lain', barcodes: box.barcodes });
    await expect(taken).rejects.toMatchObject({
      gerai: { code: 'barcodeTaken', values: { product: 'Teh besar' } },
    });
    const twice = { ...plain, barcodes: box.barcodes, extras: { units: [box] } };
    await expect(office().catalogue.products.save(twice)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await exportProducts({ db, tenantId: shop.tenantId })).toContain('Teh besar');
  });

  test('T4 a parent or part that cannot be is refused', async () => {
    const { products } = await office().catalogue.products.list({ search: 'Teh besar' });
    const variant = products[0]?.id ?? '';
    const save = (extras: object) => office().catalogue.products.save({ ...plain, name: 'Paket', extras });
    await expect(save({ parentId: v7() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(save({ parentId: variant })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const components = [{ productId: variant, quantityMilli: 2_000 }];
    const { id } = await save({ components });
    const nested = save({ components: [{ productId: id, quantityMilli: 1_000 }] });
    await expect(nested).rejects.toMatchObject({ gerai: { code: 'bundleLoop' } });
  });

  test('S3 a product made at a till is here once; a taken barcode stays where it was', async () => {
    const id = v7();
    const { record, answer } = await edit(id, false, {
      name: 'Kerupuk 🍘',
      price: 2_000,
      barcodes: ['8990000000024', ...box.barcodes],
    });
    // A cashier needs a manager for this; nobody had agreed.
    expect(answer).toMatchObject({ status: 'appliedWithFlags', flags: ['notPermitted', 'codeTaken'] });
    const again = await callers.device(shop.devices[0]).sync.push(envelopeOf([record]));
    expect(again.answers).toMatchObject([{ status: 'alreadyApplied' }]);
    expect((await row(id))?.slice(1, 7)).toEqual([
      '8990000000024',
      ['8990000000024'],
      'Kerupuk 🍘',
      null,
      'pcs',
      2_000,
    ]);
  });

  test('what an edit does not name stays, and an edit of what is gone is kept', async () => {
    const [first] = shop.products;
    const manager = v7();
    await db.tenant(shop.tenantId, (tx) =>
      tx.execute(sql`insert into staff (tenant_id, id, name, role, active)
        values (${shop.tenantId}, ${manager}, 'Hendra', 'manager', true)`),
    );
    counter += 1;
    const approvals = [{ action: 'editProduct', approvedBy: manager }];
    const header = headerOf(shop, counter);
    const named = {
      kind: 'productEdit',
      ...header,
      productId: first?.id,
      existing: true,
      fields: { price: 1_250 },
      approvals,
    };
    const { answers } = await callers.device(shop.devices[0]).sync.push(envelopeOf([named]));
    expect(answers).toMatchObject([{ status: 'applied' }]);
    expect((await row(first?.id ?? ''))?.slice(1, 7)).toEqual(['P0', [], 'Produk 0', null, 'pcs', 1_250]);
    expect((await edit(v7(), true, { price: 1 })).answer).toMatchObject({
      flags: ['notPermitted', 'unknownProduct'],
    });
    const taken = await edit(v7(), false, { name: 'Kembar', price: 1, sku: 'P1' });
    expect(taken.answer).toMatchObject({ flags: ['notPermitted', 'codeTaken'] });
  });
});
