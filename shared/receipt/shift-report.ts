import type { Rupiah } from '../money.ts';
import type { Denominations, ShiftTotals } from '../sync/day-records.ts';
import { PAYMENT_METHODS } from '../sync/sale-record.ts';
import type { ReceiptBlock, ReceiptDocument, ReceiptLanguage } from './document.ts';
import { figure, momentFigure, takenOff } from './figures.ts';
import { row } from './receipt-of.ts';
import { receiptWords } from './words.ts';

/** X while the shift is open, Z when it is closed. */
export interface ShiftReport {
  kind: 'X' | 'Z';
  shopName: string;
  outletName: string;
  deviceName: string;
  shiftNo: number;
  openedAt: number;
  openedBy: string;
  closedAt?: number;
  closedBy?: string;
  printedAt: number;
  float: Rupiah;
  totals: ShiftTotals;
  /** left out where the cashier counts blind: nothing of the paper then gives the drawer's content away */
  expected?: Rupiah;
  counted?: Rupiah;
  variance?: Rupiah;
  denominations?: Denominations;
  unsent?: number;
  note?: string;
}

/** The day in figures: sales, taxes, money by method, and the drawer. */
export function shiftReportOf(
  report: ShiftReport,
  { language, timeZone }: { language: ReceiptLanguage; timeZone: string },
): ReceiptDocument {
  const words = receiptWords(language);
  const { totals } = report;
  const moment = (at: number) => momentFigure(at, timeZone, language);
  const heading = (text: string): ReceiptBlock => ({ type: 'text', text, bold: true });
  const blind = report.expected === undefined;
  return {
    kind: 'shiftReport',
    title: `${report.kind}-${report.shiftNo}`,
    language,
    copy: 0,
    blocks: [
      { type: 'text', text: report.shopName, align: 'center', bold: true },
      {
        type: 'text',
        text: report.kind === 'X' ? words.xReport : words.zReport,
        align: 'center',
        bold: true,
        size: 2,
      },
      { type: 'rule' },
      row(words.outlet, report.outletName),
      row(words.device, report.deviceName),
      row(words.shift, `#${report.shiftNo}`),
      row(`${words.openedAt} ${report.openedBy}`, moment(report.openedAt)),
      ...(report.closedAt === undefined
        ? []
        : [row(`${words.closedAt} ${report.closedBy ?? ''}`.trim(), moment(report.closedAt))]),
      row(words.printedAt, moment(report.printedAt)),
      { type: 'rule' },
      row(`${words.sales} (${totals.saleCount})`, figure(totals.sales)),
      row(`${words.refunds} (${totals.refundCount})`, takenOff(totals.refunds)),
      { ...row(words.net, figure(totals.sales - totals.refunds)), bold: true },
      row(words.voids, String(totals.voidCount)),
      row(words.discounts, takenOff(totals.discounts)),
      row(words.service, figure(totals.serviceCharge)),
      row(words.tax, figure(totals.tax)),
      row(words.rounding, figure(totals.rounding)),
      { type: 'rule' },
      ...(blind
        ? [{ type: 'text', text: words.hidden, align: 'center' } as const]
        : [heading(words.byMethod), ...methodRows(totals, words.methods)]),
      ...(blind ? [] : [{ type: 'rule' } as const, heading(words.drawer), ...drawerRows(report, language)]),
      ...countRows(report, language),
      ...(report.unsent ? [row(words.unsent, String(report.unsent))] : []),
      ...(report.note ? [{ type: 'text', text: `${words.note}: ${report.note}` } as const] : []),
      ...(report.kind === 'Z'
        ? [{ type: 'signatures', labels: [words.cashier, words.received] } as const]
        : []),
    ],
  };
}

function methodRows({ byMethod }: ShiftTotals, names: Record<string, string>): ReceiptBlock[] {
  return PAYMENT_METHODS.flatMap((method) => {
    const amount = byMethod[method];
    return amount === undefined ? [] : [row(names[method] ?? method, figure(amount))];
  });
}

function drawerRows({ float, totals, expected = 0 }: ShiftReport, language: ReceiptLanguage): ReceiptBlock[] {
  const words = receiptWords(language);
  return [
    row(words.float, figure(float)),
    row(words.cashTaken, figure(totals.byMethod.cash ?? 0)),
    row(words.cashIn, figure(totals.cashIn)),
    row(words.cashOut, takenOff(totals.cashOut)),
    { ...row(words.expected, figure(expected)), bold: true },
  ];
}

function countRows(
  { counted, variance, expected, denominations = {} }: ShiftReport,
  language: ReceiptLanguage,
): ReceiptBlock[] {
  if (counted === undefined) return [];
  const words = receiptWords(language);
  const pieces = Object.entries(denominations)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => Number(b) - Number(a));
  return [
    row(words.counted, figure(counted)),
    ...(expected === undefined || variance === undefined
      ? []
      : [{ ...row(words.variance, figure(variance)), bold: true } as const]),
    ...(pieces.length > 0
      ? [{ type: 'rule' } as const, { type: 'text', text: words.denominations } as const]
      : []),
    ...pieces.map(([value, count]) =>
      row(`${figure(Number(value))} x ${count}`, figure(Number(value) * count)),
    ),
  ];
}
