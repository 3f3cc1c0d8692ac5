import type { Rupiah } from '../../../shared/money.ts';
import type { Action } from '../../../shared/permissions.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { Customer } from '../day-types.ts';
import { LocalError, type SaleDraft } from '../types.ts';
import type { PricedDraft } from './sale-from-draft.ts';

/** What the outlet's limits are held against, as far as this device knows. */
export interface SaleStanding {
  /** thousandths on hand; undefined while unknown */
  stock: (productId: string) => number | undefined;
  /** of the sale's customer; undefined when unknown here */
  account: Pick<Customer, 'debt' | 'balance' | 'debtLimit'> | undefined;
  /** QRIS of the open shift whose money nobody has seen */
  unseenQris: Rupiah;
}

/** What a sale asks of its seller's role, each thing once. The same as the till asks while it is made (needs.ts there). */
export function actionsOfSale(
  { draft, priced }: PricedDraft,
  settings: Pick<OutletSettings, 'stockPolicy' | 'debt'>,
  { stock, account }: SaleStanding,
): Action[] {
  const asked = new Set<Action>();
  for (const line of draft.lines) {
    const byHand = line.openPrice || line.listPrice !== undefined;
    if (line.discount) asked.add('discountLine');
    if (byHand) asked.add(line.openPrice ? 'openPrice' : 'priceOverride');
    if (byHand && line.unitPrice === 0) asked.add('zeroPrice');
  }
  if (draft.discount) asked.add('discountCart');
  if (priced.problems.some(({ code }) => code === 'discountOverLimit')) asked.add('discountOverLimit');
  if (settings.stockPolicy === 'block' && isShort(draft, stock)) asked.add('sellBelowZero');
  const owed = paidBy(draft, 'debt');
  if (owed > 0) {
    asked.add('sellOnDebt');
    if ((account?.debt ?? 0) + owed > (account?.debtLimit ?? settings.debt.defaultLimit))
      asked.add('debtOverLimit');
  }
  return [...asked];
}

/** Throws LocalError `overLimit`, naming it, for what nobody at the till may allow. */
export function checkCaps(
  draft: SaleDraft,
  { debt, qris }: Pick<OutletSettings, 'debt' | 'qris'>,
  { account, unseenQris }: SaleStanding,
): void {
  if (paidBy(draft, 'debt') > 0 && !debt.enabled) throw over('debt');
  if (paidBy(draft, 'storeCredit') > (account?.balance ?? 0)) throw over('storeCredit');
  const unseen = unseenOf(draft);
  if (!qris || unseen === 0) return;
  if (qris.capPerSale > 0 && unseen > qris.capPerSale) throw over('qris.capPerSale');
  if (qris.capPerShift > 0 && unseenQris + unseen > qris.capPerShift) throw over('qris.capPerShift');
}

/** Whether a customer's account has to be looked up to judge the sale. */
export function touchesAccount(draft: SaleDraft): boolean {
  return paidBy(draft, 'debt') > 0 || paidBy(draft, 'storeCredit') > 0;
}

/** What the sale takes by QRIS that nobody has seen arrive. */
export function unseenOf({ payments }: Pick<SaleDraft, 'payments'>): Rupiah {
  return payments.reduce(
    (sum, { method, confirmed, amount }) => sum + (method === 'qrisStatic' && !confirmed ? amount : 0),
    0,
  );
}

function paidBy({ payments }: SaleDraft, wanted: 'debt' | 'storeCredit'): Rupiah {
  return payments.reduce((sum, { method, amount }) => sum + (method === wanted ? amount : 0), 0);
}

/** Bundles are made up when they are sold: nobody blocks them for want of a part. */
function isShort({ lines }: SaleDraft, stock: SaleStanding['stock']): boolean {
  const taken = new Map<string, number>();
  for (const { product, quantityMilli, stockMilli = quantityMilli, components = [] } of lines) {
    if (product.id === null || components.length > 0) continue;
    taken.set(product.id, (taken.get(product.id) ?? 0) + stockMilli);
  }
  return [...taken].some(([productId, milli]) => (stock(productId) ?? milli) < milli);
}

function over(field: string): LocalError {
  return new LocalError('overLimit', { field });
}
