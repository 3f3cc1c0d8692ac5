import type { RowVersions } from '../../../shared/sync/contract.ts';
import { MAX_PUSH_RECORDS } from '../../../shared/sync/version.ts';
import { type Batch, joinBatch } from './batch.ts';
import type { MetaRow, OutboxRow, RecordRow, SaleRow } from './ledger-db.ts';
import type { KeptIdentity, UnpulledBatch } from './meta.ts';
import { answerOf, type Ledger, present, strictly } from './native.ts';
import type { Settlement } from './settle-answers.ts';
import { withBatch } from './unpulled.ts';

export interface QueueCounts {
  /** neither acknowledged nor refused */
  pending: number;
  refused: number;
}

/**
 * The oldest records of this device's shop that wait for an answer, in the order they were made, at most `limit`, of one
 * contract and not more than fits into a request; null when none waits. Counts them as sent. Records of another shop
 * stay here.
 */
export function takeBatch(ledger: Ledger, limit: number): Promise<Batch | null> {
  return strictly(ledger, present(ledger, ['outbox', 'sales', 'records', 'meta']), async (tx) => {
    const outbox = tx.objectStore('outbox');
    const meta: MetaRow | undefined = await answerOf(tx.objectStore('meta').get('identity'));
    const identity = meta?.value as KeptIdentity | undefined;
    let batch: Batch | null = null;
    if (!identity) return batch;
    for await (const row of waiting(outbox, identity.tenantId, Math.min(limit, MAX_PUSH_RECORDS))) {
      const recorded = await answerOf(recordsOf(tx, row).get(row.counter));
      if (!recorded) continue;
      const joined: Batch | null = joinBatch(batch, recorded);
      if (!joined) break;
      batch = joined;
      outbox.put({ ...row, attempts: row.attempts + 1 } satisfies OutboxRow);
    }
    return batch;
  });
}

/** Where the record of an outbox row is. */
function recordsOf(tx: IDBTransaction, { kind }: OutboxRow): RecordStore {
  return tx.objectStore(kind === 'sale' ? 'sales' : 'records') as RecordStore;
}
type RecordStore = Omit<IDBObjectStore, 'get'> & {
  get(counter: number): IDBRequest<SaleRow | RecordRow | undefined>;
};

async function* waiting(outbox: IDBObjectStore, tenantId: string, limit: number): AsyncGenerator<OutboxRow> {
  let found = 0;
  let after = 0;
  while (found < limit) {
    const rows: OutboxRow[] = await answerOf(outbox.getAll(IDBKeyRange.lowerBound(after, true), limit));
    if (rows.length === 0) return;
    for (const row of rows) {
      after = row.counter;
      if (row.refusedAtMs !== undefined || row.tenantId !== tenantId || found >= limit) continue;
      found += 1;
      yield row;
    }
  }
}

/** Stores the server's answers: only this takes a record out of the outbox, or puts it aside (S6). */
export function applySettlement(
  ledger: Ledger,
  { acked, refused }: Settlement,
  nowMs: number,
  versions?: RowVersions,
): Promise<void> {
  return strictly(ledger, present(ledger, ['outbox', 'sales', 'records', 'meta']), async (tx) => {
    const outbox = tx.objectStore('outbox');
    const byId = outbox.index('id');
    const settled: UnpulledBatch['rows'] = [];
    for (const { id, flags } of acked) {
      const row: OutboxRow | undefined = await answerOf(byId.get(id));
      if (!row) continue;
      outbox.delete(row.counter);
      settled.push({ counter: row.counter, kind: row.kind });
      const store = recordsOf(tx, row);
      const recorded = await answerOf(store.get(row.counter));
      if (recorded) store.put({ ...recorded, ackedAtMs: nowMs, flags });
    }
    for (const { id, refusal } of refused) {
      const row: OutboxRow | undefined = await answerOf(byId.get(id));
      if (row) outbox.put({ ...row, refusedAtMs: nowMs, refusal } satisfies OutboxRow);
    }
    if (!versions) return;
    const meta = tx.objectStore('meta');
    const kept: MetaRow | undefined = await answerOf(meta.get('unpulled'));
    const before = (kept?.value ?? []) as UnpulledBatch[];
    const value = withBatch(before, settled, versions, nowMs);
    if (value.length > 0) meta.put({ key: 'unpulled', value } satisfies MetaRow);
  });
}

export async function countQueue(ledger: Ledger): Promise<QueueCounts> {
  const outbox = ledger.transaction('outbox', 'readonly').objectStore('outbox');
  const [all, refused] = await Promise.all([
    answerOf(outbox.count()),
    answerOf(outbox.index('refusedAtMs').count()),
  ]);
  return { pending: all - refused, refused };
}
