import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import {
  CONTRACT_VERSION,
  OLDEST_ACCEPTED_CONTRACT,
  pushEnvelopeSchema,
  RECORD_SCHEMAS,
  REFUSAL_CODES,
  type RecordKind,
} from './contract.ts';
import { refusalText } from './refusal-text.ts';
import { upcastRecord } from './upcast.ts';

const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

const valid =
  fixture<{ name: string; envelope: { contract: number; records: unknown[] } }[]>('valid-envelopes');
const invalid = fixture<{
  envelopes: { name: string; envelope: unknown; field: string }[];
  records: { name: string; contract: number; record: unknown; field: string }[];
}>('invalid');

describe('the contract', () => {
  test.each(valid)('S11 valid: $name', ({ envelope }) => {
    const opened = pushEnvelopeSchema.parse(envelope);
    for (const record of opened.records) {
      const current = upcastRecord(record, opened.contract);
      // Reading changes nothing, or the hash of a record would depend on who reads it.
      expect(schemaOf(record).parse(current)).toEqual(current);
    }
  });

  test.each(invalid.envelopes)('S6 invalid envelope: $name', ({ envelope, field }) => {
    expect(firstField(pushEnvelopeSchema.safeParse(envelope))).toBe(field);
  });

  test.each(invalid.records)('S6 invalid record: $name', ({ contract, record, field }) => {
    expect(firstField(schemaOf(record).safeParse(upcastRecord(record, contract)))).toBe(field);
  });

  test('S11 there is a fixture of every accepted version', () => {
    for (let version = OLDEST_ACCEPTED_CONTRACT; version <= CONTRACT_VERSION; version++)
      expect(valid.map(({ envelope }) => envelope.contract)).toContain(version);
  });

  test('S6 there is a valid and an invalid fixture of every kind', () => {
    const kinds = Object.keys(RECORD_SCHEMAS).sort();
    const kindsOf = (records: unknown[]) => [...new Set(records.map(kindOf))].sort();
    expect(kindsOf(valid.flatMap(({ envelope }) => envelope.records))).toEqual(kinds);
    expect(kindsOf(invalid.records.map(({ record }) => record))).toEqual(kinds);
  });

  test('S3 equal content is equal text, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x"' }], a: undefined, A: -0 })).toBe(
      '{"A":0,"b":[1,{"c":"x\\"","d":null}]}',
    );
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  test('S6 every refusal has its sentence in both languages', () => {
    for (const code of REFUSAL_CODES) {
      expect(refusalText(code, 'id')).toMatch(/\.$/);
      expect(refusalText(code, 'en')).toMatch(/\.$/);
    }
  });
});

function kindOf(record: unknown): RecordKind {
  const { kind } = (record ?? {}) as { kind?: RecordKind };
  return kind ?? 'sale';
}

function schemaOf(record: unknown) {
  return RECORD_SCHEMAS[kindOf(record)];
}

function firstField(result: { success: boolean; error?: { issues: { path: PropertyKey[] }[] } }) {
  return result.success ? 'valid' : result.error?.issues[0]?.path.join('.');
}
