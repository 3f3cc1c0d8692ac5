import type { ReportedStatus } from '../../shared/payments/attempt-status.ts';
import { REPORTED_STATUSES } from '../../shared/payments/attempt-status.ts';
import type { PayableCode } from '../../shared/payments/payment-view.ts';
import type { EventSource } from './words.ts';

/** What a provider told of an attempt, in our words. Money in rupiah, times in epoch ms. */
export interface News {
  source: EventSource;
  reported: ReportedStatus;
  /** it is the provider's answer to our own question */
  confirmed: boolean;
  rawStatus?: string;
  amount?: number;
  currency?: string;
  reference?: string;
  providerId?: string;
  providerPaymentId?: string;
  refundedAmount?: number;
  held?: boolean;
  disputed?: boolean;
  paidAt?: number;
  expiresAt?: number;
  code?: PayableCode;
  webhookId?: string;
}

const CODE_MEMBERS = ['qrString', 'vaNumber', 'vaBank', 'url', 'deeplinkUrl'] as const;
const MAX_TEXT = 4_000;

/** The news in what a preset read from an answer or a webhook. */
export function readNews(
  from: Pick<News, 'source' | 'confirmed'> & {
    webhookId?: string;
    status?: string | null | undefined;
    rawStatus?: string | null | undefined;
    read: Record<string, unknown>;
  },
): News {
  const { read, source, confirmed, webhookId } = from;
  const status = REPORTED_STATUSES.find((one) => one === from.status) ?? 'unknown';
  const rawStatus = from.rawStatus ?? text(read.rawStatus);
  const news: News = { source, confirmed, reported: status };
  // What was paid says more than what was asked.
  const amount = whole(read.paidAmount) ?? whole(read.amount);
  const code: PayableCode = {};
  for (const member of CODE_MEMBERS) {
    const value = text(read[member]);
    if (value && (!member.toLowerCase().endsWith('url') || /^[a-z][a-z0-9+.-]*:/i.test(value)))
      code[member] = value;
  }
  return Object.assign(
    news,
    defined({
      webhookId,
      rawStatus: rawStatus?.slice(0, 120),
      amount,
      currency: text(read.currency)?.toUpperCase(),
      reference: text(read.reference),
      providerId: text(read.providerId),
      providerPaymentId: text(read.paymentId),
      refundedAmount: whole(read.refundedAmount),
      held: typeof read.held === 'boolean' ? read.held : undefined,
      disputed: typeof read.disputed === 'boolean' ? read.disputed : undefined,
      paidAt: moment(read.paidAt),
      expiresAt: moment(read.expiresAt),
      code: Object.keys(code).length > 0 ? code : undefined,
    }),
  );
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT) : undefined;
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function moment(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
}

function defined<Values extends object>(values: Values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]: Exclude<Values[Key], undefined>;
  };
}
