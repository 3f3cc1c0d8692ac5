import { json, Router } from '../core/http.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { Desk, problem, XENDIT_KEYS } from './desk.ts';
import { ewallets } from './ewallets.ts';
import { invoices } from './invoices.ts';
import { paymentRequests } from './payment-requests.ts';
import { qrCodes } from './qr-codes.ts';
import { recurring } from './recurring.ts';
import { refunds } from './refunds.ts';
import { virtualAccounts } from './virtual-accounts.ts';

/** The account's products, as the vendor's documents describe them (fact sheet, part 2). */
export function xendit(bench: Bench): Vendor {
  const desk = new Desk(bench, new Router(), new Router());
  desk.on('GET', '/balance', () => json(200, { balance: 1_241_231 }));
  const bills = invoices(desk);
  const requests = paymentRequests(desk);
  const products = [
    desk,
    bills,
    requests,
    qrCodes(desk),
    ewallets(desk),
    virtualAccounts(desk),
    recurring(desk),
    refunds(desk, (id) => requests.refundable(id) ?? bills.refundable(id)),
  ];
  return {
    id: 'xendit',
    title: 'Xendit',
    keys: XENDIT_KEYS,
    api: desk.api,
    pages: desk.pages,
    notFound: () => problem(404, 'NOT_FOUND', 'The requested resource was not found'),
    trouble: (kind) => {
      if (kind === 'error_500') return problem(500, 'SERVER_ERROR', 'Internal server error');
      if (kind === 'error_in_200') return problem(200, 'SERVER_ERROR', 'An unexpected error occurred');
      const headers = { 'rate-limit-limit': '60', 'rate-limit-remaining': '0', 'rate-limit-reset': '12.345' };
      return json(429, { error_code: 'RATE_LIMIT_EXCEEDED', message: 'Rate limit exceeded' }, headers);
    },
    clear: () => {
      for (const product of products) product.clear();
    },
  };
}
