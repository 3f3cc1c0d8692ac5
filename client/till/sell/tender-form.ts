import type { LocalErrorCode } from '../../local/types.ts';
import type { PaymentPart } from '../cart.ts';

export type Paid = Omit<PaymentPart, 'partId'>;

/** What each way of paying gets to know, and how it says that money has come. */
export interface TenderFormProps {
  /** what is left to pay when it is paid this way */
  due: number;
  failure: LocalErrorCode | null;
  /** Takes it: as the last part when nothing is left, as one of several otherwise. */
  onPaid: (paid: Paid, options?: { changeKept?: number }) => Promise<void>;
}
