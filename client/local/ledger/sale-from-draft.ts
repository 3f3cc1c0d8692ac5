import { MAX_QUANTITY_MILLI, MAX_RUPIAH } from '../../../shared/money.ts';
import { priceCart } from '../../../shared/pricing/price-cart.ts';
import { receiptNumber } from '../../../shared/receipt-number.ts';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { PLAIN_LINE, PLAIN_SALE } from '../../../shared/sync/upcast.ts';
import { type DeviceIdentity, LocalError, type SaleDraft } from '../types.ts';

const MAX_LINES = 1_000;
const MAX_PAYMENTS = 20;
const MAX_NOTE = 300;

/** What the device adds to a draft. */
export interface SaleContext {
  identity: Pick<DeviceIdentity, 'deviceId' | 'deviceCode' | 'outlet'>;
  receiptSeq: number;
  deviceCounter: number;
  nowMs: number;
  clockOffsetMs: number | null;
  newId: () => string;
}

/** Throws LocalError `invalidDraft` naming the field when the draft could not become a true sale. */
export function checkDraft(draft: SaleDraft): void {
  const { lines, payments } = draft;
  if (!isUuidV7(draft.saleId)) throw invalid('saleId');
  if (draft.staffId === '') throw invalid('staffId');
  if (lines.length < 1 || lines.length > MAX_LINES) throw invalid('lines');
  lines.forEach((line, index) => {
    if (!isWhole(line.quantityMilli, 1, MAX_QUANTITY_MILLI)) throw invalid(`lines.${index}.quantityMilli`);
    if (!isWhole(line.unitPrice, 0, MAX_RUPIAH)) throw invalid(`lines.${index}.unitPrice`);
    if ((line.note?.length ?? 0) > MAX_NOTE) throw invalid(`lines.${index}.note`);
  });
  if ((draft.note?.length ?? 0) > MAX_NOTE) throw invalid('note');
  const { total, lineTotals } = priceCart(lines);
  if (!isWhole(total, 0, MAX_RUPIAH) || !lineTotals.every((amount) => isWhole(amount, 0, MAX_RUPIAH)))
    throw invalid('total');
  if (payments.length < 1 || payments.length > MAX_PAYMENTS) throw invalid('payments');
  payments.forEach((payment, index) => {
    if (!isWhole(payment.amount, 0, MAX_RUPIAH)) throw invalid(`payments.${index}.amount`);
    if (!isWhole(payment.tendered ?? payment.amount, payment.amount, MAX_RUPIAH))
      throw invalid(`payments.${index}.tendered`);
  });
  const paid = payments.reduce((sum, payment) => sum + payment.amount, 0);
  if (paid !== total) throw invalid('payments');
}

/** The record of a checked draft, priced by the shared engine (M5). Pure but for the ids it mints for payments. */
export function saleFromDraft(draft: SaleDraft, context: SaleContext): SaleRecord {
  const { identity, receiptSeq, deviceCounter, nowMs, clockOffsetMs, newId } = context;
  const { lineTotals, subtotal, discount, tax, rounding, total } = priceCart(draft.lines);
  return {
    kind: 'sale',
    id: draft.saleId,
    outletId: identity.outlet.id,
    deviceId: identity.deviceId,
    staffId: draft.staffId,
    receiptSeq,
    receiptNumber: receiptNumber(identity.outlet.code, identity.deviceCode, receiptSeq),
    soldAt: nowMs,
    clockOffsetMs,
    deviceCounter,
    ...PLAIN_SALE,
    lines: draft.lines.map(({ product, quantityMilli, unitPrice, note }, index) => ({
      lineNo: index + 1,
      productId: product.id,
      sku: product.sku,
      name: product.name,
      unit: product.unit,
      quantityMilli,
      unitPrice,
      ...PLAIN_LINE,
      lineTotal: lineTotals[index] ?? 0,
      taxClass: product.taxClass,
      ...(note ? { note } : {}),
    })),
    subtotal,
    discount,
    tax,
    rounding,
    total,
    payments: draft.payments.map(({ method, amount, tendered = amount }) => ({
      id: newId(),
      method,
      amount,
      tendered,
      change: tendered - amount,
    })),
    ...(draft.note ? { note: draft.note } : {}),
  };
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

function isUuidV7(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value);
}

function invalid(field: string): LocalError {
  return new LocalError('invalidDraft', { field });
}
