import { sql } from 'drizzle-orm';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';

/** The closed ones among the shifts that these records name, and among those of the sales that they name. */
export async function closedShiftsOf(
  tx: Tx,
  tenantId: string,
  records: readonly { shiftId: string | null; saleId?: string | undefined }[],
): Promise<string[]> {
  if (records.length === 0) return [];
  const rows = rowsOf<{ id: string }>(
    await tx.execute(sql`
      select distinct shift_id as id from shift_close where tenant_id = ${tenantId} and shift_id in (
        select unnest(${uuids(records.map((record) => record.shiftId))})
        union all select shift_id from sale
          where tenant_id = ${tenantId} and id = any(${uuids(records.map((record) => record.saleId ?? null))}))`),
  );
  return rows.map(({ id }) => id);
}
