import type { SaleRecord } from '../sync/sale-record.ts';
import { marks, type ReceiptContext, shopFoot, shopHead } from './context.ts';
import type { ReceiptBlock, ReceiptDocument, RowBlock } from './document.ts';
import { figure, momentFigure } from './figures.ts';
import { discountRows, itemHead, saleItems } from './sale-items.ts';
import { taxRows } from './tax-rows.ts';
import { receiptWords } from './words.ts';

/**
 * The receipt of a sale, from what was charged and nothing else. Of a PKP it holds what the law asks of a retailer's
 * tax invoice: seller with address and NPWP, goods, price, discount, PPN apart or included, number and date.
 */
export function receiptOf(sale: SaleRecord, context: ReceiptContext): ReceiptDocument {
  const words = receiptWords(context.language);
  return {
    kind: 'sale',
    title: sale.receiptNumber,
    language: context.language,
    copy: context.copy,
    blocks: [
      ...shopHead(context),
      ...marks(context),
      { type: 'rule' },
      ...saleFacts(sale, context),
      { type: 'rule' },
      { type: 'items', items: saleItems(sale.lines, words), head: itemHead(words) },
      { type: 'rule' },
      ...saleSums(sale, context),
      ...(sale.note ? [{ type: 'text', text: `${words.note}: ${sale.note}` } as const] : []),
      { type: 'space' },
      ...shopFoot(context),
      ...(context.copy > 0 ? marks(context) : []),
      ...(context.link ? [{ type: 'qr', data: context.link, caption: words.scanReceipt } as const] : []),
      { type: 'barcode', symbology: 'code128', data: sale.receiptNumber },
    ],
  };
}

function saleFacts(sale: SaleRecord, context: ReceiptContext): ReceiptBlock[] {
  const { language, timeZone, cashier, customer } = context;
  const words = receiptWords(language);
  const order = sale.orderType === 'walkIn' ? '' : words.orderTypes[sale.orderType];
  return [
    row(words.receipt, sale.receiptNumber),
    row(momentFigure(sale.soldAt, timeZone, language), cashier),
    ...(customer ? [row(words.customer, customer.name)] : []),
    ...(sale.label ? [row(words.label, sale.label)] : []),
    ...(order ? [{ type: 'text', text: order } as const] : []),
  ];
}

/** From the subtotal to the change: every figure between what things cost and what was paid. */
export function saleSums(sale: SaleRecord, { language, customer, shop }: ReceiptContext): ReceiptBlock[] {
  const words = receiptWords(language);
  const taxes = taxRows(sale.lines, words);
  const between: RowBlock[] = [
    ...discountRows(sale, words).map(({ label, amount }) => row(label, amount)),
    ...(sale.serviceCharge > 0 ? [row(words.service, figure(sale.serviceCharge))] : []),
    ...taxes.onTop,
    ...(sale.rounding !== 0 ? [row(words.rounding, figure(sale.rounding))] : []),
  ];
  const change = sale.payments.reduce((sum, payment) => sum + payment.change, 0);
  return [
    ...(between.length > 0 ? [row(words.subtotal, figure(sale.subtotal)), ...between] : []),
    { type: 'row', left: words.total, right: `Rp ${figure(sale.total)}`, bold: true, size: 2 },
    ...sale.payments.flatMap(({ method, tendered, reference }) => [
      row(words.methods[method], figure(tendered)),
      ...(reference ? [row(`  ${words.reference}`, reference)] : []),
    ]),
    ...(change > 0 ? [row(words.change, figure(change - sale.changeKept))] : []),
    ...(sale.changeKept > 0 ? [row(words.changeKept, figure(sale.changeKept))] : []),
    ...(customer?.debt ? [row(words.debtAfter, figure(customer.debt))] : []),
    ...(customer?.deposit ? [row(words.depositAfter, figure(customer.deposit))] : []),
    ...(taxes.included.length > 0 && (shop.showTax || shop.npwp)
      ? [{ type: 'rule' } as const, ...taxes.included]
      : []),
  ];
}

export function row(left: string, right: string): RowBlock {
  return { type: 'row', left, right };
}
