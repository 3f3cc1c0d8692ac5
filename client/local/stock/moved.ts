import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { SaleLine } from '../../../shared/sync/sale-record.ts';

type MovingLine = Pick<SaleLine, 'productId' | 'quantityMilli' | 'stockMilli' | 'components'>;

/**
 * What a record does to this outlet's stock, in thousandths by product. A void undoes `saleOf` it. A count moves what it
 * found less than was believed, or more.
 */
export function movedBy(
  record: DeviceRecord,
  saleOf: (saleId: string) => Extract<DeviceRecord, { kind: 'sale' }> | undefined = () => undefined,
): Map<string, number> {
  const moved = new Map<string, number>();
  const move = (productId: string | null, milli: number) => {
    if (productId !== null) moved.set(productId, (moved.get(productId) ?? 0) + milli);
  };
  const moveLine = (line: MovingLine, sign: 1 | -1) => {
    if (line.components) {
      for (const part of line.components) move(part.productId, sign * part.quantityMilli);
    } else move(line.productId, sign * (line.stockMilli ?? line.quantityMilli));
  };
  switch (record.kind) {
    case 'sale':
      for (const line of record.lines) moveLine(line, -1);
      break;
    case 'refund':
      for (const line of record.lines) if (line.restock) moveLine(line, 1);
      break;
    case 'void':
      for (const line of saleOf(record.saleId)?.lines ?? []) moveLine(line, 1);
      break;
    case 'stockDocument':
      for (const { productId, quantityMilli, expectedMilli } of record.lines) {
        if (record.type === 'receive') move(productId, quantityMilli);
        else if (record.type === 'count') move(productId, quantityMilli - (expectedMilli ?? quantityMilli));
        else move(productId, -quantityMilli);
      }
      break;
  }
  return moved;
}
