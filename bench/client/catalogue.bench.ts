import type { Measured } from '../measured.ts';
import { openBench } from './browser.ts';

const PRODUCTS = 100_000;
const QUERIES = [
  'kop',
  'kopi melati',
  'goreng ayam',
  'a',
  'elati',
  'sampo 250',
  'mie gorng',
  'SKU0123',
  '8991000',
  'kpoi',
  'xyzzy',
];
const SLOW_TABLET = 4;

/** The whole catalogue of 100,000: first sync, start from the disk, search, at 4× throttle where a slow tablet matters. */
export default async function catalogue(): Promise<Measured[]> {
  const bench = await openBench(PRODUCTS);
  try {
    const floor = await bench.page.evaluate(() => globalThis.bench.bareRows());
    const sync = await bench.page.evaluate(() => globalThis.bench.firstSync());
    const cold = await bench.reopen();
    await cold.cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_TABLET });
    const start = await cold.page.evaluate(() => globalThis.bench.start());
    const search = await cold.page.evaluate((queries) => globalThis.bench.searches(queries), QUERIES);
    return [
      {
        name: 'first sync of 100,000 products',
        value: sync.ms,
        unit: 'ms',
        floor,
        ratio: sync.ms / floor,
        bar: 0.4,
        detail: { loaded: sync.loaded },
      },
      { name: 'longest main-thread block of that sync', value: sync.longestBlockMs, unit: 'ms', bar: 100 },
      {
        name: 'start with 100,000 products from the disk, 4× throttle',
        value: start.ms,
        unit: 'ms',
        bar: 2_500,
        detail: { firstMs: start.firstMs, longestBlockMs: start.longestBlockMs, loaded: start.loaded },
      },
      {
        name: 'search p95 among 100,000, 4× throttle',
        value: search.p95,
        unit: 'ms',
        bar: 80,
        detail: { median: search.median, times: search.times },
      },
    ];
  } finally {
    await bench.close();
  }
}
