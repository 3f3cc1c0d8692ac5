import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { isPermitted } from '../sales/permitted.ts';
import { readPermissionFacts } from '../settings/permission-facts.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, occurredAt, readHeaderFacts, uuids } from '../sync/header-facts.ts';
import { insertPushed } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';
import { applyDocument } from './apply-document.ts';
import { crossesZero, readStockLevels } from './stock-levels.ts';

/** Columns of a stock document beside those of every pushed record. */
const DOCUMENT_COLUMNS = {
  type: { type: 'text', from: 'type' },
  to_outlet_id: { type: 'uuid', from: 'toOutletId' },
  reference: { type: 'text', from: 'reference' },
  note: { type: 'text', from: 'note' },
  line_count: { type: 'int8', from: 'lineCount' },
} as const;

/** Stores receipts, transfers, counts and waste as they were recorded, one after the other, and moves the goods. */
export async function recordStockDocuments(
  tx: Tx,
  tenantId: string,
  documents: readonly HashedRecord<'stockDocument'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const records = documents.map(({ record }) => record);
  const facts = await readHeaderFacts(tx, tenantId, records);
  const permits = await readPermissionFacts(tx, tenantId, records);
  const targets = new Set(
    rowsOf<{ id: string }>(
      await tx.execute(sql`select id from outlet where tenant_id = ${tenantId}
        and id = any(${uuids(records.map(({ toOutletId }) => toOutletId ?? null))})`),
    ).map(({ id }) => id),
  );
  const flagsOf = (record: (typeof records)[number]): RecordFlag[] => [
    ...headerFlags(record, record.at, facts, arrival),
    ...(isPermitted(record, [record.type === 'count' ? 'stockCount' : 'stockDocument'], permits)
      ? []
      : (['notPermitted'] as const)),
  ];
  return recordOnce(tx, tenantId, documents, {
    table: 'stock_document',
    refusal: (record) =>
      record.toOutletId !== undefined && !targets.has(record.toOutletId)
        ? { code: 'outletUnknown', field: 'toOutletId' }
        : headerRefusal(record, facts),
    insert: async (ordered) => {
      const fresh = await insertPushed<'stockDocument'>(
        tx,
        tenantId,
        'stock_document',
        DOCUMENT_COLUMNS,
        ordered.map((item) => ({ ...item, record: { ...item.record, lineCount: item.record.lines.length } })),
        flagsOf,
        arrival.receivedAt,
      );
      const noticed = new Map<string, RecordFlag[]>();
      // In the order of the devices: a count sees the receipt before it.
      for (const { record } of documents) {
        const flags = fresh.get(record.id);
        if (!flags || noticed.has(record.id)) continue;
        const leaving = record.type === 'transfer' || record.type === 'waste' ? record.lines : [];
        const levels = await readStockLevels(
          tx,
          tenantId,
          [record.outletId],
          leaving.map(({ productId }) => productId),
        );
        const moment = occurredAt(record, record.at, arrival.receivedAt);
        const { unknownProduct } = await applyDocument(
          tx,
          tenantId,
          { ...record, occurredAt: moment },
          { receivedAt: arrival.receivedAt, newId: arrival.newId },
        );
        const more: RecordFlag[] = [
          ...(unknownProduct ? (['unknownProduct'] as const) : []),
          ...(crossesZero(levels, record.outletId, leaving) ? (['belowZeroStock'] as const) : []),
        ];
        noticed.set(record.id, [...flags, ...more]);
        if (more.length > 0)
          await tx.execute(sql`update stock_document set flags = flags || ${`{${more.join(',')}}`}::text[]
            where tenant_id = ${tenantId} and id = ${record.id}`);
      }
      return noticed;
    },
  });
}
