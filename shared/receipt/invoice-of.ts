import type { SaleRecord } from '../sync/sale-record.ts';
import { marks, type ReceiptContext, shopFoot, shopHead } from './context.ts';
import type { ReceiptDocument } from './document.ts';
import { momentFigure } from './figures.ts';
import { row, saleSums } from './receipt-of.ts';
import { itemHead, saleItems } from './sale-items.ts';
import { receiptWords } from './words.ts';

/** The same sale as a letter to the buyer; a table of items where the paper is wide enough (A4). */
export function invoiceOf(sale: SaleRecord, context: ReceiptContext): ReceiptDocument {
  const { language, timeZone, cashier, customer } = context;
  const words = receiptWords(language);
  const buyer = [customer?.name, customer?.address, customer?.phone].filter(
    (text) => text !== undefined && text !== '',
  );
  return {
    kind: 'invoice',
    title: `${words.invoice}-${sale.receiptNumber}`,
    language,
    copy: context.copy,
    blocks: [
      ...shopHead(context),
      ...marks(context),
      { type: 'rule', double: true },
      { type: 'text', text: words.invoice, align: 'center', bold: true, size: 2 },
      row(sale.receiptNumber, momentFigure(sale.soldAt, timeZone, language)),
      ...(buyer.length > 0 ? [{ type: 'text', text: `${words.invoiceTo}:`, bold: true } as const] : []),
      ...buyer.map((text) => ({ type: 'text', text: text ?? '' }) as const),
      { type: 'rule' },
      { type: 'items', items: saleItems(sale.lines, words), head: itemHead(words) },
      { type: 'rule' },
      ...saleSums(sale, context),
      ...(sale.note ? [{ type: 'text', text: `${words.note}: ${sale.note}` } as const] : []),
      { type: 'signatures', labels: [words.received, `${words.regards}, ${cashier}`] },
      ...shopFoot(context),
      { type: 'barcode', symbology: 'code128', data: sale.receiptNumber },
    ],
  };
}
