import type { Goods, Takings } from './use-reports.ts';

/** A table of a file: a name, words over the columns, and rows whose numbers stay numbers. */
export interface ReportTable {
  name: string;
  head: string[];
  rows: (string | number)[][];
}

/** Words of the tables, in the reader's language. */
export interface TableWords {
  sheets: Record<'summary' | 'days' | 'hours' | 'methods' | 'goods', string>;
  columns: Record<
    | 'what'
    | 'value'
    | 'before'
    | 'day'
    | 'outlet'
    | 'net'
    | 'count'
    | 'refunds'
    | 'hour'
    | 'method'
    | 'product'
    | 'unit'
    | 'quantity'
    | 'discount'
    | 'cost'
    | 'profit',
    string
  >;
  rows: Record<'sales' | 'refunds' | 'discounts' | 'tax' | 'serviceCharge' | 'rounding' | 'voids', string>;
  takings: string;
  profit: string;
  outletName: (outletId: string) => string;
  methodName: (method: Takings['byMethod'][number]['method']) => string;
  taxName: (tax: Goods['taxes'][number]) => string;
}

/** Everything that the reports show, as tables for a spreadsheet. */
export function reportTables(takings: Takings, goods: Goods, words: TableWords): ReportTable[] {
  const { total, before } = takings;
  const { columns, rows, sheets } = words;
  return [
    {
      name: sheets.summary,
      head: [columns.what, columns.value, columns.before],
      rows: [
        [words.takings, total.net, before.net],
        [columns.count, total.saleCount, before.saleCount],
        ...(['sales', 'refunds', 'discounts', 'tax', 'serviceCharge', 'rounding'] as const).map((part) => [
          rows[part],
          total[part],
          before[part],
        ]),
        [rows.voids, total.voidCount, before.voidCount],
        [words.profit, goods.profit, ''],
        ...goods.taxes.map((tax) => [words.taxName(tax), tax.amount, '']),
        ...takings.byOutlet.map((outlet) => [outlet.name, outlet.net, outlet.before]),
      ],
    },
    {
      name: sheets.days,
      head: [columns.day, columns.outlet, columns.net, columns.count, columns.refunds],
      rows: takings.days.map(({ day, outletId, net, saleCount, refunds }) => [
        day,
        words.outletName(outletId),
        net,
        saleCount,
        refunds,
      ]),
    },
    {
      name: sheets.hours,
      head: [columns.hour, columns.value],
      rows: takings.byHour.map((amount, hour) => [`${String(hour).padStart(2, '0')}:00`, amount]),
    },
    {
      name: sheets.methods,
      head: [columns.method, columns.value, columns.before],
      rows: takings.byMethod.map(({ method, amount, before: earlier }) => [
        words.methodName(method),
        amount,
        earlier,
      ]),
    },
    {
      name: sheets.goods,
      head: [
        columns.product,
        columns.unit,
        columns.quantity,
        columns.net,
        columns.discount,
        columns.cost,
        columns.profit,
      ],
      rows: goods.goods.map((one) => [
        one.name,
        one.unit,
        one.quantityMilli / 1000,
        one.revenue,
        one.discount,
        one.costKnown ? one.cost : '',
        one.costKnown ? one.revenue - one.cost : '',
      ]),
    },
  ];
}
