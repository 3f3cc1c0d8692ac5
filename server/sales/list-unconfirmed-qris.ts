import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import { type Db, rowsOf } from '../db/connect.ts';

export interface UnconfirmedQris {
  paymentId: string;
  saleId: string;
  receiptNumber: string;
  outletId: string;
  outletName: string;
  deviceName: string;
  staffName: string | null;
  shiftId: string | null;
  amount: Rupiah;
  reference: string | null;
  /** epoch ms */
  occurredAt: number;
  /** null: nobody has said anything; `notReceived`: the money never came */
  outcome: 'notReceived' | null;
}

/** QRIS payments of sales that stand, of which nobody has seen the money, newest first. */
export async function listUnconfirmedQris(
  db: Db,
  tenantId: string,
  { outletId, limit }: { outletId?: string | undefined; limit: number },
): Promise<{ payments: UnconfirmedQris[]; count: number; amount: Rupiah }> {
  const rows = rowsOf<{ found: UnconfirmedQris; count: number; amount: number }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        with open as (
          select p.id, p.sale_id, p.amount, p.reference, s.occurred_at, s.receipt_number, s.outlet_id, s.device_id,
            s.staff_id, s.shift_id, (select q.outcome from qris_confirmation q
              where q.tenant_id = ${tenantId} and q.payment_id = p.id
              order by q.occurred_at desc, q.id desc limit 1) as outcome
          from payment p join sale s on s.tenant_id = ${tenantId} and s.id = p.sale_id
          where p.tenant_id = ${tenantId} and p.method = 'qrisStatic' and p.confirmed is not true
            ${outletId ? sql`and s.outlet_id = ${outletId}` : sql``}
            and not exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id)
        )
        select json_build_object('paymentId', open.id, 'saleId', open.sale_id, 'receiptNumber', open.receipt_number,
            'outletId', o.id, 'outletName', o.name, 'deviceName', d.name, 'staffName', p.name, 'shiftId', open.shift_id,
            'amount', open.amount, 'reference', open.reference, 'outcome', open.outcome,
            'occurredAt', round(extract(epoch from open.occurred_at) * 1000)::int8) as found,
          count(*) over ()::int as count, (sum(open.amount) over ())::float8 as amount
        from open
          join outlet o on o.tenant_id = ${tenantId} and o.id = open.outlet_id
          join device d on d.tenant_id = ${tenantId} and d.id = open.device_id
          left join staff p on p.tenant_id = ${tenantId} and p.id = open.staff_id
        where open.outcome is distinct from 'received'
        order by open.occurred_at desc, open.id limit ${limit}`),
    ),
  );
  return {
    payments: rows.map(({ found }) => found),
    count: rows[0]?.count ?? 0,
    amount: rows[0]?.amount ?? 0,
  };
}
