import { randomUUID } from 'node:crypto';
import { at, type Json, textAt } from '../core/http.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits, randomId, readWib } from '../core/text.ts';
import type { PaymentType, Transaction } from './transaction.ts';

const MINUTE = 60_000;
const QRIS_CAP = 10_000_000;
const VA_BANKS = ['bca', 'bni', 'bri', 'cimb', 'permata'];
const UNITS: Record<string, number> = {
  second: 1_000,
  minute: MINUTE,
  hour: 60 * MINUTE,
  day: 1_440 * MINUTE,
};
const LIFETIME: Record<PaymentType, number | null> = {
  qris: 15 * MINUTE,
  gopay: 15 * MINUTE,
  shopeepay: 15 * MINUTE,
  bank_transfer: 1_440 * MINUTE,
  echannel: 1_440 * MINUTE,
  cstore: 1_440 * MINUTE,
  credit_card: null,
};

/** What is wrong with the order and the amount of a request; empty when nothing is. */
export function orderProblems(body: Json): string[] {
  const problems: string[] = [];
  const orderId = at(body, 'transaction_details.order_id');
  const gross = at(body, 'transaction_details.gross_amount');
  if (typeof orderId !== 'string' || orderId === '')
    problems.push('transaction_details.order_id is required');
  else if (!/^[A-Za-z0-9\-_~.]{1,50}$/.test(orderId))
    problems.push('transaction_details.order_id must be at most 50 of A-Z a-z 0-9 - _ ~ .');
  if (gross === undefined || gross === null) problems.push('transaction_details.gross_amount is required');
  else if (typeof gross !== 'number' || !Number.isInteger(gross))
    problems.push('transaction_details.gross_amount is not a valid integer');
  else if (gross < 1) problems.push('transaction_details.gross_amount must be greater than or equal to 1');
  const items = body.item_details;
  if (Array.isArray(items) && items.length > 0) {
    const sum = items.reduce(
      (total: number, item) => total + Number(at(item, 'price')) * Number(at(item, 'quantity')),
      0,
    );
    if (sum !== gross)
      problems.push('transaction_details.gross_amount is not equal to the sum of item_details');
  }
  return problems;
}

/** What is wrong with the part of the request that belongs to its payment type. */
export function methodProblems(body: Json): string[] {
  const type = textAt(body, 'payment_type');
  if (!(type in LIFETIME)) return ['payment_type is not supported'];
  if (type === 'bank_transfer' && !VA_BANKS.includes(textAt(body, 'bank_transfer.bank')))
    return ['bank_transfer.bank is not one of the supported banks'];
  if (type === 'qris' && !['', 'gopay', 'airpay shopee'].includes(textAt(body, 'qris.acquirer')))
    return ['qris.acquirer is not supported'];
  if (type === 'qris' && Number(at(body, 'transaction_details.gross_amount')) > QRIS_CAP)
    return ['transaction_details.gross_amount is above the limit of one QRIS payment'];
  if (type === 'cstore' && !['indomaret', 'alfamart'].includes(textAt(body, 'cstore.store')))
    return ['cstore.store is not supported'];
  if (type === 'echannel' && !textAt(body, 'echannel.bill_info1')) return ['echannel.bill_info1 is required'];
  const unit = textAt(body, 'custom_expiry.unit');
  return unit !== '' && !(unit in UNITS) ? ['custom_expiry.unit is not supported'] : [];
}

/** A new transaction in state pending; the request has been checked before. */
export function openTransaction(body: Json, now: number, root: string): Transaction {
  const type = textAt(body, 'payment_type') as PaymentType;
  const id = randomUUID();
  const gross = Number(at(body, 'transaction_details.gross_amount'));
  return {
    id,
    orderId: textAt(body, 'transaction_details.order_id'),
    gross,
    type,
    status: 'pending',
    fraud: 'accept',
    createdAt: now,
    expiresAt: expiry(body, type, now),
    settledAt: null,
    ...particulars(body, type, id, gross, root),
    refunds: [],
    overrideUrls: null,
    appendUrls: [],
    subscriptionId: null,
  };
}

function expiry(body: Json, type: PaymentType, now: number): number | null {
  const duration = Number(at(body, 'custom_expiry.expiry_duration'));
  if (duration > 0) {
    const start = readWib(textAt(body, 'custom_expiry.order_time')) ?? now;
    return start + duration * (UNITS[textAt(body, 'custom_expiry.unit') || 'minute'] ?? MINUTE);
  }
  const life = LIFETIME[type];
  return life === null ? null : now + life;
}

function particulars(
  body: Json,
  type: PaymentType,
  id: string,
  gross: number,
  root: string,
): Pick<Transaction, 'details' | 'once' | 'codes'> {
  const link = (name: string, method: string, url: string) => ({ name, method, url });
  if (type === 'qris') {
    const acquirer = textAt(body, 'qris.acquirer') || 'gopay';
    const qr = qrisPayload(gross, { reference: id.slice(0, 12) });
    return {
      details: { acquirer },
      once: { actions: [link('generate-qr-code', 'GET', `${root}/v2/qris/${id}/qr-code`)], qr_string: qr },
      codes: [qr],
    };
  }
  if (type === 'gopay' || type === 'shopeepay') {
    const open = link('deeplink-redirect', 'GET', `${root}/wallet/${id}`);
    if (type === 'shopeepay') return { details: {}, once: { actions: [open] }, codes: [] };
    const qr = qrisPayload(gross, { reference: id.slice(0, 12) });
    const actions = [
      link('generate-qr-code', 'GET', `${root}/v2/gopay/${id}/qr-code`),
      open,
      link('get-status', 'GET', `${root}/v2/${id}/status`),
      link('cancel', 'POST', `${root}/v2/${id}/cancel`),
    ];
    return { details: {}, once: { actions, qr_string: qr }, codes: [qr] };
  }
  if (type === 'bank_transfer') {
    const bank = textAt(body, 'bank_transfer.bank');
    const wanted = textAt(body, 'bank_transfer.va_number').replace(/\D/g, '');
    const number = `${bank === 'permata' ? '8562' : '12345'}${wanted || randomDigits(11)}`;
    const details =
      bank === 'permata' ? { permata_va_number: number } : { va_numbers: [{ bank, va_number: number }] };
    return { details, once: {}, codes: [number] };
  }
  if (type === 'echannel') {
    const key = randomDigits(12);
    return { details: { bill_key: key, biller_code: '70012' }, once: {}, codes: [key, `70012${key}`] };
  }
  if (type === 'cstore') {
    const code = randomDigits(14);
    return { details: { payment_code: code, store: textAt(body, 'cstore.store') }, once: {}, codes: [code] };
  }
  return {
    details: {
      masked_card: '481111-1114',
      bank: 'bni',
      card_type: 'credit',
      approval_code: randomId(12),
      channel_response_code: '00',
    },
    once: {},
    codes: [],
  };
}
