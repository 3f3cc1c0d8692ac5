import { sql } from 'drizzle-orm';
import type { PushAnswer, RecordKind, RowVersions } from '../../shared/sync/contract.ts';
import type { Db, Tx } from '../db/connect.ts';
import { databaseAnswers } from '../db/database-busy.ts';
import { Refusal } from '../refusal.ts';
import { keepRefused } from '../sales/keep-refused.ts';
import { resolveApplied } from '../sales/resolve-refused.ts';
import { applyRecords } from './apply-records.ts';
import type { Arrival, HashedRecord } from './arrival.ts';
import { announce } from './changes.ts';
import { type ReadRecord, readRecord } from './read-record.ts';
import { RECORD_HANDLERS } from './record-handlers.ts';
import { rowVersions } from './row-versions.ts';

/** What a push needs of the process. */
export interface PushServices {
  db: Db;
  log: { error: (details: object, message: string) => void };
  now: () => number;
  newId: () => string;
}

/** Who pushes: a device, or a person with a rescue file. */
export interface Pusher {
  tenantId: string;
  /** null for a person */
  deviceId: string | null;
  /** all records come out of a rescue file */
  rescue: boolean;
  /** runs in the same transaction before the records are stored: what the device reported of itself */
  report?: (tx: Tx) => Promise<void>;
}

