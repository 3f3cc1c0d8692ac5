import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planImport } from './plan-import.ts';
import { guardCell, type ProductFile, readFile } from './read-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readFile(bytes(text)) as ProductFile;

test.each([
  ['commas', 'sku,nama,harga\nA1,"Teh, manis",5000\n'],
  ['semicolons', 'sku;nama;harga\r\nA1;"Teh, manis";5000\r\n'],
  ['tabs', 'sku\tnama\tharga\nA1\tTeh, manis\t5000'],
  ['a told delimiter', 'sep=;\r\nsku;nama;harga\r\nA1;Teh, manis;5000'],
  ['a byte order mark', '\ufeffsku,nama,harga\nA1,"Teh, manis",5000'],
])('a file with %s is understood', (_name, text) => {
  expect(read(text).rows.map((row) => row.cells)).toEqual([
    { sku: 'A1', name: 'Teh, manis', sell_price: '5000' },
  ]);
});

test('columns are known by their Indonesian and English names, others are named', () => {
  const file = read(
    'Kode;Kode Batang;Nama Produk;Kategori;Satuan;Harga Beli (Rp);Harga Jual;Stok;Pajak;Rak\nA;1;B;C;D;1;2;3;ppn;7',
  );
  expect(file.columns.toSorted()).toEqual(
    ['sku', 'barcode', 'name', 'category', 'unit', 'cost_price', 'sell_price', 'stock', 'tax'].toSorted(),
  );
  expect(file.ignoredColumns).toEqual(['Rak']);
});

test('of two columns for one thing the more exact name wins', () => {
  const file = read('sku,harga,harga jual\nA,1,2');
  expect(file.rows[0]?.cells.sell_price).toBe('2');
  expect(file.ignoredColumns).toEqual(['harga']);
});

test('rows are counted as a spreadsheet counts them', () => {
  const file = read('sku,name\nA,"two\nlines"\n\n  ,\nB,x\n');
  expect(file.rows.map((row) => row.row)).toEqual([2, 5]);
  expect(file.blankRows).toBe(2);
});

test('Windows-1252 and UTF-16 are read too', () => {
  const latin = Uint8Array.from('sku,name\nA,Caf\u00e9', (c) => c.charCodeAt(0));
  expect((readFile(latin) as ProductFile).rows[0]?.cells.name).toBe('Café');
  const wide = new Uint8Array(Buffer.from('\ufeffsku\tname\nA\tCafé', 'utf16le'));
  expect((readFile(wide) as ProductFile).rows[0]?.cells.name).toBe('Café');
});

test.each([
  ['', 'importEmpty'],
  ['  \n\n', 'importEmpty'],
  ['sku,name\n', 'importEmpty'],
  ['A1,Teh,5000\nA2,Kopi,6000\n', 'importNoHeader'],
  ['nama,harga\nTeh,5000', 'importNoHeader'],
  ['PK\u0003\u0004\u0000\u0000', 'importNotText'],
])('T4 %j as a file is refused: %s', (text, problem) => {
  expect(readFile(bytes(text))).toEqual({ problem });
});

test('a row with too many cells and a quote that stays open can not be trusted', () => {
  const file = read('sku,name\nA,Teh, manis\nB,ok\nC,"open\nD,lost');
  expect(file.rows.map((row) => row.broken?.code)).toEqual(['tooManyCells', undefined, 'quoteOpen']);
});

test('a guarded cell comes back as it was', () => {
  for (const cell of ['=1+1', '+62', '-', '@x', "'=1", "'plain", 'plain']) {
    const guarded = guardCell(cell);
    expect(/^[=+\-@]/.test(guarded)).toBe(false);
    expect(read(`sku,name\n1,"${guarded}"`).rows[0]?.cells.name).toBe(cell);
  }
});

test('T4 no bytes make it throw, and its rows add up', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('"', '"a""b"', 'sku', '1', '-1', '1e5', 'A', '8991234567890', '', ' '),
  );
  const header = fc.constantFrom('sku,barcode,name,sell_price\n', 'kode;nama;harga;stok\n', '');
  const table = fc
    .array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 })
    .map((rows) => rows.map((cells) => cells.join(',')).join('\n'));
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(header, table).map(([first, rest]) => bytes(first + rest)),
  );
  fc.assert(
    fc.property(anything, (input) => {
      const file = readFile(input);
      if ('problem' in file) return;
      const plan = planImport(file.rows, [], []);
      const refused = new Set(plan.refused.map(({ row }) => row)).size;
      expect(plan.added.length + plan.changed.length + plan.unchanged + refused).toBe(file.rows.length);
      const barcodes = plan.added.flatMap((one) => one.barcodes);
      expect(new Set(barcodes).size).toBe(barcodes.length);
      const skus = plan.added.map((one) => one.sku);
      expect(new Set(skus).size).toBe(skus.length);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['malformed quotes', '"a,'.repeat(7_000_000)],
  ['malformed quotes in lines', `${'"a,'.repeat(300)}\n`.repeat(23_000)],
  ['a header without end', ','.repeat(23_000_000)],
  ['a wide header', `sku,nama,harga${','.repeat(5_000)}\nA,B,1\n`],
  ['wide rows', `sku,nama,harga\n${`A,B,1${','.repeat(1_000)}\n`.repeat(20_000)}`],
  ['a quote that is never closed', `sku,nama,harga\nA,"B,1\n${'A,B,1\n'.repeat(3_000_000)}`],
])('T4 %s: refused at once, in little memory', (_name, text) => {
  const file = bytes(text);
  const [startedMs, heap] = [performance.now(), process.memoryUsage().heapUsed];
  expect(readFile(file)).toEqual({ problem: 'importTooWide' });
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(300_000_000);
  expect(performance.now() - startedMs).toBeLessThan(2_500);
});

test('a file of several readings gives every row once, quotes and broken ones in place', () => {
  const count = 40_000;
  const lines = Array.from({ length: count }, (_, n) => `A${n},"Teh ""${n}"",\nmanis",${n}`);
  lines[39_000] = 'A39000,"Teh" x",5';
  const file = read(`sku,nama,harga\n${lines.join('\n')}\n`);
  expect(file.rows).toHaveLength(count);
  for (const at of [0, 20_000, count - 1])
    expect(file.rows[at]?.cells).toEqual({
      sku: `A${at}`,
      name: `Teh "${at}",\nmanis`,
      sell_price: String(at),
    });
  expect(file.rows.flatMap(({ row, broken }) => (broken ? [row] : []))).toEqual([39_002]);
});
