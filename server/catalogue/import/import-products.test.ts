import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '../../../shared/catalogue/import-report.ts';
import { refusal } from '../../accounts/testing.ts';
import { rowsOf } from '../../db/connect.ts';
import { describeOnBothEngines } from '../../db/testing.ts';
import { exportProducts } from '../export-products.ts';
import { openShops } from '../testing.ts';
import { importProducts } from './import-products.ts';

const FILE = `kode;kode batang;nama;kategori;harga modal;harga jual;stok
K1;96;Kopi Sachet;Minuman;1.500;2.000;24
K2;8991234567890;"Teh ""Tarik""; manis";minuman;3.000;Rp 5.000;
K3;;=Sabun;Rumah;0;0;1,5
K4;96;Kopi Dus;Minuman;1;2;
K5;;Rusak;Minuman;1;-2;
`;

describeOnBothEngines('import of products', (open) => {
  let shops: Awaited<ReturnType<typeof openShops>>;
  beforeAll(async () => {
    shops = await openShops((await open()).db);
  });
  afterAll(() => shops.close());
  const run = (
    text: string,
    more: Partial<Parameters<typeof importProducts>[1]> = {},
  ): Promise<ImportReport> =>
    importProducts(shops.services, {
      tenantId: shops.one.tenantId,
      actor: { actorKind: 'system', actorId: 'test' },
      bytes: new TextEncoder().encode(text),
      mode: 'apply',
      importId: v7(),
      outletId: undefined,
      ...more,
    });
  const total = async () => (await shops.one.call.products.list({})).total;

  test('a dry run tells all and changes nothing; the same file applied does exactly that', async () => {
    const dry = await run(FILE, { mode: 'dry-run', importId: undefined });
    expect(await total()).toBe(0);
    expect(dry.counts).toMatchObject({
      rows: 5,
      added: 3,
      changed: 0,
      unchanged: 0,
      refused: 2,
      newCategories: 2,
    });
    expect(dry.refusedByReason).toEqual({ duplicateBarcode: 1, priceNegative: 1 });
    expect(dry.warningsByReason).toEqual({ checkDigit: 1, zeroPrice: 1 });
    const applied = await run(FILE);
    expect({ ...applied, mode: '', tookMs: 0 }).toEqual({ ...dry, mode: '', tookMs: 0 });
    expect(await total()).toBe(3);
    const { products } = await shops.one.call.products.list({ search: 'K' });
    expect(products.map((one) => [one.sku, one.price, one.categoryName, one.stockMilli])).toEqual(
      expect.arrayContaining([['K1', 2_000, 'Minuman', 24_000]]),
    );
  });

  test('what the export writes changes nothing when it comes back', async () => {
    const text = await exportProducts({ db: shops.services.db, tenantId: shops.one.tenantId });
    expect(text).toContain("'=Sabun");
    const report = await run(text, { mode: 'dry-run' });
    expect(report.counts).toMatchObject({ rows: 3, added: 0, changed: 0, unchanged: 3, refused: 0 });
    // And into an empty shop it brings everything.
    const copied = await run(text, { tenantId: shops.two.tenantId });
    expect(copied.counts).toMatchObject({ added: 3, refused: 0, openingStock: 2 });
    const withoutMark = (csv: string) => csv.split('\r\n').toSorted();
    expect(
      withoutMark(await exportProducts({ db: shops.services.db, tenantId: shops.two.tenantId })),
    ).toEqual(withoutMark(text));
  });

  test('the same import id again answers the first report and does nothing', async () => {
    const importId = v7();
    const first = await run('sku,name,stock\nONCE,Sekali,5', { importId });
    const again = await run('sku,name,stock\nOTHER,Lain,5', { importId });
    expect(again).toEqual({ ...first, replayed: true });
    expect((await shops.one.call.products.list({ search: 'OTHER' })).total).toBe(0);
    const [at, next] = [v7(), v7()];
    const both = await Promise.all([
      run('sku,name,stock\nRACE,Balap,5', { importId: at }),
      run('sku,name,stock\nRACE,Balap,5', { importId: at }),
      run('sku,name,stock\nRACE,Balap,5', { importId: next }),
    ]);
    expect(both.filter(({ counts, replayed }) => counts.added === 1 && !replayed)).toHaveLength(1);
    const { products } = await shops.one.call.products.list({ search: 'RACE' });
    expect(products.map((one) => one.stockMilli)).toEqual([5_000]);
  });

  test('two products swap their barcodes', async () => {
    await run('sku,name,barcode\nX,Ex,1001\nY,Ye,1002');
    const report = await run('sku,barcode\nX,1002\nY,1001');
    expect(report.counts).toMatchObject({ changed: 2, refused: 0 });
    expect((await shops.one.call.products.list({ search: '1002' })).products[0]?.sku).toBe('X');
  });

  test('one row that the database refuses undoes all', async () => {
    const before = await total();
    await shops.services.db.runScript("alter table product add constraint no_bomb check (name <> 'BOMB')");
    await expect(run('sku,name,category\nFINE,Baik,never\nBAD,BOMB,never')).rejects.toThrow();
    expect(await total()).toBe(before);
    const categories = await shops.services.db.tenant(shops.one.tenantId, async (tx) =>
      rowsOf(await tx.execute(sql`select 1 from category where name = 'never'`)),
    );
    expect(categories).toEqual([]);
    await shops.services.db.runScript('alter table product drop constraint no_bomb');
  });

  test('a file that is none, a foreign outlet or a missing id is refused before anything happens', async () => {
    await expect(run('')).rejects.toEqual(refusal('importEmpty'));
    await expect(run('a,b\n1,2')).rejects.toEqual(refusal('importNoHeader'));
    await expect(run('sku,name\n1,2', { importId: undefined })).rejects.toEqual(refusal('badInput'));
    await expect(run('sku,name\n1,2', { outletId: shops.two.outletId })).rejects.toEqual(refusal('notFound'));
  });

  test('20,000 rows go in and come again without a change', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `M${at},${100_000 + at},Massal ${at},Grup ${at % 30},${at},3`,
    );
    const text = ['sku,barcode,name,category,price,stock', ...rows].join('\n');
    expect((await run(text)).counts).toMatchObject({ added: 20_000, refused: 0, openingStock: 20_000 });
    expect((await run(text)).counts).toMatchObject({ unchanged: 20_000, added: 0 });
  });
});
