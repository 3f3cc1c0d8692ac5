import { sql } from 'drizzle-orm';
import type { RecordFlag, RecordKind } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import type { HashedRecord, RecordOutcome } from './arrival.ts';
import { uuids } from './header-facts.ts';

/** How records of one kind are stored. */
interface Storing<K extends RecordKind> {
  /** has `id` and `content_hash` */
  table: string;
  /** why a record can't be stored at all; null when it can */
  refusal: (
    record: HashedRecord<K>['record'],
  ) => { code: 'outletUnknown' | 'deviceUnknown'; field: string } | null;
  /**
   * Inserts what is not there yet (`on conflict do nothing`), ordered by id; answers the flags of what was new by id.
   * Two processes that insert the same ids in one order wait for each other instead of blocking each other for good.
   */
  insert: (ordered: readonly HashedRecord<K>[]) => Promise<ReadonlyMap<string, RecordFlag[]>>;
}

/** Stores each record once and tells repetitions from conflicts by the hash of the content (S3). */
export async function recordOnce<K extends RecordKind>(
  tx: Tx,
  tenantId: string,
  records: readonly HashedRecord<K>[],
  { table, refusal, insert }: Storing<K>,
): Promise<RecordOutcome[]> {
  const firstOfId = new Map<string, HashedRecord<K>>();
  for (const item of records)
    if (!firstOfId.has(item.record.id) && !refusal(item.record)) firstOfId.set(item.record.id, item);
  const ordered = [...firstOfId.values()].sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
  const fresh = ordered.length > 0 ? await insert(ordered) : new Map<string, RecordFlag[]>();
  const hashes = await storedHashes(tx, tenantId, table, ordered, fresh);

  return records.map((item): RecordOutcome => {
    const { id } = item.record;
    const refused = refusal(item.record);
    if (refused) return { status: 'refused', ...refused };
    const flags = firstOfId.get(id) === item ? fresh.get(id) : undefined;
    if (flags) return { status: 'applied', flags };
    return hashes.get(id) === item.contentHash
      ? { status: 'alreadyApplied' }
      : { status: 'refused', code: 'conflict', field: 'id' };
  });
}

/** Content hashes of all these records as they stand in the database now. */
async function storedHashes<K extends RecordKind>(
  tx: Tx,
  tenantId: string,
  table: string,
  records: readonly HashedRecord<K>[],
  fresh: ReadonlyMap<string, unknown>,
): Promise<Map<string, string>> {
  const hashes = new Map(records.map(({ record, contentHash }) => [record.id, contentHash]));
  const older = records.map(({ record }) => record.id).filter((id) => !fresh.has(id));
  if (older.length === 0) return hashes;
  for (const id of older) hashes.delete(id);
  const rows = rowsOf<{ id: string; hash: string }>(
    await tx.execute(sql`select id, content_hash as hash from ${sql.identifier(table)}
      where tenant_id = ${tenantId} and id = any(${uuids(older)})`),
  );
  for (const { id, hash } of rows) hashes.set(id, hash);
  // Neither inserted nor seen: nothing may be claimed of it, so its device keeps it (S6).
  const unseen = older.find((id) => !hashes.has(id));
  if (unseen) throw new Error(`${table} ${unseen} is neither new nor stored`);
  return hashes;
}
