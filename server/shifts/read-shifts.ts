import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { Denominations, ShiftTotals } from '../../shared/sync/day-records.ts';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { type LateArrival, type ShiftSum, sumShifts } from './shift-sums.ts';

/** What the device said when it closed. */
export interface ListedClose {
  id: string;
  /** epoch ms, on the server's clock */
  occurredAt: number;
  staffName: string | null;
  counted: Rupiah;
  expected: Rupiah;
  variance: Rupiah;
  totals: ShiftTotals;
  denominations: Denominations;
  /** records that had not reached the server when it closed */
  unsent: number;
  note: string | null;
  flags: RecordFlag[];
}

export interface ListedShift {
  id: string;
  shiftNo: number;
  outletId: string;
  outletName: string;
  deviceId: string;
  deviceName: string;
  staffId: string;
  staffName: string | null;
  /** epoch ms, on the server's clock */
  openedAt: number;
  float: Rupiah;
  denominations: Denominations;
  flags: RecordFlag[];
  /** null while it is open; its own figures, never corrected by what came later */
  close: ListedClose | null;
  /** by the records here: an X report of an open shift, of a closed one what its close had counted */
  totals: ShiftTotals;
  expected: Rupiah | null;
  late: { count: number; amount: Rupiah; cash: Rupiah };
}

export interface ShiftDetail extends ListedShift {
  lateArrivals: LateArrival[];
  cashMovements: {
    id: string;
    occurredAt: number;
    staffName: string | null;
    direction: 'in' | 'out';
    amount: Rupiah;
    category: string;
    reason: string;
    flags: RecordFlag[];
  }[];
  handovers: {
    id: string;
    occurredAt: number;
    fromName: string | null;
    toName: string | null;
    counted: Rupiah | null;
  }[];
}

type ShiftRow = Omit<ListedShift, 'totals' | 'expected' | 'late'>;

const epoch = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::int8`);
const SHIFT = sql`json_build_object('id', s.id, 'shiftNo', s.shift_no, 'outletId', o.id, 'outletName', o.name,
  'deviceId', d.id, 'deviceName', d.name, 'staffId', s.staff_id, 'staffName', p.name,
  'openedAt', ${epoch('s.occurred_at')}, 'float', s.float, 'denominations', s.denominations, 'flags', s.flags,
  'close', (select json_build_object('id', c.id, 'occurredAt', ${epoch('c.occurred_at')}, 'counted', c.counted,
      'expected', c.expected, 'variance', c.variance, 'totals', c.totals, 'denominations', c.denominations,
      'unsent', c.unsent, 'note', c.note, 'flags', c.flags,
      'staffName', (select name from staff where tenant_id = c.tenant_id and id = c.staff_id))
    from shift_close c where c.tenant_id = s.tenant_id and c.shift_id = s.id order by c.received_at, c.id limit 1))`;
const JOINS = sql`join outlet o on o.tenant_id = s.tenant_id and o.id = s.outlet_id
  join device d on d.tenant_id = s.tenant_id and d.id = s.device_id
  left join staff p on p.tenant_id = s.tenant_id and p.id = s.staff_id`;

export interface ShiftsWanted {
  outletId?: string | undefined;
  deviceId?: string | undefined;
  /** `epoch ms when opened_id` of the last one seen */
  cursor?: string | null | undefined;
  limit: number;
}

/** A page of shifts, newest first, each with its figures. */
export async function listShifts(
  db: Db,
  tenantId: string,
  { outletId, deviceId, cursor, limit }: ShiftsWanted,
): Promise<{ shifts: ListedShift[]; nextCursor: string | null }> {
  const [openedAt, lastId] = cursor?.split('_') ?? [];
  return db.tenant(tenantId, async (tx) => {
    const rows = rowsOf<{ shift: ShiftRow }>(
      await tx.execute(sql`select ${SHIFT} as shift from shift s ${JOINS}
        where s.tenant_id = ${tenantId} ${outletId ? sql`and s.outlet_id = ${outletId}` : sql``}
          ${deviceId ? sql`and s.device_id = ${deviceId}` : sql``}
          ${openedAt && lastId ? sql`and (s.occurred_at, s.id) < (to_timestamp(${openedAt}::text::float8 / 1000), ${lastId}::uuid)` : sql``}
        order by s.occurred_at desc, s.id desc limit ${limit + 1}`),
    ).map(({ shift }) => shift);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      shifts: await withSums(tx, tenantId, page),
      nextCursor: rows.length > limit && last ? `${last.openedAt}_${last.id}` : null,
    };
  });
}

/** One shift with everything in it but its sales. Throws Refusal `notFound`. */
export async function getShift(db: Db, tenantId: string, shiftId: string): Promise<ShiftDetail> {
  return db.tenant(tenantId, async (tx) => {
    const [row] = rowsOf<{ shift: ShiftRow; more: Pick<ShiftDetail, 'cashMovements' | 'handovers'> }>(
      await tx.execute(sql`select ${SHIFT} as shift, json_build_object(
          'cashMovements', (select coalesce(json_agg(json_build_object('id', m.id,
              'occurredAt', ${epoch('m.occurred_at')}, 'direction', m.direction, 'amount', m.amount,
              'category', m.category, 'reason', m.reason, 'flags', m.flags,
              'staffName', (select name from staff where tenant_id = m.tenant_id and id = m.staff_id))
              order by m.occurred_at, m.id), '[]')
            from cash_movement m where m.tenant_id = s.tenant_id and m.shift_id = s.id),
          'handovers', (select coalesce(json_agg(json_build_object('id', h.id, 'occurredAt', ${epoch('h.occurred_at')},
              'counted', h.counted,
              'fromName', (select name from staff where tenant_id = h.tenant_id and id = h.staff_id),
              'toName', (select name from staff where tenant_id = h.tenant_id and id = h.to_staff_id))
              order by h.occurred_at, h.id), '[]')
            from shift_handover h where h.tenant_id = s.tenant_id and h.shift_id = s.id)) as more
        from shift s ${JOINS} where s.tenant_id = ${tenantId} and s.id = ${shiftId}`),
    );
    if (!row) throw new Refusal('notFound');
    const sum = (await sumShifts(tx, tenantId, [shiftId])).get(shiftId);
    return { ...withSum(row.shift, sum), ...row.more, lateArrivals: sum?.late ?? [] };
  });
}

async function withSums(tx: Tx, tenantId: string, rows: readonly ShiftRow[]): Promise<ListedShift[]> {
  const sums = await sumShifts(
    tx,
    tenantId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => withSum(row, sums.get(row.id)));
}

function withSum(row: ShiftRow, sum: ShiftSum | undefined): ListedShift {
  if (!sum) throw new Error(`shift ${row.id} has no sum`);
  const add = (pick: (late: LateArrival) => number) => sum.late.reduce((all, late) => all + pick(late), 0);
  return {
    ...row,
    totals: sum.totals,
    expected: sum.expected,
    late: { count: sum.late.length, amount: add((late) => late.amount), cash: add((late) => late.cash) },
  };
}
