import { type OfferedMethod, ONLINE_METHODS } from '../../shared/payments/payment-view.ts';
import { resolveFeature } from '../connections/resolve.ts';
import type { Tx } from '../db/connect.ts';
import { findProvider } from './provider.ts';

/** Cards need a page of the provider on our own screen: not at the till. */
const AT_THE_TILL = ONLINE_METHODS.filter((method) => method !== 'card');

/** What the outlet's connections can be asked for at the till. */
export async function offeredMethods(
  tx: Tx,
  { tenantId, outletId, now }: { tenantId: string; outletId: string; now: number },
): Promise<OfferedMethod[]> {
  const offered: OfferedMethod[] = [];
  for (const method of AT_THE_TILL) {
    const serving = await resolveFeature(tx, tenantId, outletId, `payment.${method}`, now);
    const limits = [];
    for (const { connectionId } of serving)
      limits.push((await findProvider(tx, tenantId, connectionId))?.preset.limits ?? {});
    if (serving.length === 0) continue;
    offered.push({
      method,
      testMode: serving.some(({ testMode }) => testMode),
      minAmount: Math.min(...limits.map(({ minAmount }) => minAmount ?? 1)),
      maxAmount: Math.max(...limits.map(({ maxAmount }) => maxAmount ?? 1_000_000_000)),
    });
  }
  return offered;
}
