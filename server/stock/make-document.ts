import { eq } from 'drizzle-orm';
import { canonicalJson } from '../../shared/sync/canonical-json.ts';
import { type Acting, byUser } from '../accounts/acting.ts';
import { audit } from '../accounts/audit.ts';
import { outlet } from '../accounts/tables.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../sales/content-hash.ts';
import { announce } from '../sync/changes.ts';
import { applyDocument } from './apply-document.ts';
import type { DocumentInput } from './inputs.ts';
import { stockDocument } from './tables.ts';

/** Stores a document made at the desk and moves its goods, once however often it is sent. */
export async function makeDocument(ctx: Acting, input: DocumentInput): Promise<{ id: string }> {
  const { tenantId, member } = ctx;
  const { id, outletId, type, toOutletId, reference, note, lines } = input;
  const now = ctx.now();
  const hash = sha256(canonicalJson(input));
  return ctx.db.tenant(tenantId, async (tx) => {
    const outlets = await tx.select({ id: outlet.id }).from(outlet);
    for (const named of [outletId, ...(toOutletId ? [toOutletId] : [])])
      if (!outlets.some((one) => one.id === named)) throw new Refusal('notFound', { field: 'outletId' });
    const at = new Date(now);
    const fresh = await tx
      .insert(stockDocument)
      .values({
        tenantId,
        id,
        outletId,
        deviceId: null,
        staffId: member.staffId,
        deviceCounter: 0,
        madeAt: at,
        occurredAt: at,
        receivedAt: at,
        contentHash: hash,
        type,
        toOutletId: toOutletId ?? null,
        reference,
        note,
        lineCount: lines.length,
      })
      .onConflictDoNothing()
      .returning({ id: stockDocument.id });
    if (fresh.length === 0) {
      const [stored] = await tx
        .select({ hash: stockDocument.contentHash })
        .from(stockDocument)
        .where(eq(stockDocument.id, id));
      if (stored?.hash !== hash) throw new Refusal('badInput', { field: 'id' });
      return { id };
    }
    const { unknownProduct } = await applyDocument(
      tx,
      tenantId,
      { id, outletId, type, toOutletId, lines, occurredAt: now },
      { receivedAt: now, newId: ctx.newId },
    );
    // At a desk there is time to choose again; a tablet's document is stored as it came.
    if (unknownProduct) throw new Refusal('notFound', { field: 'lines' });
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'stock.document',
      target: id,
      detail: { type, outletId, toOutletId: toOutletId ?? null, lines: lines.length },
    });
    await announce(tx, tenantId, ['stock']);
    return { id };
  });
}
