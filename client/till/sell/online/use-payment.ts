import { useCallback, useEffect, useRef, useState } from 'react';
import type { PaymentView } from '../../../../shared/payments/payment-view.ts';
import { NoAnswer } from '../../../local/sync/our-answer.ts';
import { openServer, RefusedCall } from '../../../local/sync/server.ts';
import type { OnlineWait } from '../../cart.ts';
import { useDevice } from '../../device-context.ts';

/** Besides being told: a feed may be lost, and a webhook too. */
const LOOK_EVERY_MS = 4_000;

export interface WatchedPayment {
  /** null: not heard of yet */
  view: PaymentView | null;
  /** when the code ends, on this device's clock */
  endsMs: number | null;
  /** our server does not answer */
  cutOff: boolean;
  /** code of the refusal that our server gave */
  refused: string | null;
  /** a question or a cancellation is under way */
  busy: boolean;
  start(): Promise<void>;
  /** Asks the provider; the state then, or null when nobody answered. */
  ask(): Promise<PaymentView | null>;
  cancel(): Promise<PaymentView | null>;
}

/**
 * One online payment as it stands, live. `fresh`: it was begun now and is asked for; otherwise it was begun before (the till
 * was closed over it) and is only looked for: nothing new is charged by looking.
 */
export function usePayment(wait: OnlineWait, fresh: boolean, customerPhone: string): WatchedPayment {
  const { till } = useDevice();
  const [seen, setSeen] = useState<{ view: PaymentView; endsMs: number | null } | null>(null);
  const [cutOff, setCutOff] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const server = useRef(openServer((...args) => fetch(...args))).current;
  const { paymentId, method, amount } = wait;

  const take = useCallback((view: PaymentView) => {
    setCutOff(false);
    setRefused(null);
    const endsMs = view.expiresAt === null ? null : view.expiresAt - view.serverTime + Date.now();
    setSeen({ view, endsMs });
    return view;
  }, []);
  const heard = useCallback(
    async (call: Promise<PaymentView>) => {
      try {
        return take(await call);
      } catch (error) {
        if (error instanceof NoAnswer) setCutOff(true);
        else if (error instanceof RefusedCall) setRefused(error.code);
        else throw error;
        return null;
      }
    },
    [take],
  );
  const start = useCallback(async () => {
    const saleId = till.saleId();
    const phone = /^\+?\d{8,15}$/.test(customerPhone) ? { customerPhone } : {};
    await heard(server.mutate('payments', 'start', { saleId, paymentId, method, amount, ...phone }));
  }, [till, heard, server, paymentId, method, amount, customerPhone]);
  const look = useCallback(
    (ask: boolean) => heard(server.mutate('payments', 'status', { paymentId, ask })),
    [heard, server, paymentId],
  );

  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void (fresh ? start() : look(true));
  }, [fresh, start, look]);

  const decided = seen !== null && ['paid', 'refunded'].includes(seen.view.state);
  useEffect(() => {
    if (decided) return;
    const feed = new EventSource(
      `/trpc/payments.watch?input=${encodeURIComponent(JSON.stringify({ paymentId }))}`,
    );
    feed.addEventListener('message', (event: MessageEvent<string>) => {
      const view = JSON.parse(event.data) as PaymentView | null;
      if (view?.paymentId === paymentId) take(view);
    });
    // A feed of a payment that is not there yet ends at once; looking goes on.
    feed.addEventListener('return', () => feed.close());
    const timer = setInterval(() => void look(false), LOOK_EVERY_MS);
    return () => {
      feed.close();
      clearInterval(timer);
    };
  }, [decided, look, take, paymentId]);

  const busily = async (call: () => Promise<PaymentView | null>) => {
    setBusy(true);
    try {
      return await call();
    } finally {
      setBusy(false);
    }
  };
  return {
    view: seen?.view ?? null,
    endsMs: seen?.endsMs ?? null,
    cutOff,
    refused,
    busy,
    start,
    ask: () => busily(() => look(true)),
    cancel: () => busily(() => heard(server.mutate('payments', 'cancel', { paymentId }))),
  };
}
