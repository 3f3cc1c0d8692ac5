import { sql } from 'drizzle-orm';
import { rowsOf, type Tx } from '../db/connect.ts';

/** What the owner can do about it; one a row. */
export type RiskAction = 'refund' | 'ask' | 'match' | 'confirm' | 'look';

/**
 * `paidWithoutSale`: money came and no sale took it. `paidTwice`: a sale was paid more than once. `late`: it came when the
 * code was given up. `reversed`: it was taken back although the sale stands. `mismatch`: a provider told of something else
 * than was asked. `uncertain`: nobody knows yet. `unpaidSale`: a sale says that it was paid online, and no money is known.
 * `missingThere`: paid here, and in no report of the provider. `missingHere`, `amountDiffers`, `duplicate`: lines of reports.
 * `strange`: a provider told of a payment that nothing here asked for. `unseenQris`: without callback, nobody confirmed it.
 */
export interface RiskRow {
  kind:
    | 'paidWithoutSale'
    | 'paidTwice'
    | 'late'
    | 'reversed'
    | 'mismatch'
    | 'uncertain'
    | 'unpaidSale'
    | 'missingThere'
    | 'missingHere'
    | 'amountDiffers'
    | 'duplicate'
    | 'strange'
    | 'unseenQris';
  /** of what it is about: an attempt, a line, an event or a payment */
  id: string;
  amount: number;
  reference: string;
  connectionId: string | null;
  outletId: string | null;
  saleId: string | null;
  at: number;
  action: RiskAction;
}

/** A sale may be on its way from a tablet without network for a while. */
const SALE_ON_ITS_WAY_MS = 15 * 60_000;
/** Reports come some days after the payment. */
const REPORTED_AFTER_MS = 4 * 86_400_000;

/** Money that may be lost or not the shop's, what is worth most first; each row once, with the one thing to do. */
export async function moneyAtRisk(
  tx: Tx,
  { tenantId, now }: { tenantId: string; now: number },
): Promise<{ rows: RiskRow[]; total: number }> {
  const soon = new Date(now - SALE_ON_ITS_WAY_MS).toISOString();
  const reported = new Date(now - REPORTED_AFTER_MS).toISOString();
  const found = rowsOf<Omit<RiskRow, 'at' | 'amount'> & { at: string | Date; amount: string | number }>(
    await tx.execute(sql`
      with paid as (
        select a.*, p.id is not null as sold,
               row_number() over (partition by a.payment_id order by a.paid_at, a.id) as nth
          from payment_attempt a
          left join payment p on p.tenant_id = a.tenant_id and p.id = a.payment_id
         where a.tenant_id = ${tenantId} and a.status = 'succeeded' and a.settled_note is null
      )
      select case when nth > 1 then 'paidTwice' when not sold and late then 'late' else 'paidWithoutSale' end as kind,
             id, amount - refunded_amount as amount, reference, connection_id as "connectionId",
             outlet_id as "outletId", sale_id as "saleId", paid_at as at, 'refund' as action
        from paid where (nth > 1 or not sold) and paid_at < ${soon}::timestamptz
      union all
      select 'reversed', id, amount, reference, connection_id, outlet_id, sale_id, updated_at, 'look'
        from payment_attempt where tenant_id = ${tenantId} and reversed and settled_note is null
      union all
      select 'mismatch', id, amount, reference, connection_id, outlet_id, sale_id, updated_at, 'look'
        from payment_attempt where tenant_id = ${tenantId} and mismatch is not null and settled_note is null
          and status <> 'succeeded'
      union all
      select 'uncertain', id, amount, reference, connection_id, outlet_id, sale_id, updated_at, 'ask'
        from payment_attempt where tenant_id = ${tenantId} and status in ('creating', 'pending')
          and settled_note is null and created_at < ${soon}::timestamptz and (released or problem is not null)
      union all
      select 'unpaidSale', p.id, p.amount, coalesce(p.reference, ''), null, s.outlet_id, s.id, s.occurred_at, 'ask'
        from payment p join sale s on s.tenant_id = p.tenant_id and s.id = p.sale_id
       where p.tenant_id = ${tenantId} and p.method = 'gateway'
         and not exists (select from payment_attempt a where a.tenant_id = p.tenant_id and a.payment_id = p.id
           and (a.status in ('succeeded', 'refunded') or a.reversed))
         and not exists (select from sale_void v where v.tenant_id = p.tenant_id and v.sale_id = p.sale_id)
      union all
      select 'missingThere', a.id, a.amount, a.reference, a.connection_id, a.outlet_id, a.sale_id, a.paid_at, 'look'
        from payment_attempt a
       where a.tenant_id = ${tenantId} and a.status = 'succeeded' and a.settled_note is null
         and a.paid_at < ${reported}::timestamptz
         and exists (select from settlement_line l where l.tenant_id = a.tenant_id and l.connection_id = a.connection_id
           and l.paid_at > a.paid_at)
         and not exists (select from settlement_line l where l.tenant_id = a.tenant_id and l.attempt_id = a.id)
      union all
      select l.status, l.id, l.gross, l.reference, l.connection_id, a.outlet_id, a.sale_id,
             coalesce(l.paid_at, l.settled_at, i.at), case l.status when 'missingHere' then 'match' else 'look' end
        from settlement_line l
        join settlement_import i on i.tenant_id = l.tenant_id and i.id = l.import_id
        left join payment_attempt a on a.tenant_id = l.tenant_id and a.id = l.attempt_id
       where l.tenant_id = ${tenantId} and l.status in ('missingHere', 'amountDiffers', 'duplicate')
         and l.decided_at is null
      union all
      select 'strange', e.id, coalesce(e.amount, 0), coalesce(e.detail ->> 'reference', ''), e.connection_id, null, null,
             e.at, 'look'
        from payment_event e
       where e.tenant_id = ${tenantId} and e.attempt_id is null and e.reported = 'succeeded'
         and e.at > now() - interval '30 days'
      union all
      select 'unseenQris', p.id, p.amount, coalesce(p.reference, ''), null, s.outlet_id, s.id, s.occurred_at, 'confirm'
        from payment p join sale s on s.tenant_id = p.tenant_id and s.id = p.sale_id
       where p.tenant_id = ${tenantId} and p.method = 'qrisStatic' and p.confirmed is not true
         and not exists (select from qris_confirmation c where c.tenant_id = p.tenant_id and c.payment_id = p.id)
         and not exists (select from settlement_line l where l.tenant_id = p.tenant_id and l.payment_id = p.id)
         and not exists (select from sale_void v where v.tenant_id = p.tenant_id and v.sale_id = p.sale_id)
      order by 3 desc, 8 desc limit 500`),
  );
  const rows = found.map((row) => ({ ...row, amount: Number(row.amount), at: new Date(row.at).getTime() }));
  return { rows, total: rows.reduce((sum, { amount }) => sum + amount, 0) };
}
