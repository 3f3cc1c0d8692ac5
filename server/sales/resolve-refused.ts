import { and, eq, isNull, sql } from 'drizzle-orm';
import { audit } from '../accounts/audit.ts';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Context } from '../services.ts';
import { refusedRecord } from './tables.ts';

/**
 * What was refused before and is stored now needs nobody's eyes any more. Not so a conflict: its content is another one
 * than what is stored.
 */
export async function resolveApplied(
  tx: Tx,
  tenantId: string,
  recordIds: readonly string[],
  at: number,
): Promise<void> {
  if (recordIds.length === 0) return;
  await tx.execute(sql`
    update refused_record set resolved_at = to_timestamp(${at}::float8 / 1000)
    where tenant_id = ${tenantId} and resolved_at is null and code <> 'conflict'
      and record_id in (select json_array_elements_text(${JSON.stringify(recordIds)}::text::json))`);
}

type Dismissing = Pick<Context, 'db' | 'now' | 'newId'> & { tenantId: string; user: { id: string } };

/** A person has looked after a refused record: it leaves the list and stays kept. Refuses with `notFound`. */
export async function dismissRefused(
  ctx: Dismissing,
  { recordId, contentHash }: { recordId: string; contentHash: string },
): Promise<void> {
  const { db, tenantId, now, user } = ctx;
  await db.tenant(tenantId, async (tx) => {
    const dismissed = await tx
      .update(refusedRecord)
      .set({ resolvedAt: new Date(now()) })
      .where(
        and(
          eq(refusedRecord.tenantId, tenantId),
          eq(refusedRecord.recordId, recordId),
          eq(refusedRecord.contentHash, contentHash),
          isNull(refusedRecord.resolvedAt),
        ),
      )
      .returning({ code: refusedRecord.code });
    const [row] = dismissed;
    if (!row) throw new Refusal('notFound');
    await audit(tx, ctx, {
      actorKind: 'user',
      actorId: user.id,
      action: 'refused.dismissed',
      target: recordId,
      detail: { contentHash, code: row.code },
    });
  });
}
