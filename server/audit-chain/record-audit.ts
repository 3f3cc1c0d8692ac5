import { sql } from 'drizzle-orm';
import { canonicalJson } from '../../shared/sync/canonical-json.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { AuditRecord } from '../../shared/sync/day-records.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { sha256 } from '../sales/content-hash.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, readHeaderFacts, uuids } from '../sync/header-facts.ts';
import { insertPushed } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';

const FIRST_LINK = '0'.repeat(64);

const COLUMNS = {
  chain_no: { type: 'int8', from: 'chainNo' },
  action: { type: 'text', from: 'action' },
  target: { type: 'text', from: 'target' },
  approved_by: { type: 'uuid', from: 'approvedBy' },
  detail: { type: 'jsonb', from: 'detail' },
  previous_hash: { type: 'text', from: 'previousHash' },
  hash: { type: 'text', from: 'hash' },
} as const;

/** The hash that an entry should carry: over everything else in it. */
export function auditHash({ hash: _, ...entry }: AuditRecord): string {
  return sha256(canonicalJson(entry));
}

/**
 * Stores the devices' audit entries and verifies their chains: an entry whose own hash, place or link to the one before
 * is wrong is flagged. Entries come in any order, so a gap is no fault here; see `list-chains.ts`.
 */
export async function recordAudit(
  tx: Tx,
  tenantId: string,
  entries: readonly HashedRecord<'audit'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readHeaderFacts(
    tx,
    tenantId,
    entries.map(({ record }) => record),
  );
  const flagsOf = (entry: AuditRecord): RecordFlag[] => {
    const whole = entry.hash === auditHash(entry);
    const begins = (entry.chainNo === 1) === (entry.previousHash === FIRST_LINK);
    return [
      ...(whole && begins ? [] : (['chainBroken'] as const)),
      ...headerFlags(entry, entry.at, facts, arrival),
    ];
  };
  return recordOnce(tx, tenantId, entries, {
    table: 'device_audit',
    refusal: (entry) => headerRefusal(entry, facts),
    insert: async (ordered) => {
      const deviceIds = uuids(ordered.map(({ record }) => record.deviceId));
      // Neighbours that arrive at once from two places must see each other.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('audit ' || id, 0))
        from (select id::text from unnest(${deviceIds}) as id order by id) as device`);
      const fresh = await insertPushed(
        tx,
        tenantId,
        'device_audit',
        COLUMNS,
        ordered,
        flagsOf,
        arrival.receivedAt,
      );
      const broken = await flagBrokenLinks(tx, tenantId, [...fresh.keys()]);
      return new Map(
        [...fresh].map(([id, flags]) => [
          id,
          broken.has(id) ? [...new Set([...flags, ...CHAIN_BROKEN])] : flags,
        ]),
      );
    },
  });
}

const CHAIN_BROKEN: readonly RecordFlag[] = ['chainBroken'];

/** Compares new entries with their neighbours on both sides and with others of the same place; answers who is flagged. */
async function flagBrokenLinks(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = rowsOf<{ id: string }>(
    await tx.execute(sql`
      with fresh as (
        select device_id, chain_no from device_audit where tenant_id = ${tenantId} and id = any(${uuids(ids)})
      ), places as (
        select device_id, chain_no from fresh union select device_id, chain_no + 1 from fresh
      ), broken as (
        select later.id from places
          join device_audit later on later.tenant_id = ${tenantId} and later.device_id = places.device_id
            and later.chain_no = places.chain_no
        where exists (select from device_audit earlier where earlier.tenant_id = ${tenantId}
              and earlier.device_id = later.device_id and earlier.chain_no = later.chain_no - 1
              having count(*) > 0 and not bool_or(earlier.hash = later.previous_hash))
          or exists (select from device_audit twin where twin.tenant_id = ${tenantId}
              and twin.device_id = later.device_id and twin.chain_no = later.chain_no and twin.id <> later.id
              and (twin.received_at, twin.id) < (later.received_at, later.id))
      ), changed as (
        update device_audit set flags = flags || '{chainBroken}'::text[]
        where tenant_id = ${tenantId} and id in (select id from broken) and not 'chainBroken' = any(flags)
      )
      select id from broken`),
  );
  return new Set(rows.map(({ id }) => id));
}
