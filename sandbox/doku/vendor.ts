import { Router } from '../core/http.ts';
import { shiftAmounts } from '../core/shift-amounts.ts';
import { wibIso } from '../core/text.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { acquirerPrivateKey, clientPublicKey, SNAP_KEYS } from '../snap/account.ts';
import { type Bill, notificationOf, snapBills } from '../snap/bills.ts';
import { SnapDesk } from '../snap/desk.ts';
import { symmetricSignature, tokenSignature } from '../snap/signatures.ts';
import { checkout } from './checkout.ts';
import { DOKU_KEYS, DokuDesk, problem } from './desk.ts';

const HOUR = 3_600_000;
const GAPS = [HOUR / 2, 5.5 * HOUR, 6 * HOUR];

/** Checkout with its own signatures, and the national standard on the same host (fact sheet, part 4). */
export function doku(bench: Bench): Vendor {
  const api = new Router();
  const pages = new Router();
  const desk = new DokuDesk(bench, api);
  const orders = checkout(desk, pages);
  const standard = new SnapDesk(bench, 'doku', api, {
    clientId: DOKU_KEYS.clientId,
    clientSecret: DOKU_KEYS.secretKey,
    clientPublicKey,
  });
  standard.tokenRoute('/authorization/v1/access-token/b2b');
  const bills = snapBills(
    standard,
    pages,
    {
      qr: {
        generate: '/snap-adapter/b2b/v1.0/qr/qr-mpm-generate',
        query: '/snap-adapter/b2b/v1.0/qr/qr-mpm-query',
        refund: '/snap-adapter/b2b/v1.0/qr/qr-mpm-refund',
        cancel: '/snap-adapter/b2b/v1.0/qr/qr-mpm-cancel',
      },
      va: {
        create: '/virtual-accounts/bi-snap-va/v1.1/transfer-va/create-va',
        status: '/orders/v1.0/transfer-va/status',
        update: '/virtual-accounts/bi-snap-va/v1.1/transfer-va/update-va',
        remove: ['DELETE', '/virtual-accounts/bi-snap-va/v1.1/transfer-va/delete-va'],
      },
      debit: {
        pay: '/direct-debit/core/v1/debit/payment-host-to-host',
        status: '/orders/v1.0/debit/status',
        refund: '/direct-debit/core/v1/debit/refund',
        cancel: '/direct-debit/core/v1/debit/cancel',
      },
    },
    (bill) => tellWithToken(bench, bill),
  );

  return {
    id: 'doku',
    title: 'DOKU',
    keys: {
      ...DOKU_KEYS,
      clientPrivateKey: SNAP_KEYS.clientPrivateKey,
      acquirerPublicKey: SNAP_KEYS.acquirerPublicKey,
    },
    api,
    pages,
    notFound: () => problem(404, 'not_found', 'Not found'),
    trouble: (kind) => {
      if (kind === 'error_500') return problem(500, 'internal_server_error', 'Internal server error');
      if (kind === 'error_in_200') return problem(200, 'internal_server_error', 'Internal server error');
      const reply = problem(429, 'too_many_requests', 'Too many requests');
      return { ...reply, headers: { ...reply.headers, 'retry-after': '1' } };
    },
    clear: () => {
      for (const part of [desk, orders, standard, bills]) part.clear();
    },
  };
}

/** First asks the shop's own token endpoint (below the notification address), then notifies with that token. */
function tellWithToken(bench: Bench, bill: Bill): void {
  const { service, body } = notificationOf(bill);
  const url = bench.notificationUrl('doku');
  const path = url && URL.canParse(url) ? new URL(url).pathname : '/';
  const genuine = JSON.stringify(body);
  const altered = JSON.stringify(shiftAmounts(body, ['value'], 1_000));
  const externalId = `${bench.clock.now()}${bill.referenceNo}`.slice(0, 32);
  let token = '';
  bench.deliveries.send({
    vendor: 'doku',
    payableId: bill.referenceNo,
    event: `notify ${service} ${bill.status}`,
    url,
    prepare: async () => {
      const timestamp = wibIso(bench.clock.now());
      const answer = await fetch(`${url}/access-token/b2b`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-client-key': DOKU_KEYS.clientId,
          'x-timestamp': timestamp,
          'x-signature': tokenSignature(acquirerPrivateKey, DOKU_KEYS.clientId, timestamp),
        },
        body: JSON.stringify({ grantType: 'client_credentials' }),
        signal: AbortSignal.timeout(10_000),
      });
      const { accessToken } = (await answer.json()) as { accessToken?: string };
      if (!answer.ok || !accessToken) throw new Error(`the shop's token endpoint answered ${answer.status}`);
      token = accessToken;
    },
    seal: (kind) => {
      const timestamp = wibIso(bench.clock.now());
      const signed = kind === 'wrong_amount' ? altered : genuine;
      return {
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'x-timestamp': timestamp,
          'x-partner-id': DOKU_KEYS.clientId,
          'x-external-id': externalId,
          'channel-id': 'H2H',
          ...(kind !== 'unsigned' && {
            'x-signature': symmetricSignature(DOKU_KEYS.secretKey, {
              method: 'POST',
              path,
              token,
              body: signed,
              timestamp,
            }),
          }),
        },
        body: kind === 'tampered' || kind === 'wrong_amount' ? altered : genuine,
      };
    },
    retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
    timeoutMs: 15_000,
  });
}
