import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { ShiftTotals } from '../../shared/sync/day-records.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';
import { sameTotals, sumShifts } from './shift-sums.ts';

interface CloseRow {
  id: string;
  shiftId: string;
  expected: number;
  counted: number;
  variance: number;
  totals: ShiftTotals;
  flags: RecordFlag[];
}

/**
 * Compares the closes of these shifts with the records that they had counted and that are here by now. A close comes
 * often before some of them: its flag goes when the last has arrived. Answers all flags of the closes, by id.
 */
export async function settleCloses(
  tx: Tx,
  tenantId: string,
  shiftIds: readonly string[],
): Promise<Map<string, RecordFlag[]>> {
  if (shiftIds.length === 0) return new Map();
  const rows = rowsOf<{ close: CloseRow }>(
    await tx.execute(sql`
      select json_build_object('id', id, 'shiftId', shift_id, 'expected', expected, 'counted', counted,
        'variance', variance, 'totals', totals, 'flags', flags) as close
      from shift_close where tenant_id = ${tenantId} and shift_id = any(${uuids(shiftIds)})`),
  );
  const sums = await sumShifts(tx, tenantId, [...new Set(rows.map(({ close }) => close.shiftId))]);
  const settled = new Map<string, RecordFlag[]>();
  for (const { close } of rows) {
    const sum = sums.get(close.shiftId);
    const differs =
      !sum ||
      !sameTotals(close.totals, sum.totals) ||
      close.variance !== close.counted - close.expected ||
      (sum.expected !== null && close.expected !== sum.expected);
    const flags = new Set(close.flags);
    if (differs) flags.add('shiftTotalsDiffer');
    else flags.delete('shiftTotalsDiffer');
    settled.set(close.id, [...flags]);
    if (flags.size === close.flags.length) continue;
    await tx.execute(sql`update shift_close set flags = ${`{${[...flags].join(',')}}`}::text[]
      where tenant_id = ${tenantId} and id = ${close.id}`);
  }
  return settled;
}
