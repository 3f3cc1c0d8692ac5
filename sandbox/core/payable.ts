export type Method = 'qris' | 'va' | 'ewallet' | 'card' | 'link' | 'store';

/** How far a payment is, in one vocabulary for the pages; the vendor's own word is `label`. */
export type PayableState = 'open' | 'held' | 'paid' | 'failed' | 'expired' | 'cancelled' | 'refunded';

export const ACTIONS = [
  'pay',
  'decline',
  'pay_late',
  'pay_twice',
  'expire',
  'settle',
  'challenge',
  'approve',
  'deny',
  'reverse',
  'refund',
  'chargeback',
] as const;
export type Action = (typeof ACTIONS)[number];

export type ActResult = { ok: true; note?: string } | { ok: false; reason: string };

/** Something a customer can pay, as the phone and the control page see it; the vendor keeps its own record behind it. */
export interface Payable {
  readonly vendor: string;
  readonly id: string;
  readonly order: string;
  readonly method: Method;
  /** whole rupiah; null when the payer types it */
  readonly amount: number | null;
  readonly state: PayableState;
  readonly label: string;
  /** what is scanned or typed: QR payload, account number, payment code */
  readonly codes: readonly string[];
  /** the page a buyer is sent to, when the flow has one */
  readonly pageUrl: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly refunded: number;
  /** what makes sense now */
  actions(): Action[];
  act(action: Action, detail: { amount?: number }): ActResult;
}

/** Everything payable in the sandbox, newest first. */
export class Book {
  #entries: Payable[] = [];

  add(entry: Payable): void {
    this.#entries.unshift(entry);
  }

  get(vendor: string, id: string): Payable | null {
    return this.#entries.find((entry) => entry.vendor === vendor && entry.id === id) ?? null;
  }

  /** By scanned or typed code, by the vendor's id or by the order number. */
  find(text: string): Payable[] {
    const wanted = text.trim();
    return this.#entries.filter(
      (entry) =>
        entry.codes.some((code) => code.trim() === wanted) || entry.id === wanted || entry.order === wanted,
    );
  }

  list(vendor?: string): Payable[] {
    return vendor ? this.#entries.filter((entry) => entry.vendor === vendor) : [...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }
}
