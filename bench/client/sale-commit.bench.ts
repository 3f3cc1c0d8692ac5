import type { Measured } from '../measured.ts';
import { openBench } from './browser.ts';

/** A sale of five lines with its outbox row and numbers, strict, against a bare transaction of the same rows. */
export default async function saleCommit(): Promise<Measured> {
  const bench = await openBench(0);
  try {
    const { ours, bare, p95 } = await bench.page.evaluate(() => globalThis.bench.saleCommit(300));
    return {
      name: 'sale commit',
      value: ours,
      unit: 'ms',
      floor: bare,
      ratio: ours / bare,
      bar: 1.7,
      detail: { p95 },
    };
  } finally {
    await bench.close();
  }
}
