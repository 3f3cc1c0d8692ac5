import type { Json } from '../core/http.ts';
import { hash, wib } from '../core/text.ts';
import { MIDTRANS_KEYS } from './account.ts';

export type PaymentType =
  | 'qris'
  | 'gopay'
  | 'shopeepay'
  | 'bank_transfer'
  | 'echannel'
  | 'cstore'
  | 'credit_card';

export type TransactionStatus =
  | 'pending'
  | 'authorize'
  | 'capture'
  | 'settlement'
  | 'deny'
  | 'cancel'
  | 'expire'
  | 'refund'
  | 'partial_refund'
  | 'chargeback';

export interface Refund {
  id: number;
  key: string;
  amount: number;
  reason: string;
  at: number;
}

export interface Transaction {
  id: string;
  orderId: string;
  gross: number;
  type: PaymentType;
  status: TransactionStatus;
  fraud: 'accept' | 'challenge' | 'deny';
  createdAt: number;
  expiresAt: number | null;
  settledAt: number | null;
  /** fields of this payment type, as they appear in answers and notifications */
  details: Json;
  /** fields that only the charge answers, such as actions and the QR text */
  once: Json;
  codes: string[];
  refunds: Refund[];
  overrideUrls: string[] | null;
  appendUrls: string[];
  subscriptionId: string | null;
}

/** "10000.00": amounts leave as text with two decimals. */
export function grossText(amount: number): string {
  return `${amount}.00`;
}

/** lower-hex SHA-512 of order, status code, amount and server key, as text. */
export function signatureKey(orderId: string, statusCode: string, gross: string): string {
  return hash('sha512', orderId + statusCode + gross + MIDTRANS_KEYS.serverKey);
}

export function refundedSum(transaction: Transaction): number {
  return transaction.refunds.reduce((sum, refund) => sum + refund.amount, 0);
}

/** The status code that a status query carries for a state. */
export function statusCodeOf(status: TransactionStatus): string {
  if (status === 'pending') return '201';
  if (status === 'deny') return '202';
  return status === 'expire' ? '407' : '200';
}

/** Members that every answer about a transaction has. */
export function commonFields(transaction: Transaction, code: string, message: string): Json {
  return {
    status_code: code,
    status_message: message,
    transaction_id: transaction.id,
    order_id: transaction.orderId,
    merchant_id: MIDTRANS_KEYS.merchantId,
    gross_amount: grossText(transaction.gross),
    currency: 'IDR',
    payment_type: transaction.type,
    transaction_time: wib(transaction.createdAt),
    transaction_status: transaction.status,
    fraud_status: transaction.fraud,
    ...(transaction.expiresAt !== null && { expiry_time: wib(transaction.expiresAt) }),
  };
}

/** The answer to a status query. */
export function statusBody(transaction: Transaction): Json {
  const code = statusCodeOf(transaction.status);
  return {
    ...commonFields(transaction, code, 'Success, transaction is found'),
    ...transaction.details,
    ...(transaction.settledAt !== null && { settlement_time: wib(transaction.settledAt) }),
    ...refundFields(transaction),
    signature_key: signatureKey(transaction.orderId, code, grossText(transaction.gross)),
  };
}

export function refundFields(transaction: Transaction): Json {
  if (transaction.refunds.length === 0) return {};
  return {
    refund_amount: grossText(refundedSum(transaction)),
    refunds: transaction.refunds.map((refund) => ({
      refund_chargeback_id: refund.id,
      refund_amount: grossText(refund.amount),
      created_at: wib(refund.at),
      reason: refund.reason,
      refund_key: refund.key,
      refund_method: transaction.type,
      bank_confirmed_at: wib(refund.at),
    })),
  };
}
