import { randomUUID } from 'node:crypto';
import { buyerHandlers } from '../core/buyer-page.ts';
import {
  at,
  type Call,
  type Handler,
  type Json,
  json,
  jsonBody,
  type Reply,
  Router,
  textAt,
} from '../core/http.ts';
import { basicUser, randomId, sameText } from '../core/text.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { MIDTRANS_KEYS } from './account.ts';
import { methodProblems, openTransaction, orderProblems } from './charge.ts';
import { isPaid, isRefundable, Merchant } from './merchant.ts';
import { chooseMethod, openSnapPage, type SnapPage, snapChoices, snapPayable } from './snap.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { commonFields, grossText, refundedSum, statusBody, type Transaction } from './transaction.ts';

const CARDS: Record<string, 'accept' | 'deny'> = { '4811111111111114': 'accept', '4911111111111113': 'deny' };
const IDEMPOTENT_MS = 5 * 60_000;

/** Snap and the Core API, as the vendor's documents describe them (fact sheet, part 1). */
export function midtrans(bench: Bench): Vendor {
  const { clock, book } = bench;
  const merchant = new Merchant(bench);
  const pagesByToken = new Map<string, SnapPage>();
  const cardTokens = new Map<string, { card: string; used: boolean }>();
  const answered = new Map<string, { at: number; reply: Reply }>();
  const root = () => bench.root('midtrans');

  const withKey =
    (refusal: string, handler: Handler): Handler =>
    (call) =>
      sameText(basicUser(call.headers.authorization), MIDTRANS_KEYS.serverKey)
        ? handler(call)
        : core('401', refusal, 401);
  const onTransaction = (handler: (transaction: Transaction, call: Call) => Reply): Handler =>
    withKey('Operation is not allowed due to unauthorized payload.', (call) => {
      const transaction = merchant.find(call.params.id ?? '');
      return transaction ? handler(transaction, call) : core('404', "Transaction doesn't exist.");
    });
  const once =
    (handler: Handler): Handler =>
    async (call) => {
      const key = call.headers['idempotency-key'];
      if (!key) return handler(call);
      const before = answered.get(key);
      if (before && clock.now() - before.at < IDEMPOTENT_MS) return before.reply;
      const reply = await handler(call);
      answered.set(key, { at: clock.now(), reply });
      return reply;
    };

  function charge(call: Call): Reply {
    const body = jsonBody(call);
    if (!body) return core('413', 'The request body is malformed JSON', 413);
    const problems = [...orderProblems(body), ...methodProblems(body)];
    if (problems.length > 0)
      return core('400', 'One or more parameters in the payload is invalid.', 400, {
        validation_messages: problems,
      });
    if (isTaken(textAt(body, 'transaction_details.order_id')))
      return core(
        '406',
        'The request could not be completed due to a conflict with the current state of the target resource, please try again',
      );
    const transaction = openTransaction(body, clock.now(), root());
    transaction.overrideUrls = urlList(call, 'x-override-notification');
    transaction.appendUrls = urlList(call, 'x-append-notification') ?? [];
    if (transaction.type === 'credit_card') return chargeCard(transaction, body);
    merchant.open(transaction);
    book.add(merchant.payable(transaction));
    return json(200, {
      ...commonFields(transaction, '201', createdMessage(transaction.type)),
      ...transaction.details,
      ...transaction.once,
    });
  }

  function chargeCard(transaction: Transaction, body: Json): Reply {
    const token = cardTokens.get(textAt(body, 'credit_card.token_id'));
    if (!token || token.used) return core('411', 'Token id is missing, invalid, or timed out');
    token.used = true;
    transaction.details.masked_card = `${token.card.slice(0, 6)}-${token.card.slice(-4)}`;
    const withBank = at(body, 'credit_card.authentication') === true;
    const preAuth = textAt(body, 'credit_card.type') === 'authorize';
    if (!withBank)
      transaction.status = CARDS[token.card] === 'deny' ? 'deny' : preAuth ? 'authorize' : 'capture';
    merchant.open(transaction);
    book.add(merchant.payable(transaction));
    const [code, message] =
      transaction.status === 'pending'
        ? ['201', 'Success, Credit Card transaction is created']
        : transaction.status === 'deny'
          ? ['202', 'Deny by Bank [BNI] with code [05] and message [Do not honour]']
          : ['200', 'Success, Credit Card transaction is successful'];
    return json(200, {
      ...commonFields(transaction, code, message),
      ...transaction.details,
      ...(withBank && { redirect_url: `${root()}/3ds/${transaction.id}` }),
    });
  }

  function refund(transaction: Transaction, call: Call, direct: boolean): Reply {
    const body = jsonBody(call) ?? {};
    const key = textAt(body, 'refund_key') || randomId(16);
    const before = transaction.refunds.find((made) => made.key === key);
    const answerWith = (made: { id: number; amount: number; key: string }) =>
      json(200, {
        ...commonFields(transaction, '200', 'Success, refund request is approved'),
        ...transaction.details,
        refund_chargeback_id: made.id,
        refund_amount: grossText(made.amount),
        refund_key: made.key,
      });
    if (before) return answerWith(before);
    if (transaction.status !== 'settlement' && transaction.status !== 'partial_refund')
      return core('412', 'Transaction status cannot be updated.');
    if (!isRefundable(transaction.type) || (direct && transaction.type === 'credit_card'))
      return core('414', 'Refund request is refused: this payment method cannot be refunded here.');
    const left = transaction.gross - refundedSum(transaction);
    const amount = body.amount === undefined ? left : Number(body.amount);
    if (!Number.isInteger(amount) || amount < 1) return core('400', 'amount is not a valid integer', 400);
    if (amount > left) return core('414', 'Refund request is refused: the amount is above what is left.');
    merchant.refund(transaction, amount, key, textAt(body, 'reason'));
    return answerWith(transaction.refunds.at(-1) ?? { id: 0, amount, key });
  }

  function cancel(transaction: Transaction): Reply {
    if (
      transaction.status !== 'pending' &&
      transaction.status !== 'capture' &&
      transaction.status !== 'authorize'
    )
      return core('412', 'Transaction status cannot be updated.');
    merchant.move(transaction, 'cancel');
    return json(200, {
      ...commonFields(transaction, '200', 'Success, transaction is canceled'),
      ...transaction.details,
    });
  }

  function expire(transaction: Transaction): Reply {
    if (transaction.status !== 'pending') return core('412', 'Transaction status cannot be updated.');
    merchant.move(transaction, 'expire');
    return json(200, {
      ...commonFields(transaction, '407', 'Success, transaction is expired'),
      ...transaction.details,
    });
  }

  function review(transaction: Transaction, action: 'approve' | 'deny'): Reply {
    if (transaction.status !== 'capture' || transaction.fraud !== 'challenge')
      return core('412', 'Transaction status cannot be updated.');
    merchant.payable(transaction).act(action, {});
    return json(200, {
      ...commonFields(
        transaction,
        '200',
        `Success, transaction is ${action === 'deny' ? 'denied' : 'approved'}`,
      ),
      ...transaction.details,
    });
  }

  function capture(call: Call): Reply {
    const body = jsonBody(call) ?? {};
    const transaction = merchant.find(textAt(body, 'transaction_id'));
    if (!transaction) return core('404', "Transaction doesn't exist.");
    if (transaction.status !== 'authorize') return core('412', 'Transaction status cannot be updated.');
    merchant.pay(transaction);
    return json(200, {
      ...commonFields(transaction, '200', 'Success, Credit Card capture transaction is successful'),
      ...transaction.details,
    });
  }

  function createSnap(call: Call): Reply {
    if (!sameText(basicUser(call.headers.authorization), MIDTRANS_KEYS.serverKey))
      return json(401, {
        error_messages: [
          'Access denied due to unauthorized transaction, please check client or server key',
          'Visit https://snap-docs.midtrans.com/#request-headers for more details',
        ],
      });
    const body = jsonBody(call);
    const problems = body ? orderProblems(body) : ['the request body is malformed JSON'];
    if (body && problems.length === 0 && isTaken(textAt(body, 'transaction_details.order_id')))
      problems.push('transaction_details.order_id has already been taken');
    if (!body || problems.length > 0) return json(400, { error_messages: problems });
    const snap = openSnapPage(body, clock.now(), {
      override: urlList(call, 'x-override-notification'),
      append: urlList(call, 'x-append-notification') ?? [],
    });
    pagesByToken.set(snap.token, snap);
    book.add(snapPayable(bench, merchant, snap));
    return json(201, { token: snap.token, redirect_url: `${root()}/snap/v4/redirection/${snap.token}` });
  }

  function closeSnap(call: Call, how: 'cancelled' | 'expired'): Reply {
    const snap = pagesByToken.get(call.params.token ?? '');
    if (!snap) return json(404, { error_messages: ['token is not found'] });
    if (snap.transaction && isPaid(snap.transaction.status))
      return json(400, { error_messages: ['transaction has been processed'] });
    snap.closed = how;
    if (snap.transaction?.status === 'pending')
      merchant.move(snap.transaction, how === 'expired' ? 'expire' : 'cancel');
    return json(200, { token: snap.token, status: how });
  }

  function isTaken(orderId: string): boolean {
    return (
      merchant.find(orderId) !== null || [...pagesByToken.values()].some((snap) => snap.orderId === orderId)
    );
  }

  const unauthorizedCharge = 'Transaction cannot be authorized with the current client/server key.';
  const api = new Router()
    .on('POST', '/snap/v1/transactions', once(createSnap))
    .on(
      'POST',
      '/snap/v1/transactions/:token/cancel',
      withKey(unauthorizedCharge, (call) => closeSnap(call, 'cancelled')),
    )
    .on(
      'POST',
      '/snap/v1/transactions/:token/expire',
      withKey(unauthorizedCharge, (call) => closeSnap(call, 'expired')),
    )
    .on('POST', '/v2/charge', withKey(unauthorizedCharge, once(charge)))
    .on('POST', '/v2/capture', withKey(unauthorizedCharge, once(capture)))
    .on('GET', '/v2/token', (call) => {
      const card = (call.query.get('card_number') ?? '').replace(/\D/g, '');
      if (!sameText(call.query.get('client_key') ?? '', MIDTRANS_KEYS.clientKey))
        return core('401', unauthorizedCharge, 401);
      if (!/^\d{16}$/.test(card)) return core('400', 'card_number is not valid', 400);
      const token = `${card.slice(0, 6)}-${card.slice(-4)}-${randomUUID()}`;
      cardTokens.set(token, { card, used: false });
      return json(200, {
        status_code: '200',
        status_message: 'Credit card token is created as Token ID.',
        token_id: token,
        hash: `${card.slice(0, 6)}-${card.slice(-4)}`,
      });
    })
    .on(
      'GET',
      '/v2/:id/status',
      onTransaction((transaction) => json(200, statusBody(transaction))),
    )
    .on(
      'GET',
      '/v2/:id/status/b2b',
      onTransaction((transaction) =>
        json(200, {
          status_code: '200',
          status_message: 'Success, transaction is found',
          transactions: [statusBody(transaction)],
        }),
      ),
    )
    .on(
      'POST',
      '/v2/:id/approve',
      onTransaction((transaction) => review(transaction, 'approve')),
    )
    .on(
      'POST',
      '/v2/:id/deny',
      onTransaction((transaction) => review(transaction, 'deny')),
    )
    .on('POST', '/v2/:id/cancel', onTransaction(cancel))
    .on('POST', '/v2/:id/expire', onTransaction(expire))
    .on(
      'POST',
      '/v2/:id/refund',
      onTransaction((transaction, call) => refund(transaction, call, false)),
    )
    .on(
      'POST',
      '/v2/:id/refund/online/direct',
      onTransaction((transaction, call) => refund(transaction, call, true)),
    );
  subscriptionRoutes(api, bench, merchant, (handler) => withKey(unauthorizedCharge, handler));

  const snapPage = buyerHandlers((call) => {
    const snap = pagesByToken.get(call.params.token ?? '');
    if (!snap) return null;
    return {
      vendorTitle: 'Midtrans Snap',
      payable: snapPayable(bench, merchant, snap),
      choices: snap.transaction ? [] : snapChoices(snap),
      choose: (choice) => void chooseMethod(bench, merchant, snap, choice),
      back: { paid: snap.finishUrl, failed: snap.finishUrl },
    };
  });
  const approvalPage = buyerHandlers((call) => {
    const transaction = merchant.find(call.params.id ?? '');
    return transaction && { vendorTitle: 'Midtrans', payable: merchant.payable(transaction), back: {} };
  });

  return {
    id: 'midtrans',
    title: 'Midtrans',
    keys: MIDTRANS_KEYS,
    api,
    pages: new Router()
      .on('GET', '/snap/v4/redirection/:token', snapPage.show)
      .on('POST', '/snap/v4/redirection/:token', snapPage.act)
      .on('GET', '/wallet/:id', approvalPage.show)
      .on('POST', '/wallet/:id', approvalPage.act)
      .on('GET', '/3ds/:id', approvalPage.show)
      .on('POST', '/3ds/:id', approvalPage.act),
    notFound: (call) =>
      api.knows(call.path)
        ? core('405', 'HTTP method is not allowed', 405)
        : core('404', 'The requested resource is not found', 404),
    trouble: (kind) => {
      if (kind === 'rate_limited')
        return core('429', 'API rate limit exceeded.', 429, {}, { 'retry-after': '1' });
      if (kind === 'error_in_200') return core('503', 'Bank/partner is experiencing connection issue.');
      return core('500', 'Sorry, we encountered internal server error. We will fix this soon.', 500);
    },
    clear: () => {
      merchant.clear();
      for (const map of [pagesByToken, cardTokens, answered]) map.clear();
    },
  };
}

/** An answer that is no transaction; most of them come with HTTP 200, the body's code is what counts. */
function core(
  code: string,
  message: string,
  http = 200,
  more: Json = {},
  headers: Record<string, string> = {},
): Reply {
  return json(http, { status_code: code, status_message: message, ...more, id: randomUUID() }, headers);
}

function createdMessage(type: Transaction['type']): string {
  const name = {
    qris: 'QRIS',
    gopay: 'GoPay',
    shopeepay: 'ShopeePay',
    bank_transfer: 'Bank Transfer',
    echannel: 'Mandiri Bill',
    cstore: 'cstore',
    credit_card: 'Credit Card',
  }[type];
  return type === 'qris' ? 'QRIS transaction is created' : `Success, ${name} transaction is created`;
}

/** Up to three addresses from a header; null when it was not sent. */
function urlList(call: Call, name: string): string[] | null {
  const value = call.headers[name];
  if (value === undefined) return null;
  return value
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
    .slice(0, 3);
}
