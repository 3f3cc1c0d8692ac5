import type { SaleLine } from '../sync/sale-record.ts';
import type { RowBlock } from './document.ts';
import { figure, rateFigure } from './figures.ts';
import type { ReceiptWords } from './words.ts';

type TaxedLine = Pick<SaleLine, 'taxKind' | 'taxRateBp' | 'taxBase' | 'tax' | 'taxIncluded'>;

/**
 * The sale's taxes by kind and rate, as they were charged: `onTop` belongs above the total, `included` below it. A
 * shop that is no PKP charged no PPN, so none is printed.
 */
export function taxRows(
  lines: readonly TaxedLine[],
  words: ReceiptWords,
): { onTop: RowBlock[]; included: RowBlock[] } {
  const sums = new Map<string, TaxedLine>();
  for (const line of lines) {
    if (line.taxKind === 'none' || line.taxRateBp === 0) continue;
    const key = `${line.taxKind} ${line.taxRateBp} ${line.taxIncluded > 0}`;
    const sum = sums.get(key) ?? { ...line, taxBase: 0, tax: 0, taxIncluded: 0 };
    sum.taxBase += line.taxBase;
    sum.tax += line.tax;
    sum.taxIncluded += line.taxIncluded;
    sums.set(key, sum);
  }
  const rows = (included: boolean) =>
    [...sums.values()]
      .filter((sum) => (included ? sum.taxIncluded : sum.tax) > 0)
      .flatMap(({ taxKind, taxRateBp, taxBase, tax, taxIncluded }): RowBlock[] => {
        if (taxKind === 'none') return [];
        const label = words[included ? (`${taxKind}Included` as const) : taxKind];
        return [
          { type: 'row', left: words.taxBase, right: figure(taxBase) },
          {
            type: 'row',
            left: label.replace('{rate}', rateFigure(taxRateBp)),
            right: figure(included ? taxIncluded : tax),
          },
        ];
      });
  return { onTop: rows(false), included: rows(true) };
}
