import { randomUUID } from 'node:crypto';
import { at, type Json, textAt } from '../core/http.ts';
import type { Payable } from '../core/payable.ts';
import { readWib } from '../core/text.ts';
import type { Bench } from '../core/vendor.ts';
import { openTransaction } from './charge.ts';
import type { Merchant } from './merchant.ts';
import type { Transaction } from './transaction.ts';

const CHOICES: Record<string, { label: string; request: Json }> = {
  other_qris: { label: 'QRIS', request: { payment_type: 'qris', qris: { acquirer: 'gopay' } } },
  gopay: { label: 'GoPay', request: { payment_type: 'gopay' } },
  shopeepay: { label: 'ShopeePay', request: { payment_type: 'shopeepay' } },
  bca_va: { label: 'BCA Virtual Account', request: va('bca') },
  bni_va: { label: 'BNI Virtual Account', request: va('bni') },
  bri_va: { label: 'BRI Virtual Account', request: va('bri') },
  permata_va: { label: 'Permata Virtual Account', request: va('permata') },
  echannel: {
    label: 'Mandiri Bill',
    request: { payment_type: 'echannel', echannel: { bill_info1: 'Bayar' } },
  },
  indomaret: { label: 'Indomaret', request: { payment_type: 'cstore', cstore: { store: 'indomaret' } } },
  alfamart: { label: 'Alfamart', request: { payment_type: 'cstore', cstore: { store: 'alfamart' } } },
  credit_card: { label: 'Kartu kredit', request: { payment_type: 'credit_card' } },
};
const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A payment page that was made for an order; the transaction begins when the buyer picks a method. */
export interface SnapPage {
  token: string;
  body: Json;
  orderId: string;
  gross: number;
  finishUrl: string;
  createdAt: number;
  expiresAt: number;
  closed: 'cancelled' | 'expired' | null;
  transaction: Transaction | null;
  urls: { override: string[] | null; append: string[] };
}

export function openSnapPage(body: Json, now: number, urls: SnapPage['urls']): SnapPage {
  const unit = textAt(body, 'expiry.unit').replace(/s$/, '');
  const duration = Number(at(body, 'expiry.duration'));
  const start = readWib(textAt(body, 'expiry.start_time')) ?? now;
  return {
    token: randomUUID(),
    body,
    orderId: textAt(body, 'transaction_details.order_id'),
    gross: Number(at(body, 'transaction_details.gross_amount')),
    finishUrl: textAt(body, 'callbacks.finish'),
    createdAt: now,
    expiresAt: duration > 0 ? start + duration * (UNITS[unit] ?? 60_000) : now + 86_400_000,
    closed: null,
    transaction: null,
    urls,
  };
}

/** The methods that the page offers, in the shop's order. */
export function snapChoices(snap: SnapPage): { value: string; label: string }[] {
  const enabled = snap.body.enabled_payments;
  const wanted = Array.isArray(enabled) && enabled.length > 0 ? enabled : Object.keys(CHOICES);
  return wanted.flatMap((value) => {
    const choice = CHOICES[String(value)];
    return choice ? [{ value: String(value), label: choice.label }] : [];
  });
}

/** The buyer picks a method: from here on there is a transaction under the order's number. */
export function chooseMethod(
  bench: Bench,
  merchant: Merchant,
  snap: SnapPage,
  choice?: string,
): Transaction | null {
  if (snap.transaction) return snap.transaction;
  const picked = CHOICES[choice ?? snapChoices(snap)[0]?.value ?? ''];
  if (!picked) return null;
  const transaction = openTransaction(
    { ...picked.request, transaction_details: snap.body.transaction_details },
    bench.clock.now(),
    bench.root('midtrans'),
  );
  transaction.expiresAt = snap.expiresAt;
  transaction.overrideUrls = snap.urls.override;
  transaction.appendUrls = snap.urls.append;
  snap.transaction = transaction;
  merchant.open(transaction);
  return transaction;
}

/** The page as something payable; it stands for its transaction once there is one. */
export function snapPayable(bench: Bench, merchant: Merchant, snap: SnapPage): Payable {
  const inner = () => (snap.transaction ? merchant.payable(snap.transaction) : null);
  const isOver = () => snap.closed !== null || bench.clock.now() >= snap.expiresAt;
  return {
    vendor: 'midtrans',
    id: snap.token,
    order: snap.orderId,
    method: 'link',
    amount: snap.gross,
    get state() {
      return inner()?.state ?? (snap.closed === 'cancelled' ? 'cancelled' : isOver() ? 'expired' : 'open');
    },
    get label() {
      return inner()?.label ?? (isOver() ? (snap.closed ?? 'expired') : 'snap');
    },
    get codes() {
      return inner()?.codes ?? [];
    },
    pageUrl: `${bench.root('midtrans')}/snap/v4/redirection/${snap.token}`,
    createdAt: snap.createdAt,
    expiresAt: snap.expiresAt,
    get refunded() {
      return inner()?.refunded ?? 0;
    },
    actions: () =>
      inner()?.actions() ?? (isOver() ? [] : ['pay', 'decline', 'pay_late', 'pay_twice', 'expire']),
    act: (action, detail) => {
      if (action === 'expire' && !snap.transaction) {
        snap.closed = 'expired';
        return { ok: true };
      }
      const transaction = chooseMethod(bench, merchant, snap);
      if (!transaction) return { ok: false, reason: 'the page offers no payment method' };
      return merchant.payable(transaction).act(action, detail);
    },
  };
}

function va(bank: string): Json {
  return { payment_type: 'bank_transfer', bank_transfer: { bank } };
}
