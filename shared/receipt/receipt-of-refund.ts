import type { RefundRecord } from '../sync/day-records.ts';
import { marks, type ReceiptContext, shopFoot, shopHead } from './context.ts';
import type { ReceiptDocument } from './document.ts';
import { figure, momentFigure, quantityFigure } from './figures.ts';
import { row } from './receipt-of.ts';
import { itemHead } from './sale-items.ts';
import { receiptWords } from './words.ts';

/** Goods back, money back: what came back, how, and of which receipt. */
export function receiptOfRefund(refund: RefundRecord, context: ReceiptContext): ReceiptDocument {
  const { language, timeZone, cashier, customer } = context;
  const words = receiptWords(language);
  const tax = refund.lines.reduce((sum, line) => sum + line.tax, 0);
  return {
    kind: 'refund',
    title: refund.receiptNumber,
    language,
    copy: context.copy,
    blocks: [
      ...shopHead(context),
      ...marks(context),
      { type: 'text', text: words.refund, align: 'center', bold: true, size: 2 },
      { type: 'rule' },
      row(words.receipt, refund.receiptNumber),
      row(words.refundOf, refund.saleReceiptNumber),
      row(momentFigure(refund.at, timeZone, language), cashier),
      ...(customer ? [row(words.customer, customer.name)] : []),
      row(words.reason, words.reasons[refund.reason]),
      { type: 'rule' },
      {
        type: 'items',
        head: itemHead(words),
        items: refund.lines.map((line) => ({
          name: line.name,
          quantity: `${quantityFigure(line.quantityMilli)} ${line.unit}`.trim(),
          unitPrice: '',
          amount: figure(line.amount),
          notes: [],
          discounts: [],
        })),
      },
      { type: 'rule' },
      ...(refund.rounding !== 0 ? [row(words.rounding, figure(refund.rounding))] : []),
      { type: 'row', left: words.refundTotal, right: `Rp ${figure(refund.total)}`, bold: true, size: 2 },
      ...refund.payments.flatMap(({ method, amount, reference }) => [
        row(words.methods[method], figure(amount)),
        ...(reference ? [row(`  ${words.reference}`, reference)] : []),
      ]),
      ...(tax > 0 ? [row(words.tax, figure(tax))] : []),
      ...(refund.note ? [{ type: 'text', text: `${words.note}: ${refund.note}` } as const] : []),
      { type: 'signatures', labels: [words.cashier, words.customer] },
      ...shopFoot(context),
      { type: 'barcode', symbology: 'code128', data: refund.receiptNumber },
    ],
  };
}
