import { expect, test } from 'vitest';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { type Batch, joinBatch } from './batch.ts';
import type { SaleRow } from './ledger-db.ts';

const row = (counter: number, contract?: number, note = ''): SaleRow => ({
  counter,
  id: `sale ${counter}`,
  ...(contract === undefined ? {} : { contract }),
  record: { id: `sale ${counter}`, note } as SaleRecord,
});
const join = (rows: SaleRow[]) => {
  let batch: Batch | null = null;
  for (const one of rows) {
    const joined: Batch | null = joinBatch(batch, one);
    if (!joined) break;
    batch = joined;
  }
  return { contract: batch?.contract, ids: batch?.records.map(({ id }) => id) };
};

test('S11 a batch holds records of one contract and tells it; a row without one is of contract 1', () => {
  expect(join([row(1), row(2, 1), row(3, 2), row(4, 1)])).toEqual({ contract: 1, ids: ['sale 1', 'sale 2'] });
  expect(join([row(3, 2), row(4, 2)])).toEqual({ contract: 2, ids: ['sale 3', 'sale 4'] });
});

test('S6 a batch stays below the size of a request, but always takes one', () => {
  const large = 'x'.repeat(1_000_000);
  expect(join([row(1, 1, large), row(2, 1, large)]).ids).toEqual(['sale 1']);
  expect(join([row(1, 1, large + large)]).ids).toEqual(['sale 1']);
});
