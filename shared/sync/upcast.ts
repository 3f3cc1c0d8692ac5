import { canonicalJson } from './canonical-json.ts';
import { CONTRACT_VERSION } from './version.ts';

type Fields = Record<string, unknown>;

/** What contract 2 added to a sale, as it stands on one without shift, customer, discount, service charge and tax. */
export const PLAIN_SALE = {
  shiftId: null,
  customerId: null,
  orderType: 'walkIn',
  serviceCharge: 0,
  taxIncluded: 0,
  changeKept: 0,
} as const;
export const PLAIN_LINE = {
  discount: 0,
  cartDiscount: 0,
  serviceCharge: 0,
  taxKind: 'none',
  taxRateBp: 0,
  taxBase: 0,
  tax: 0,
  taxIncluded: 0,
} as const;

/** What a contract added to a record, and the value that stands for its absence. Contracts only add (S11). */
interface Added {
  sale?: Fields;
  saleLine?: Fields;
  payment?: Fields;
}

/** By the version that lacked it. What stands here stays for ever: stored hashes depend on it. */
const ADDED_AFTER: Record<number, Added> = {
  // 0 had neither the device's counter nor the measured clock offset.
  0: { sale: { deviceCounter: 0, clockOffsetMs: null } },
  // 1 knew no shifts, customers, discounts, service charge and taxes.
  1: { sale: PLAIN_SALE, saleLine: PLAIN_LINE },
};

/**
 * Brings a record written under an older contract up to this one (S11). What is not an object stays as it is.
 * A device that migrates its own ledger uses the same steps, or the repetition of a record would look like a conflict.
 */
export function upcastRecord(record: unknown, contract: number): unknown {
  if (!isFields(record) || record.kind !== 'sale') return record;
  let fields = record;
  for (let version = contract; version < CONTRACT_VERSION; version++) {
    const { sale, saleLine, payment } = ADDED_AFTER[version] ?? {};
    fields = eachPart({ ...sale, ...fields }, (part, kind) => ({
      ...(kind === 'line' ? saleLine : payment),
      ...part,
    }));
  }
  return fields;
}

/**
 * The record as its oldest contract could have written it: without what equals the default of an upcast. So a record
 * hashes the same whichever contract it came under and whichever version of the server hashed it (S3, S11).
 * `added`: for tests only.
 */
export function withoutUpcastDefaults(record: unknown, added: Record<number, Added> = ADDED_AFTER): unknown {
  if (!isFields(record) || record.kind !== 'sale') return record;
  let fields = record;
  for (const { sale = {}, saleLine = {}, payment = {} } of Object.values(added)) {
    fields = eachPart(without(fields, sale), (part, kind) =>
      without(part, kind === 'line' ? saleLine : payment),
    );
  }
  return fields;
}

function without(fields: Fields, defaults: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        !(Object.hasOwn(defaults, name) && canonicalJson(value) === canonicalJson(defaults[name])),
    ),
  );
}

/** The sale with each of its lines and payments changed; what is no list of objects stays as it is. */
function eachPart(fields: Fields, change: (part: Fields, kind: 'line' | 'payment') => Fields): Fields {
  const changed = (parts: unknown, kind: 'line' | 'payment') =>
    Array.isArray(parts) ? parts.map((part) => (isFields(part) ? change(part, kind) : part)) : parts;
  return {
    ...fields,
    ...('lines' in fields ? { lines: changed(fields.lines, 'line') } : {}),
    ...('payments' in fields ? { payments: changed(fields.payments, 'payment') } : {}),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
