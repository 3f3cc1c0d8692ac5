import { randomUUID } from 'node:crypto';
import { type Json, json, jsonBody, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { randomDigits } from '../core/text.ts';
import { BUSINESS_ID, type Desk, isAmount, isText, missing, problem } from './desk.ts';

interface Account {
  id: string;
  fields: Json;
  status: 'PENDING' | 'ACTIVE' | 'INACTIVE';
  number: string;
  createdAt: number;
  expiresAt: number;
  payments: Json[];
}

const CODES: Record<string, string> = {
  BCA: '10766',
  BNI: '8808',
  BRI: '26215',
  MANDIRI: '88608',
  PERMATA: '8214',
  BSI: '9347',
};
const LIFE_MS = 31 * 365 * 86_400_000;

/** Fixed virtual accounts; the status is the account's, payments are told by a callback without any status. */
export function virtualAccounts(desk: Desk): { clear: () => void } {
  const all = new Map<string, Account>();
  const unknown = () => problem(404, 'CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR', 'Virtual account not found');

  desk
    .onCreate('POST', '/callback_virtual_accounts', (body) => {
      const bank = textAt(body, 'bank_code');
      const expires =
        body.expiration_date === undefined ? LIFE_MS + desk.now() : Date.parse(String(body.expiration_date));
      const wrong = missing(body, {
        external_id: isText(body.external_id),
        bank_code: bank in CODES,
        name: isText(body.name),
        expected_amount: body.is_closed !== true || isAmount(body.expected_amount),
        expiration_date: expires > desk.now(),
      });
      if (wrong) return wrong;
      const wanted = textAt(body, 'virtual_account_number');
      const number = `${CODES[bank]}${wanted || randomDigits(11)}`;
      if ([...all.values()].some((other) => other.number === number && other.status !== 'INACTIVE'))
        return problem(409, 'DUPLICATE_ERROR', 'The virtual account number is in use');
      const account: Account = {
        id: randomUUID(),
        fields: body,
        status: 'PENDING',
        number,
        createdAt: desk.now(),
        expiresAt: expires,
        payments: [],
      };
      all.set(account.id, account);
      desk.bench.book.add(payable(account));
      const answer = shown(account);
      account.status = 'ACTIVE';
      // The bank's confirmation comes as a callback too; it is no payment.
      desk.notify('va.created', account.id, { ...shown(account), updated: desk.iso(), created: desk.iso() });
      desk.bench.clock.at(account.expiresAt, () => {
        account.status = 'INACTIVE';
      });
      return json(200, answer);
    })
    .on('GET', '/callback_virtual_accounts/:id', (call) => {
      const account = all.get(call.params.id ?? '');
      return account ? json(200, shown(account)) : unknown();
    })
    .on('PATCH', '/callback_virtual_accounts/:id', (call) => {
      const account = all.get(call.params.id ?? '');
      if (!account) return unknown();
      const { expected_amount, expiration_date, is_single_use } = jsonBody(call) ?? {};
      Object.assign(account.fields, {
        ...(isAmount(expected_amount) && { expected_amount }),
        ...(is_single_use !== undefined && { is_single_use }),
      });
      const expires = Date.parse(String(expiration_date));
      if (!Number.isNaN(expires)) account.expiresAt = expires;
      if (account.expiresAt <= desk.now()) account.status = 'INACTIVE';
      return json(200, shown(account));
    })
    .on('GET', '/callback_virtual_account_payments/payment_id=:id', (call) => {
      const payments = [...all.values()].flatMap((account) => account.payments);
      const payment = payments.find(({ payment_id }) => payment_id === call.params.id);
      return payment
        ? json(200, payment)
        : problem(404, 'VIRTUAL_ACCOUNT_PAYMENT_NOT_FOUND_ERROR', 'Payment not found');
    });

  function shown(account: Account): Json {
    const { fields } = account;
    return {
      id: account.id,
      owner_id: BUSINESS_ID,
      external_id: fields.external_id,
      bank_code: fields.bank_code,
      merchant_code: CODES[textAt(fields, 'bank_code')],
      name: fields.name,
      account_number: account.number,
      is_closed: fields.is_closed === true,
      is_single_use: fields.is_single_use === true,
      ...(isAmount(fields.expected_amount) && { expected_amount: fields.expected_amount }),
      status: account.status,
      currency: 'IDR',
      country: 'ID',
      expiration_date: desk.iso(account.expiresAt),
    };
  }

  function pay(account: Account, amount: number): ActResult {
    const single = account.fields.is_single_use === true;
    if (single && account.payments.length > 0)
      return { ok: false, reason: 'single-use account has been paid' };
    const payment: Json = {
      id: randomUUID(),
      payment_id: randomUUID(),
      callback_virtual_account_id: account.id,
      owner_id: BUSINESS_ID,
      external_id: account.fields.external_id,
      account_number: account.number,
      bank_code: account.fields.bank_code,
      transaction_timestamp: desk.iso(),
      amount,
      merchant_code: CODES[textAt(account.fields, 'bank_code')],
      currency: 'IDR',
      country: 'ID',
      sender_name: 'BUDI',
      payment_detail: {},
    };
    account.payments.push(payment);
    if (single) account.status = 'INACTIVE';
    desk.notify('va.payment', account.id, payment);
    return { ok: true };
  }

  function payable(account: Account): Payable {
    const expected = () => (isAmount(account.fields.expected_amount) ? account.fields.expected_amount : null);
    const isPaid = () => account.fields.is_single_use === true && account.payments.length > 0;
    return {
      vendor: 'xendit',
      id: account.id,
      order: textAt(account.fields, 'external_id'),
      method: 'va',
      get amount() {
        return expected();
      },
      get state() {
        return isPaid() ? 'paid' : account.status === 'INACTIVE' ? 'expired' : 'open';
      },
      get label() {
        return account.status;
      },
      codes: [account.number],
      pageUrl: null,
      createdAt: account.createdAt,
      get expiresAt() {
        return account.expiresAt;
      },
      refunded: 0,
      actions: (): Action[] => {
        if (isPaid()) return [];
        return account.status === 'INACTIVE' ? ['pay_late'] : ['pay', 'pay_twice', 'pay_late', 'expire'];
      },
      act: (action, { amount }): ActResult => {
        if (action === 'expire' || action === 'pay_late') account.status = 'INACTIVE';
        if (action === 'expire') return { ok: true };
        const closed = account.fields.is_closed === true;
        const paid = (closed ? expected() : (amount ?? expected())) ?? 10_000;
        const first = pay(account, paid);
        if (action !== 'pay_twice' || !first.ok) return first;
        const second = pay(account, paid);
        return {
          ok: true,
          note: second.ok
            ? 'Dua transfer masuk. · Two transfers went through.'
            : 'Transfer kedua ditolak bank. · The bank refused the second transfer.',
        };
      },
    };
  }

  return { clear: () => all.clear() };
}
