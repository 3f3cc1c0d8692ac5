import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withoutUpcastDefaults } from '../../shared/sync/upcast.ts';
import { readRecord } from '../sync/read-record.ts';

const fixture: { name: string; contract: number; record: Record<string, unknown>; contentHash: string }[] =
  JSON.parse(
    readFileSync(new URL('../../shared/sync/fixtures/content-hashes.json', import.meta.url), 'utf8'),
  );

// These stand in databases: a change here would make conflicts of repetitions.
test.each(fixture)('S3 S11 hash of a record $name', ({ record, contract, contentHash }) => {
  expect(readRecord(record, contract)).toMatchObject({ contentHash });
});

test('S3 a value other than the default is content', () => {
  const [old] = fixture;
  const again = readRecord({ ...old?.record, deviceCounter: 1, clockOffsetMs: null }, 1);
  expect(again).not.toMatchObject({ contentHash: old?.contentHash });
});

test('S11 what a coming contract adds is left out below its default, in lines and payments too', () => {
  const written = { kind: 'sale', lines: [{ lineNo: 1 }], payments: [{ amount: 5 }] };
  const upcast = {
    ...written,
    tip: 0,
    lines: [{ lineNo: 1, discounts: [] }],
    payments: [{ amount: 5, reference: null }],
  };
  const added = {
    1: { sale: { tip: 0 }, saleLine: { discounts: [] }, payment: { reference: null } },
  };
  expect(withoutUpcastDefaults(upcast, added)).toEqual(written);
  expect(withoutUpcastDefaults({ ...upcast, tip: 1 }, added)).toEqual({ ...written, tip: 1 });
});
