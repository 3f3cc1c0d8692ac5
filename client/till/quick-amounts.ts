import type { Rupiah } from '../../shared/money.ts';
import { suggestCash } from '../../shared/pricing/quick-cash.ts';

/** What a customer is likely to hand over beside the exact amount, which has its own button. */
export function quickAmounts(total: Rupiah): Rupiah[] {
  return suggestCash(total).filter((amount) => amount !== total);
}
