import { cartOfSale } from '../../shared/pricing/cart-of-sale.ts';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import { receiptNumber } from '../../shared/receipt-number.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { receiptKey, type SaleFacts } from './sale-facts.ts';

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Why a sale can't be stored under this tenant at all; null when it can. */
export function saleRefusal(
  sale: SaleRecord,
  facts: SaleFacts,
): { code: 'outletUnknown' | 'deviceUnknown'; field: string } | null {
  if (!facts.outlets.has(sale.outletId)) return { code: 'outletUnknown', field: 'outletId' };
  if (!facts.devices.has(sale.deviceId)) return { code: 'deviceUnknown', field: 'deviceId' };
  return null;
}

/** Everything the owner should look at in a sale that is stored as charged (S5). Decides nothing else. */
export function saleFlags(
  sale: SaleRecord,
  facts: SaleFacts,
  arrival: { receivedAt: number; rescued: boolean },
): RecordFlag[] {
  const flags = new Set<RecordFlag>();
  const flagIf = (noticed: boolean, flag: RecordFlag) => noticed && flags.add(flag);

  const priced = priceCart(cartOfSale(sale));
  const asPriced = sale.lines.every((line, index) => line.lineTotal === priced.lineTotals[index]);
  const sameTotals = (['subtotal', 'discount', 'tax', 'rounding', 'total'] as const).every(
    (name) => sale[name] === priced[name],
  );
  const paid = sale.payments.reduce((sum, payment) => sum + payment.amount, 0);
  const changeIsRight = sale.payments.every(
    (payment) => payment.tendered - payment.change === payment.amount,
  );
  flagIf(!asPriced || !sameTotals || paid > sale.total || !changeIsRight, 'totalsDiffer');
  flagIf(paid < sale.total, 'underpaid');

  for (const line of sale.lines) {
    const product = line.productId === null ? undefined : facts.products.get(line.productId);
    flagIf(line.productId !== null && !product, 'unknownProduct');
    flagIf(product !== undefined && product.price !== line.unitPrice, 'priceDiffers');
  }

  const staff = facts.staff.get(sale.staffId);
  flagIf(!staff, 'unknownStaff');
  flagIf(staff?.active === false, 'staffInactive');

  const device = facts.devices.get(sale.deviceId);
  const outlet = facts.outlets.get(sale.outletId);
  flagIf(device?.outletId !== sale.outletId, 'outletDiffers');
  const holders = facts.receipts.get(receiptKey(sale.deviceId, sale.receiptSeq));
  flagIf(holders !== undefined && [...holders].some((saleId) => saleId !== sale.id), 'receiptRepeated');
  flagIf(
    sale.receiptNumber !== receiptNumber(outlet?.code ?? '', device?.code ?? '', sale.receiptSeq),
    'receiptMismatch',
  );

  const offset = sale.clockOffsetMs ?? 0;
  flagIf(
    Math.abs(offset) > CLOCK_TOLERANCE_MS || sale.soldAt + offset > arrival.receivedAt + CLOCK_TOLERANCE_MS,
    'clockOff',
  );
  flagIf(arrival.rescued, 'rescued');
  return [...flags];
}

/** When it was sold, on the server's clock as well as can be told (epoch ms): never after its arrival (S10). */
export function occurredAt(sale: SaleRecord, receivedAt: number): number {
  return Math.max(0, Math.min(sale.soldAt + (sale.clockOffsetMs ?? 0), receivedAt));
}
