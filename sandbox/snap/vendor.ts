import { Router } from '../core/http.ts';
import { shiftAmounts } from '../core/shift-amounts.ts';
import { wibIso } from '../core/text.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { acquirerPrivateKey, clientPublicKey, SNAP_KEYS } from './account.ts';
import { type Bill, notificationOf, snapBills } from './bills.ts';
import { code, SnapDesk } from './desk.ts';
import { notificationSignature } from './signatures.ts';

const MINUTE = 60_000;
const GAPS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE);

/** An acquirer that speaks the national standard and signs its notifications with RSA (fact sheet, part 7). */
export function snap(bench: Bench): Vendor {
  const api = new Router();
  const pages = new Router();
  const { clientId, clientSecret } = SNAP_KEYS;
  const desk = new SnapDesk(bench, 'snap', api, { clientId, clientSecret, clientPublicKey });
  desk.tokenRoute('/v1.0/access-token/b2b');

  function tell(bill: Bill): void {
    const { service, body } = notificationOf(bill);
    const url = bench.notificationUrl('snap');
    const path = url && URL.canParse(url) ? new URL(url).pathname + new URL(url).search : '/';
    const genuine = JSON.stringify(body);
    const altered = JSON.stringify(shiftAmounts(body, ['value'], 1_000));
    const externalId = `${desk.now()}${bill.referenceNo}`.slice(0, 32);
    bench.deliveries.send({
      vendor: 'snap',
      payableId: bill.referenceNo,
      event: `notify ${service} ${bill.status}`,
      url,
      seal: (kind) => {
        const timestamp = wibIso(desk.now());
        const signed = kind === 'wrong_amount' ? altered : genuine;
        return {
          headers: {
            'content-type': 'application/json',
            'x-timestamp': timestamp,
            'x-partner-id': SNAP_KEYS.partnerId,
            'x-external-id': externalId,
            'channel-id': SNAP_KEYS.channelId,
            ...(kind !== 'unsigned' && {
              'x-signature': notificationSignature(acquirerPrivateKey, path, signed, timestamp),
            }),
          },
          body: kind === 'tampered' || kind === 'wrong_amount' ? altered : genuine,
        };
      },
      accepted: (status) => status === 200,
      retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
      timeoutMs: 15_000,
    });
  }

  const bills = snapBills(
    desk,
    pages,
    {
      qr: {
        generate: '/v1.0/qr/qr-mpm-generate',
        query: '/v1.0/qr/qr-mpm-query',
        refund: '/v1.0/qr/qr-mpm-refund',
        cancel: '/v1.0/qr/qr-mpm-cancel',
      },
      va: {
        create: '/v1.0/transfer-va/create-va',
        status: '/v1.0/transfer-va/status',
        update: '/v1.0/transfer-va/update-va',
        remove: ['POST', '/v1.0/transfer-va/delete-va'],
      },
      debit: {
        pay: '/v1.0/debit/payment-host-to-host',
        status: '/v1.0/debit/status',
        refund: '/v1.0/debit/refund',
        cancel: '/v1.0/debit/cancel',
      },
    },
    tell,
  );

  return {
    id: 'snap',
    title: 'BI-SNAP',
    keys: SNAP_KEYS,
    api,
    pages,
    notFound: () => code(404, '00', '00', 'Not Found'),
    trouble: (kind) => {
      if (kind === 'rate_limited') {
        const reply = code(429, '47', '00', 'Too Many Requests');
        return { ...reply, headers: { ...reply.headers, 'retry-after': '1' } };
      }
      const reply = code(500, '47', '01', 'Internal Server Error');
      return kind === 'error_500' ? reply : { ...reply, status: 200 };
    },
    clear: () => {
      desk.clear();
      bills.clear();
    },
  };
}
