import { receiptOf } from '../../shared/receipt/receipt-of.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import type { LocalStore } from '../local/types.ts';
import { receiptContext } from '../receipt/receipt-context.ts';
import type { PrintDesk } from './print-desk.ts';

/** One more receipt of a sale, marked as the copy that it is and recorded under whoever asked for it. */
export async function reprint(
  desk: PrintDesk,
  local: LocalStore,
  sale: SaleRecord,
  by: { staffId: string; printerId: string },
): Promise<void> {
  const context = await receiptContext(local, sale, true);
  await desk.print([
    {
      id: `${local.newSaleId()}.reprint`,
      printerId: by.printerId,
      kind: 'receipt',
      title: sale.receiptNumber,
      document: receiptOf(sale, context),
      saleId: sale.id,
    },
  ]);
  const detail = { way: 'printer', copy: context.copy };
  await local.audit({ staffId: by.staffId, action: 'reprint', target: sale.id, detail });
}
