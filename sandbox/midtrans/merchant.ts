import type { Action, ActResult, Payable, PayableState } from '../core/payable.ts';
import type { Bench } from '../core/vendor.ts';
import { notify } from './notify.ts';
import { refundedSum, type Transaction, type TransactionStatus } from './transaction.ts';

const STATES: Record<TransactionStatus, PayableState> = {
  pending: 'open',
  authorize: 'open',
  capture: 'paid',
  settlement: 'paid',
  deny: 'failed',
  cancel: 'cancelled',
  expire: 'expired',
  refund: 'refunded',
  partial_refund: 'paid',
  chargeback: 'refunded',
};
/** States that money has been in: no second payment, no late one. */
const PAID: TransactionStatus[] = [
  'capture',
  'settlement',
  'refund',
  'partial_refund',
  'chargeback',
  'authorize',
];

/** The merchant's transactions and what may happen to them. */
export class Merchant {
  readonly #bench: Bench;
  #byId = new Map<string, Transaction>();
  #byOrder = new Map<string, Transaction>();

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  clear(): void {
    this.#byId.clear();
    this.#byOrder.clear();
  }

  find(idOrOrder: string): Transaction | null {
    return this.#byId.get(idOrOrder) ?? this.#byOrder.get(idOrOrder) ?? null;
  }

  /** Keeps a new transaction, tells the shop of it and lets it expire in its time. */
  open(transaction: Transaction): void {
    this.#byId.set(transaction.id, transaction);
    this.#byOrder.set(transaction.orderId, transaction);
    notify(this.#bench, transaction);
    if (transaction.expiresAt !== null)
      this.#bench.clock.at(transaction.expiresAt, () => {
        if (transaction.status === 'pending') this.move(transaction, 'expire');
      });
  }

  move(transaction: Transaction, status: TransactionStatus): void {
    transaction.status = status;
    if (status === 'settlement') transaction.settledAt = this.#bench.clock.now();
    notify(this.#bench, transaction);
  }

  /** The buyer pays: cards are captured, everything else is settled at once. */
  pay(transaction: Transaction): void {
    if (transaction.type === 'qris' || transaction.type === 'gopay') transaction.details.issuer = 'gopay';
    transaction.fraud = 'accept';
    this.move(transaction, transaction.type === 'credit_card' ? 'capture' : 'settlement');
  }

  refund(transaction: Transaction, amount: number, key: string, reason: string): void {
    const id = transaction.refunds.length + Math.floor(this.#bench.clock.now() / 1000);
    transaction.refunds.push({ id, key, amount, reason, at: this.#bench.clock.now() });
    this.move(transaction, refundedSum(transaction) === transaction.gross ? 'refund' : 'partial_refund');
  }

  payable(transaction: Transaction): Payable {
    const { type, details } = transaction;
    return {
      vendor: 'midtrans',
      id: transaction.id,
      order: transaction.orderId,
      method: (
        {
          qris: 'qris',
          gopay: 'ewallet',
          shopeepay: 'ewallet',
          bank_transfer: 'va',
          echannel: 'va',
          cstore: 'store',
          credit_card: 'card',
        } as const
      )[type],
      amount: transaction.gross,
      get state() {
        if (transaction.status === 'capture' && transaction.fraud === 'challenge') return 'held';
        return STATES[transaction.status];
      },
      get label() {
        return transaction.fraud === 'challenge' ? `${transaction.status}/challenge` : transaction.status;
      },
      codes: transaction.codes,
      pageUrl:
        type === 'gopay' || type === 'shopeepay'
          ? `${this.#bench.root('midtrans')}/wallet/${transaction.id}`
          : type === 'credit_card'
            ? `${this.#bench.root('midtrans')}/3ds/${transaction.id}`
            : null,
      createdAt: transaction.createdAt,
      expiresAt: transaction.expiresAt,
      get refunded() {
        return refundedSum(transaction);
      },
      actions: () =>
        actionsOf(transaction, details.permata_va_number !== undefined || details.store === 'indomaret'),
      act: (action) => this.#act(transaction, action),
    };
  }

  #act(transaction: Transaction, action: Action): ActResult {
    if (action === 'pay') this.pay(transaction);
    else if (action === 'pay_twice') {
      this.pay(transaction);
      return {
        ok: true,
        note: 'Pembayaran kedua ditolak: kode hanya untuk satu kali. · Second payment refused: single-use code.',
      };
    } else if (action === 'pay_late') {
      if (transaction.status === 'pending') this.move(transaction, 'expire');
      this.pay(transaction);
    } else if (action === 'decline' || action === 'deny' || action === 'reverse') {
      transaction.fraud = action === 'deny' ? 'deny' : transaction.fraud;
      this.move(transaction, 'deny');
    } else if (action === 'expire') this.move(transaction, 'expire');
    else if (action === 'settle') this.move(transaction, 'settlement');
    else if (action === 'challenge') {
      transaction.fraud = 'challenge';
      this.move(transaction, 'capture');
    } else if (action === 'approve') this.pay(transaction);
    else if (action === 'refund')
      this.refund(
        transaction,
        transaction.gross - refundedSum(transaction),
        `dashboard-${transaction.id}`,
        'dashboard',
      );
    else this.move(transaction, 'chargeback');
    return { ok: true };
  }
}

function actionsOf(transaction: Transaction, reversible: boolean): Action[] {
  const { status, fraud, type } = transaction;
  if (status === 'pending')
    return [
      'pay',
      'decline',
      'pay_late',
      'pay_twice',
      'expire',
      ...(type === 'credit_card' ? ['challenge' as const] : []),
    ];
  if (status === 'capture' && fraud === 'challenge') return ['approve', 'deny'];
  if (status === 'capture') return ['settle', 'challenge', 'chargeback'];
  if (status === 'settlement' || status === 'partial_refund')
    return [
      ...(type === 'credit_card' ? ['chargeback' as const] : []),
      ...(reversible || type === 'echannel' ? ['reverse' as const] : []),
      ...(isRefundable(type) ? ['refund' as const] : []),
    ];
  return status === 'expire' ? ['pay_late'] : [];
}

export function isRefundable(type: Transaction['type']): boolean {
  return type === 'qris' || type === 'gopay' || type === 'shopeepay' || type === 'credit_card';
}

export function isPaid(status: TransactionStatus): boolean {
  return PAID.includes(status);
}
