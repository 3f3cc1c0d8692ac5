import type { Rupiah } from '../../shared/money.ts';
import type { Action } from '../../shared/permissions.ts';
import type { Role } from '../../shared/roles.ts';
import type { HeaderFacts } from '../sync/header-facts.ts';
import type { PricingHistory } from './pricing-then.ts';

/** What the server knows that a sale is compared with (S5), as far as the batch names it. */
export interface SaleFacts extends HeaderFacts {
  staff: ReadonlyMap<string, { active: boolean; role: Role }>;
  /** who may do what without asking, by outlet; an outlet that says nothing has the defaults */
  permissions: ReadonlyMap<string, Partial<Readonly<Record<Action, Role>>>>;
  /** what each outlet was told about prices, as far back as the batch's sales may have been priced by it */
  pricing: ReadonlyMap<string, PricingHistory>;
  products: ReadonlyMap<string, KnownProduct>;
  /** which records already carry a device's receipt sequence, by `receiptKey` */
  receipts: ReadonlyMap<string, ReadonlySet<string>>;
  shifts: ReadonlySet<string>;
  closes: ReadonlyMap<string, KnownClose>;
  /** sales that a void or a refund here is about */
  voided: ReadonlySet<string>;
  refunded: ReadonlySet<string>;
}

export interface KnownProduct {
  price: Rupiah;
  categoryId: string | null;
  /** server clock, epoch ms */
  changedAt: number;
  extras: {
    units?: { price: Rupiah }[];
    prices?: Record<string, Rupiah>;
    openPrice?: boolean;
    memberPrice?: Rupiah;
  } | null;
}

/** The close of a shift: whose it is, and how far that device had counted. */
export interface KnownClose {
  deviceId: string;
  deviceCounter: number;
}

/** Key of a receipt sequence of one device. */
export function receiptKey(deviceId: string, receiptSeq: number): string {
  return `${deviceId}.${receiptSeq}`;
}

/** Whether the close of its shift had counted a record: it was written before, on the same device (S13). */
export function isCounted(record: { deviceId: string; deviceCounter: number }, close: KnownClose): boolean {
  return record.deviceId === close.deviceId && record.deviceCounter < close.deviceCounter;
}
