import { and, eq, sql } from 'drizzle-orm';
import { audit } from '../accounts/audit.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { paymentAttempt, settlementLine } from './tables.ts';

export interface Proposal {
  paymentId: string;
  saleId: string;
  receiptNumber: string;
  amount: number;
  at: number;
  /** how far apart the two are in time */
  apartMs: number;
}

/** A customer pays within minutes of the sale; a report's clock may be an hour off, and its day is. */
const NEAR = { hours: 26 };

/**
 * Payments by the shop's own QRIS that a line of a report may be: same amount, not matched yet, nearest in time first.
 * A line without a time gets the newest.
 */
export async function proposeMatches(tx: Tx, tenantId: string, lineId: string): Promise<Proposal[]> {
  const line = await findLine(tx, tenantId, lineId);
  const near = line.paidAt?.toISOString() ?? null;
  const rows = rowsOf<
    Omit<Proposal, 'at' | 'apartMs' | 'amount'> & { at: string; amount: string; apart: string }
  >(
    await tx.execute(sql`
      select p.id as "paymentId", s.id as "saleId", s.receipt_number as "receiptNumber", p.amount, s.occurred_at as at,
             coalesce(abs(extract(epoch from s.occurred_at - ${near}::timestamptz)), 0) as apart
        from payment p join sale s on s.tenant_id = p.tenant_id and s.id = p.sale_id
       where p.tenant_id = ${tenantId} and p.method = 'qrisStatic' and p.amount = ${line.gross}
         and (${near}::timestamptz is null or s.occurred_at between ${near}::timestamptz - make_interval(hours => ${NEAR.hours})
           and ${near}::timestamptz + make_interval(hours => ${NEAR.hours}))
         and not exists (select from settlement_line l where l.tenant_id = p.tenant_id and l.payment_id = p.id)
         and not exists (select from sale_void v where v.tenant_id = p.tenant_id and v.sale_id = p.sale_id)
       order by apart, s.occurred_at desc limit 10`),
  );
  return rows.map(({ apart, at, amount, ...row }) => ({
    ...row,
    amount: Number(amount),
    at: new Date(at).getTime(),
    apartMs: Math.round(Number(apart) * 1_000),
  }));
}

/**
 * Says what a line of a report is, with the reason: a payment by the shop's own QRIS, an attempt, or nothing of ours.
 * Refuses: notFound, lineDecided (also when the payment is another line's).
 */
export async function decideLine(
  { db, now, newId }: Pick<Services, 'db' | 'now' | 'newId'>,
  { tenantId, userId }: { tenantId: string; userId: string },
  input: { lineId: string; paymentId?: string | undefined; attemptId?: string | undefined; reason: string },
): Promise<void> {
  const { lineId, paymentId, attemptId, reason } = input;
  await db.tenant(tenantId, async (tx) => {
    // Two lines must not both become the same payment.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`settlement ${tenantId}`}, 0))`);
    const line = await findLine(tx, tenantId, lineId, true);
    if (line.decidedAt) throw new Refusal('lineDecided');
    if (paymentId !== undefined) {
      const [known] = rowsOf<{ matched: boolean }>(
        await tx.execute(sql`
          select exists (select from settlement_line l where l.tenant_id = p.tenant_id and l.payment_id = p.id) as matched
            from payment p where p.tenant_id = ${tenantId} and p.id = ${paymentId}`),
      );
      if (!known) throw new Refusal('notFound', { field: 'paymentId' });
      if (known.matched) throw new Refusal('lineDecided', { field: 'paymentId' });
    }
    if (attemptId !== undefined) {
      const [known] = await tx
        .select({ id: paymentAttempt.id })
        .from(paymentAttempt)
        .where(and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, attemptId)));
      if (!known) throw new Refusal('notFound', { field: 'attemptId' });
    }
    await tx
      .update(settlementLine)
      .set({
        status: 'manual',
        paymentId: paymentId ?? null,
        attemptId: attemptId ?? line.attemptId,
        reason,
        decidedBy: userId,
        decidedAt: new Date(now()),
      })
      .where(and(eq(settlementLine.tenantId, tenantId), eq(settlementLine.id, lineId)));
    await audit(
      tx,
      { tenantId, newId, now },
      {
        actorKind: 'user',
        actorId: userId,
        action: 'settlement.matched',
        target: lineId,
        detail: { paymentId, attemptId, reason },
      },
    );
  });
}

async function findLine(tx: Tx, tenantId: string, lineId: string, lock = false) {
  const query = tx
    .select()
    .from(settlementLine)
    .where(and(eq(settlementLine.tenantId, tenantId), eq(settlementLine.id, lineId)));
  const [line] = await (lock ? query.for('update') : query);
  if (!line) throw new Refusal('notFound');
  return line;
}
