import type { PaymentView } from '../../shared/payments/payment-view.ts';
import type { Changes } from '../sync/changes.ts';

/** Looks again without being told, in case a notice was lost. */
const LOOK_AGAIN_MS = 5_000;
const LONGEST_MS = 60 * 60_000;

/**
 * How a payment stands, told at once and after each change until it is decided, the caller leaves, or an hour is over.
 * `view` null: there is none.
 */
export async function* watchPayment({
  changes,
  tenantId,
  paymentId,
  view,
  signal,
  now,
}: {
  changes: Changes;
  tenantId: string;
  paymentId: string;
  view: () => Promise<PaymentView | null>;
  signal: AbortSignal;
  now: () => number;
}): AsyncGenerator<PaymentView> {
  const until = now() + LONGEST_MS;
  let wake = () => {};
  let told = true;
  const unsubscribe = changes.subscribe(tenantId, (changed, changedPayment) => {
    // Many collections at once: notices were lost and everybody looks again.
    if (changedPayment !== paymentId && changed.length < 2) return;
    told = true;
    wake();
  });
  const aborted = () => wake();
  signal.addEventListener('abort', aborted, { once: true });
  try {
    let last = '';
    while (!signal.aborted && now() < until) {
      told = false;
      const seen = await view();
      if (!seen) return;
      const { serverTime: _time, ...facts } = seen;
      const text = JSON.stringify(facts);
      if (text !== last) yield seen;
      last = text;
      if (told || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_AGAIN_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', aborted);
  }
}
