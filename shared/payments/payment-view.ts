import type { AttemptStatus } from './attempt-status.ts';

/** Ways of paying that go through a connection; each is a feature `payment.<method>`. */
export const ONLINE_METHODS = ['qris', 'va', 'ewallet', 'card', 'link'] as const;
export type OnlineMethod = (typeof ONLINE_METHODS)[number];

/** What the customer scans, types or opens; what a provider gave. */
export interface PayableCode {
  qrString?: string;
  vaNumber?: string;
  vaBank?: string;
  /** a page to pay on */
  url?: string;
  deeplinkUrl?: string;
}

/**
 * Where a payment stands, for the till.
 * `preparing`: the provider is being asked for a code, or for how that ended. `waiting`: the code is good and the customer
 * has not paid. `uncertain`: a charge may exist and nobody could say yet; other ways of paying wait for the answer.
 */
export type PaymentState =
  | 'preparing'
  | 'waiting'
  | 'uncertain'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'refunded';

export interface PaymentView {
  paymentId: string;
  saleId: string;
  attemptId: string;
  method: OnlineMethod;
  amount: number;
  state: PaymentState;
  status: AttemptStatus;
  /** our number at the provider: on receipts, and what finds it again */
  reference: string;
  providerId: string | null;
  code: PayableCode;
  /** epoch ms, on the server's clock */
  expiresAt: number | null;
  /** the connection's name */
  through: string;
  testMode: boolean;
  /** of a simulated provider: where a customer's phone is played */
  phoneUrl: string | null;
  /** why there is no code */
  problem: { code: string; id: string; en: string } | null;
  /** how many attempts the payment took */
  attempts: number;
  /** server clock, epoch ms */
  serverTime: number;
}

/** A method that the outlet can offer now. */
export interface OfferedMethod {
  method: OnlineMethod;
  testMode: boolean;
  minAmount: number;
  maxAmount: number;
}
