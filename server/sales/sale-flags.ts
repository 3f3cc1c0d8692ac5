import type { Action } from '../../shared/permissions.ts';
import { receiptNumber } from '../../shared/receipt-number.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { SaleLine, SaleRecord } from '../../shared/sync/sale-record.ts';
import { headerFlags } from '../sync/header-facts.ts';
import { addsUp } from './adds-up.ts';
import { followsSettings } from './follows-settings.ts';
import { isPermitted } from './permitted.ts';
import { isCounted, type KnownProduct, receiptKey, type SaleFacts } from './sale-facts.ts';

/** Devices of older contracts sold without the outlet's settings. */
const FIRST_PRICED = 2;

/** Everything the owner should look at in a sale that is stored as charged (S5). Decides nothing else. */
export function saleFlags(
  sale: SaleRecord,
  facts: SaleFacts,
  arrival: { receivedAt: number; contract: number; rescued: boolean },
): RecordFlag[] {
  const flags = new Set<RecordFlag>();
  const flagIf = (noticed: boolean, flag: RecordFlag) => noticed && flags.add(flag);

  const paid = sale.payments.reduce((sum, payment) => sum + payment.amount, 0);
  const sumsAgree = addsUp(sale);
  flagIf(!sumsAgree, 'totalsDiffer');
  flagIf(
    sumsAgree && arrival.contract >= FIRST_PRICED && !followsSettings(sale, facts, arrival.receivedAt),
    'settingsDiffer',
  );
  flagIf(paid < sale.total, 'underpaid');

  for (const line of sale.lines) {
    const product = line.productId === null ? undefined : facts.products.get(line.productId);
    flagIf(line.productId !== null && !product, 'unknownProduct');
    flagIf(product !== undefined && !isCataloguePrice(line, product), 'priceDiffers');
  }
  flagIf(!isPermitted(sale, actionsOf(sale), facts), 'notPermitted');

  const { receivedAt, rescued } = arrival;
  for (const flag of headerFlags(sale, sale.soldAt, facts, { receivedAt, rescued: () => rescued }))
    flags.add(flag);
  for (const flag of receiptFlags(sale, facts)) flags.add(flag);
  for (const flag of shiftFlags(sale, facts)) flags.add(flag);
  return [...flags];
}

/** What the receipt number of a sale or refund says: the two share one series of their device (S2). */
export function receiptFlags(
  record: { id: string; outletId: string; deviceId: string; receiptSeq: number; receiptNumber: string },
  facts: Pick<SaleFacts, 'devices' | 'outlets' | 'receipts'>,
): RecordFlag[] {
  const device = facts.devices.get(record.deviceId);
  const outlet = facts.outlets.get(record.outletId);
  const holders = facts.receipts.get(receiptKey(record.deviceId, record.receiptSeq));
  const repeated = holders !== undefined && [...holders].some((id) => id !== record.id);
  const expected = receiptNumber(outlet?.code ?? '', device?.code ?? '', record.receiptSeq);
  return [
    ...(repeated ? (['receiptRepeated'] as const) : []),
    ...(record.receiptNumber === expected ? [] : (['receiptMismatch'] as const)),
  ];
}

/** What there is to say of the shift that a money fact names (S13). */
export function shiftFlags(
  record: { shiftId: string | null; deviceId: string; deviceCounter: number },
  facts: Pick<SaleFacts, 'shifts' | 'closes'>,
): RecordFlag[] {
  if (record.shiftId === null) return [];
  const close = facts.closes.get(record.shiftId);
  return [
    ...(facts.shifts.has(record.shiftId) ? [] : (['unknownShift'] as const)),
    ...(close && !isCounted(record, close) ? (['lateForShift'] as const) : []),
  ];
}

/** Asked for before modifiers and whatever the cashier changed: the product's own price, a unit's or a price list's. */
function isCataloguePrice(line: SaleLine, { price, extras }: KnownProduct): boolean {
  if (extras?.openPrice) return true;
  const modifiers = line.modifiers?.reduce((sum, modifier) => sum + modifier.price, 0) ?? 0;
  const asked = line.listPrice ?? line.unitPrice;
  const prices = [
    price,
    ...(extras?.units?.map((unit) => unit.price) ?? []),
    ...Object.values(extras?.prices ?? {}),
  ];
  return prices.includes(asked) || prices.includes(asked - modifiers);
}

/** What was done by hand in a sale that an outlet can reserve for a role. */
function actionsOf(sale: SaleRecord): Action[] {
  const byHand = (parts: SaleRecord['discounts']) => parts?.some((part) => part.kind === 'manual') ?? false;
  const actions = new Set<Action>();
  for (const line of sale.lines) {
    if (byHand(line.discounts)) actions.add('discountLine');
    if (line.listPrice === undefined || line.listPrice === line.unitPrice) continue;
    actions.add(line.unitPrice === 0 ? 'zeroPrice' : 'priceOverride');
  }
  if (byHand(sale.discounts)) actions.add('discountCart');
  if (sale.payments.some((payment) => payment.method === 'debt')) actions.add('sellOnDebt');
  return [...actions];
}
