import type { SaleLine } from '../../shared/sync/sale-record.ts';

/** What says which goods a line moved. */
type MovingLine = Pick<SaleLine, 'productId' | 'quantityMilli' | 'stockMilli' | 'components'>;

/** The goods that a line of a sale or refund moves, none negative: a bundle's content instead of the bundle itself. */
export function movedGoods(line: MovingLine): { productId: string; quantityMilli: number }[] {
  if (line.components) return line.components;
  const quantityMilli = line.stockMilli ?? line.quantityMilli;
  return line.productId === null || quantityMilli === 0 ? [] : [{ productId: line.productId, quantityMilli }];
}
