import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { LocalError, type SaleDraft } from '../types.ts';
import type { LedgerDb } from './ledger-db.ts';
import { type PricedDraft, saleFromDraft } from './sale-from-draft.ts';
import { type Acting, type ActionWriter, writeAction } from './write-action.ts';

/**
 * Writes the sale into the open shift, with its audit entries, and resolves when the disk has it (S1). A sale id that is
 * there already returns the stored record, so that a double tap sells once. Throws LocalError.
 */
export async function commitSale(
  db: LedgerDb,
  acting: Acting,
  priced: PricedDraft,
  options: { shiftRequired: boolean },
): Promise<SaleRecord> {
  const { draft } = priced;
  try {
    return await writeAction(db, acting, (writer) => {
      if (options.shiftRequired && !writer.shift) throw new LocalError('invalidDraft', { field: 'shiftId' });
      const record = writer.add(saleFromDraft(priced, writer));
      return draft.approvals?.length ? withAudit(writer, draft, record) : record;
    });
  } catch (error) {
    // `add` does not take one id twice: it aborts.
    const stored = await db.sales.get({ id: draft.saleId }).catch(() => undefined);
    if (stored) return stored.record;
    throw error;
  }
}

async function withAudit(writer: ActionWriter, draft: SaleDraft, record: SaleRecord): Promise<SaleRecord> {
  await writer.auditApprovals(draft.staffId, record.id, draft.approvals);
  return record;
}
