import type { RecordKind } from '../../shared/sync/contract.ts';
import type { Tx } from '../db/connect.ts';
import type { Arrival, HashedRecord, RecordHandler, RecordOutcome } from './arrival.ts';
import { RECORD_HANDLERS } from './record-handlers.ts';

/**
 * Within one stretch, kinds go in this order and each in one statement: nothing here depends on what stands after it.
 * So a day's mix of sales and audit entries is still stored by few statements.
 */
const ORDER: readonly RecordKind[] = [
  'customer',
  'shiftOpen',
  'sale',
  'void',
  'refund',
  'cashMovement',
  'customerPayment',
  'qrisConfirmation',
  'shiftHandover',
  'shiftClose',
  'audit',
  'productEdit',
  'stockDocument',
];

/** These look at what is there at their moment (stock on hand, price): they divide the stretches. */
const DIVIDERS: ReadonlySet<RecordKind> = new Set(['productEdit', 'stockDocument']);

/** Hands records to their handlers in the order in which their devices wrote them (S6). */
export async function applyRecords(
  tx: Tx,
  tenantId: string,
  records: readonly HashedRecord[],
  arrival: Arrival,
): Promise<Map<HashedRecord, RecordOutcome>> {
  const outcomes = new Map<HashedRecord, RecordOutcome>();
  for (const { kind, run } of runsOf(records)) {
    const handle = RECORD_HANDLERS[kind]?.record as RecordHandler<RecordKind> | undefined;
    if (!handle) continue;
    const stored = await handle(tx, tenantId, run, arrival);
    run.forEach((record, index) => {
      const outcome = stored[index];
      if (outcome) outcomes.set(record, outcome);
    });
  }
  return outcomes;
}

/** The order in which records are stored: runs of one kind. */
export function runsOf(records: readonly HashedRecord[]): { kind: RecordKind; run: HashedRecord[] }[] {
  const ordered = [...records].sort((a, b) => a.record.deviceCounter - b.record.deviceCounter);
  const stretches: HashedRecord[][] = [[]];
  for (const item of ordered) {
    const last = stretches.at(-1);
    const before = last?.at(-1)?.record.kind;
    const divides = (kind: RecordKind | undefined) => kind !== undefined && DIVIDERS.has(kind);
    const cut = before !== undefined && before !== item.record.kind;
    if (cut && (divides(before) || divides(item.record.kind))) stretches.push([item]);
    else last?.push(item);
  }
  return stretches.flatMap((stretch) =>
    ORDER.map((kind) => ({ kind, run: stretch.filter((item) => item.record.kind === kind) })).filter(
      ({ run }) => run.length > 0,
    ),
  );
}
