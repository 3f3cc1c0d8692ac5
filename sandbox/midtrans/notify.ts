import type { Notice } from '../core/deliveries.ts';
import type { Json } from '../core/http.ts';
import { wib } from '../core/text.ts';
import type { Bench } from '../core/vendor.ts';
import { commonFields, grossText, refundFields, signatureKey, type Transaction } from './transaction.ts';

const MINUTE = 60_000;
const GAPS = [2, 10, 30, 90, 210].map((minutes) => minutes * MINUTE);

/** Tells the shop of a transaction's state, at the address of the dashboard or the ones that came with the charge. */
export function notify(bench: Bench, transaction: Transaction): void {
  const fields = notification(transaction);
  const code = String(fields.status_code);
  const own = bench.notificationUrl('midtrans');
  const urls = [...(transaction.overrideUrls ?? [own]), ...transaction.appendUrls];
  for (const url of urls) {
    const seal: Notice['seal'] = (kind) => {
      const wrong = grossText(transaction.gross + 1_000);
      const told = kind === 'wrong_amount' || kind === 'tampered' ? wrong : grossText(transaction.gross);
      const signed = kind === 'wrong_amount' ? wrong : grossText(transaction.gross);
      return {
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': 'Veritrans',
        },
        body: JSON.stringify({
          ...fields,
          gross_amount: told,
          ...(kind !== 'unsigned' && { signature_key: signatureKey(transaction.orderId, code, signed) }),
        }),
      };
    };
    bench.deliveries.send({
      vendor: 'midtrans',
      payableId: transaction.id,
      event: transaction.status,
      url,
      seal,
      retryAfter: (attempt, status) => (attempt <= retries(status) ? (GAPS[attempt - 1] ?? null) : null),
      timeoutMs: 15_000,
    });
  }
}

/** How many more times after such an answer. */
function retries(status: number | null): number {
  if (status === 500) return 1;
  if (status === 503) return 4;
  if (status === 400 || status === 404) return 2;
  return status === 301 || status === 302 || status === 303 ? 0 : 5;
}

function notification(transaction: Transaction): Json {
  const { status } = transaction;
  const code = status === 'pending' ? '201' : status === 'deny' || status === 'expire' ? '202' : '200';
  return {
    ...commonFields(transaction, code, 'midtrans payment notification'),
    ...transaction.details,
    ...(transaction.type === 'bank_transfer' && {
      payment_amounts: transaction.settledAt
        ? [{ amount: grossText(transaction.gross), paid_at: wib(transaction.settledAt) }]
        : [],
    }),
    ...(transaction.settledAt !== null && { settlement_time: wib(transaction.settledAt) }),
    ...refundFields(transaction),
    ...(transaction.refunds.length > 0 && { refund_key: transaction.refunds.at(-1)?.key }),
    ...(transaction.subscriptionId && { subscription_id: transaction.subscriptionId }),
  };
}
