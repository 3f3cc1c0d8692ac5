import type { SaleLine, SaleRecord } from '../sync/sale-record.ts';
import type { ReceiptContext } from './context.ts';
import type { ReceiptBlock, ReceiptDocument } from './document.ts';
import { momentFigure, quantityFigure } from './figures.ts';
import { row } from './receipt-of.ts';
import { receiptWords } from './words.ts';

/** What the kitchen or the bar makes: large, without a price. `wanted` picks the lines that go to one printer. */
export function orderTicketOf(
  sale: Pick<SaleRecord, 'receiptNumber' | 'soldAt' | 'orderType' | 'label' | 'lines' | 'note'>,
  { language, timeZone, cashier, copy, possibleCopy }: ReceiptContext,
  wanted: (line: SaleLine) => boolean = () => true,
): ReceiptDocument {
  const words = receiptWords(language);
  const again = copy > 0 ? `${words.copy} ${copy}` : possibleCopy ? words.possibleCopy : '';
  return {
    kind: 'orderTicket',
    title: `${words.order}-${sale.receiptNumber}`,
    language,
    copy,
    blocks: [
      { type: 'text', text: sale.label || words.order, align: 'center', bold: true, size: 2 },
      { type: 'text', text: words.orderTypes[sale.orderType], align: 'center', bold: true, size: 2 },
      ...(again ? [{ type: 'text', text: again, align: 'center', bold: true, invert: true } as const] : []),
      row(sale.receiptNumber, cashier),
      { type: 'text', text: momentFigure(sale.soldAt, timeZone, language) },
      { type: 'rule', double: true },
      ...sale.lines.filter(wanted).flatMap(ticketLine),
      ...(sale.note
        ? [{ type: 'rule' } as const, { type: 'text', text: sale.note, bold: true } as const]
        : []),
    ],
  };
}

function ticketLine(line: SaleLine): ReceiptBlock[] {
  const notes = [
    ...(line.modifiers ?? []).map(({ name }) => `+ ${name}`),
    ...(line.note ? [`* ${line.note}`] : []),
  ];
  return [
    { type: 'text', text: `${quantityFigure(line.quantityMilli)} ${line.name}`, bold: true, size: 2 },
    ...notes.map((text): ReceiptBlock => ({ type: 'text', text: `   ${text}` })),
    { type: 'space' },
  ];
}
