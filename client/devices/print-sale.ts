import { orderTicketOf } from '../../shared/receipt/order-ticket.ts';
import { receiptOf } from '../../shared/receipt/receipt-of.ts';
import type { SaleLine, SaleRecord } from '../../shared/sync/sale-record.ts';
import type { LocalStore } from '../local/types.ts';
import { receiptContext } from '../receipt/receipt-context.ts';
import type { DeskPrinter, Paper, PrintDesk } from './print-desk.ts';

/** One paper of a sale for one printer: the same sale asked for twice is printed once. */
const receiptJobId = (saleId: string) => `${saleId}.receipt`;

/**
 * What a sale sets going, once however often it is called: the drawer for cash, the receipt, the orders of kitchen and
 * bar. Resolves when all of it is kept on the disk; nothing waits for a printer (D1).
 */
export async function printAfterSale(desk: PrintDesk, local: LocalStore, sale: SaleRecord): Promise<void> {
  // The money first: it needs neither paper nor a receipt.
  if (sale.payments.some(({ method }) => method === 'cash'))
    await desk.openDrawer(`${sale.id}.drawer`, sale.id);
  await printPapers(desk, local, sale);
}

async function printPapers(desk: PrintDesk, local: LocalStore, sale: SaleRecord): Promise<void> {
  const { receiptAfterSale } = local.outletSettings.get().printing;
  const receipt = receiptAfterSale ? desk.printerFor('receipt') : undefined;
  const kitchens = kitchenLines(desk, local, sale);
  if (!receipt && kitchens.length === 0) return;
  const context = await receiptContext(local, sale, false);
  const papers: (Paper & { printerId: string })[] = [];
  if (receipt) {
    papers.push({
      id: receiptJobId(sale.id),
      printerId: receipt.id,
      kind: 'receipt',
      title: sale.receiptNumber,
      document: receiptOf(sale, context),
      saleId: sale.id,
    });
  }
  for (const { printer, wanted } of kitchens) {
    papers.push({
      id: `${sale.id}.kitchen.${printer.id}`,
      printerId: printer.id,
      kind: 'kitchen',
      title: sale.receiptNumber,
      document: orderTicketOf(sale, context, wanted),
      saleId: sale.id,
    });
  }
  await desk.print(papers);
}

const JUST_SOLD_MS = 60_000;
const LOOKED_AT = 5;

/**
 * A reload or crash right after a sale, before its papers were in the queue: they are put there now. The drawer stays
 * shut, for nobody stands there with the money any more.
 */
export async function printJustSold(desk: PrintDesk, local: LocalStore, now: number): Promise<void> {
  for (const { record, voided } of await local.recentSales(LOOKED_AT)) {
    if (!voided && Math.abs(now - record.soldAt) < JUST_SOLD_MS) await printPapers(desk, local, record);
  }
}

/** Kitchen printers with the lines that each of them makes; one without a line prints nothing. */
function kitchenLines(desk: PrintDesk, local: LocalStore, sale: SaleRecord) {
  return desk.printers
    .get()
    .filter(({ profile }) => profile.roles.includes('kitchen'))
    .map((printer: DeskPrinter) => {
      const { categoryIds } = printer.profile;
      const wanted = ({ productId }: SaleLine) => {
        if (categoryIds.length === 0) return true;
        const categoryId = productId && local.productById(productId)?.categoryId;
        return Boolean(categoryId && categoryIds.includes(categoryId));
      };
      return { printer, wanted };
    })
    .filter(({ wanted }) => sale.lines.some(wanted));
}
