import { describe, expect, it } from 'vitest';
import { keptLines, MAX_STOCK_LINES, readLines, type StockLine, withScan } from './stock-list.ts';

const tea = { id: 'tea', name: 'Teh', unit: 'pcs' };
const rice = { id: 'rice', name: 'Beras', unit: 'kg' };
const line = (text: string, cost = ''): StockLine => ({
  productId: 'tea',
  name: 'Teh',
  unit: 'pcs',
  text,
  cost,
});

describe('a list of stock', () => {
  it('grows by a scan, the touched line on top', () => {
    const lines = withScan(withScan(withScan([], tea), rice), tea);
    expect(lines.map(({ productId, text }) => [productId, text])).toEqual([
      ['tea', '2'],
      ['rice', '1'],
    ]);
    expect(withScan([line('0')], tea, 24_000)[0]?.text).toBe('24');
  });

  it('refuses a product too many', () => {
    const full = Array.from({ length: MAX_STOCK_LINES }, (_, index) => ({
      ...line('1'),
      productId: `p${index}`,
    }));
    expect(withScan(full, tea)).toBe(full);
  });

  it('lets a count find nothing, but never receives or wastes nothing', () => {
    expect(readLines([line('0')], 'count')).toEqual([{ productId: 'tea', quantityMilli: 0 }]);
    expect(readLines([line('0')], 'receive')).toBeNull();
    for (const bad of ['', '-1', 'dua', '1,2345', '99999999'])
      expect(readLines([line(bad)], 'count')).toBeNull();
  });

  it('takes a cost for what is received alone', () => {
    expect(readLines([line('2', '3.500')], 'receive')).toEqual([
      { productId: 'tea', quantityMilli: 2_000, cost: 3_500 },
    ]);
    expect(readLines([line('2', '3.500')], 'waste')).toEqual([{ productId: 'tea', quantityMilli: 2_000 }]);
    expect(readLines([line('2', 'x')], 'receive')).toBeNull();
  });

  it('reads back only what it knows', () => {
    expect(keptLines([line('1'), { productId: 1 }, null])).toEqual([line('1')]);
    expect(keptLines('x')).toEqual([]);
  });
});
