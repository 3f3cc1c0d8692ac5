import { CONTRACT_VERSION } from './contract.ts';

type Fields = Record<string, unknown>;

/** What each contract version lacked against the next one, by the version it leads away from. */
const STEPS: Record<number, (record: Fields) => Fields> = {
  // 0 had neither the device's counter nor the measured clock offset.
  0: (record) => (record.kind === 'sale' ? { deviceCounter: 0, clockOffsetMs: null, ...record } : record),
};

/**
 * Brings a record written under an older contract up to this one (S11). What is not an object stays as it is.
 * A device that migrates its own ledger uses the same steps, or the repetition of a record would look like a conflict.
 */
export function upcastRecord(record: unknown, contract: number): unknown {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return record;
  let fields = record as Fields;
  for (let version = contract; version < CONTRACT_VERSION; version++)
    fields = STEPS[version]?.(fields) ?? fields;
  return fields;
}