/** One answer for each record that has one, and how new the sums are that hold what was stored. */
export interface Pushed {
  answers: PushAnswer[];
  versions: RowVersions;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const ONE_BY_ONE_MS = 10_000;

/**
 * Stores what can be stored and answers each record on its own. A record that fails for a reason nobody foresaw gets
 * no answer, so its device keeps it and sends it again, and the others go through (S6).
 * Throws Refusal `busy` when the database can't be reached.
 */
export async function push(
  services: PushServices,
  pusher: Pusher,
  contract: number,
  records: readonly unknown[],
): Promise<Pushed> {
  const read = records.map((record) => readRecord(record, contract));
  try {
    return await storeTogether(services, pusher, contract, read);
  } catch (error) {
    // A payment's id taken by another sale is the sender's fault, and found record by record.
    if (!isTakenPayment(error)) {
      services.log.error({ err: error, records: read.length }, 'a batch failed; its records go one by one');
    }
    if (!(await databaseAnswers(services.db))) throw new Refusal('busy');
    return storeOneByOne(services, pusher, contract, read);
  }
}

async function storeTogether(
  services: PushServices,
  pusher: Pusher,
  contract: number,
  read: readonly ReadRecord[],
): Promise<Pushed> {
  return services.db.tenant(pusher.tenantId, async (tx) => {
    // Locks the device's row, so two requests of one device run one after the other.
    await pusher.report?.(tx);
    const arrival: Arrival = {
      receivedAt: services.now(),
      contract,
      rescued: (record) => pusher.rescue || record.deviceId !== pusher.deviceId,
      newId: services.newId,
    };
    const readable = read.filter((item): item is ReadRecord & HashedRecord => item.record !== null);
    await lockMoney(
      tx,
      pusher.tenantId,
      pusher.rescue || readable.some(({ record }) => CORRECTING.has(record.kind)),
    );
    const outcomes = await applyRecords(tx, pusher.tenantId, readable, arrival);

    const answers = read.map((item): PushAnswer => {
      const { id } = item;
      if (item.record === null)
        return { id, status: 'refused', code: item.code, field: item.field, message: item.message };
      const outcome = outcomes.get(item as HashedRecord);
      if (outcome === undefined) throw new Error(`no handler answered for ${item.record.kind} ${id}`);
      if (outcome.status === 'alreadyApplied') return { id, status: 'alreadyApplied' };
      if (outcome.status === 'refused') {
        const { code, field } = outcome;
        return { id, status: 'refused', code, field, message: MESSAGES[code] };
      }
      return outcome.flags.length > 0
        ? { id, status: 'appliedWithFlags', flags: outcome.flags }
        : { id, status: 'applied' };
    });
    const refused = answers.flatMap((answer, index) =>
      answer.status === 'refused'
        ? [{ id: answer.id, record: read[index]?.sent, code: answer.code, field: answer.field }]
        : [],
    );
    await keepRefused(tx, pusher.tenantId, pusher.deviceId ?? NOBODY, refused);
    const applied = readable.filter((item) => outcomes.get(item)?.status === 'applied');
    await resolveApplied(
      tx,
      pusher.tenantId,
      applied.map(({ record }) => record.id),
      arrival.receivedAt,
    );
    const changed = new Set(applied.flatMap(({ record }) => RECORD_HANDLERS[record.kind]?.changes ?? []));
    if (changed.size > 0) await announce(tx, pusher.tenantId, [...changed]);
    const stored = readable.filter((item) => outcomes.get(item)?.status !== 'refused');
    // Who sends a rescue file holds none of its records.
    const versions = pusher.rescue ? {} : await rowVersions(tx, pusher.tenantId, stored);
    return { answers, versions };
  });
}

/** Kinds that are compared with money facts which other devices may be sending at this moment. */
const CORRECTING: ReadonlySet<RecordKind> = new Set([
  'refund',
  'void',
  'shiftOpen',
  'shiftClose',
  'cashMovement',
  'customerPayment',
]);

/**
 * Sales of a tenant are stored side by side; a refund or a close waits for them, and they for it, or each could miss
 * the other: a refund would stay without its sale, and two refunds of one sale would not see that they are too much.
 */
async function lockMoney(tx: Tx, tenantId: string, alone: boolean): Promise<void> {
  const lock = sql.raw(alone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await tx.execute(sql`select ${lock}(hashtextextended(${`money ${tenantId}`}, 0))`);
}

const MESSAGES = {
  conflict: 'another record with this id is stored',
  outletUnknown: 'no outlet of this tenant has this id',
  deviceUnknown: 'no device of this tenant has this id',
};

async function storeOneByOne(
  services: PushServices,
  pusher: Pusher,
  contract: number,
  read: readonly ReadRecord[],
): Promise<Pushed> {
  const answers: PushAnswer[] = [];
  const versions: RowVersions = {};
  const deadline = services.now() + ONE_BY_ONE_MS;
  for (const item of read) {
    // What is left without an answer comes again.
    if (services.now() > deadline) break;
    try {
      const one = await storeTogether(services, pusher, contract, [item]);
      answers.push(...one.answers);
      versions.customer = { ...versions.customer, ...one.versions.customer };
      versions.stock = { ...versions.stock, ...one.versions.stock };
    } catch (error) {
      const refused = await refuseTakenPayment(services, pusher, item, error);
      if (refused) answers.push(refused);
      else services.log.error({ err: error, recordId: item.id }, 'a record could not be stored');
    }
  }
  return { answers, versions };
}

/** A payment's id that already stands in another sale is a conflict too, found only by the database. */
async function refuseTakenPayment(
  services: PushServices,
  pusher: Pusher,
  item: ReadRecord,
  error: unknown,
): Promise<PushAnswer | null> {
  if (!isTakenPayment(error)) return null;
  await services.db.tenant(pusher.tenantId, (tx) =>
    keepRefused(tx, pusher.tenantId, pusher.deviceId ?? NOBODY, [
      { id: item.id, record: item.sent, code: 'conflict', field: 'payments' },
    ]),
  );
  const message = 'a payment with this id belongs to another sale';
  return { id: item.id, status: 'refused', code: 'conflict', field: 'payments', message };
}

/** The driver's words, whichever it is: drizzle wraps them as the cause. */
function isTakenPayment(error: unknown): boolean {
  const cause = (error as { cause?: unknown }).cause ?? error;
  const { constraint, constraint_name: name } = cause as { constraint?: string; constraint_name?: string };
  return (constraint ?? name) === 'payment_tenant_id_id_pk';
}
