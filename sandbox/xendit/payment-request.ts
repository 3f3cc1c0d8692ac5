import type { Json } from '../core/http.ts';
import type { Method } from '../core/payable.ts';

export type PaymentRequestStatus =
  | 'REQUIRES_ACTION'
  | 'AUTHORIZED'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'EXPIRED'
  | 'CANCELED';

/** A payment request of either version. */
export interface PaymentRequest {
  id: string;
  paymentId: string;
  version: 2 | 3;
  fields: Json;
  amount: number;
  channel: string;
  method: Method;
  /** QR text, account number or page */
  value: string;
  status: PaymentRequestStatus;
  failure: string | null;
  refunded: number;
  createdAt: number;
  updatedAt: number;
  expiresAt: number | null;
}
