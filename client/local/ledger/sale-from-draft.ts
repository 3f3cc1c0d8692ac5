import { MAX_QUANTITY_MILLI, MAX_RUPIAH, type Rupiah } from '../../../shared/money.ts';
import { priceCart } from '../../../shared/pricing/price-cart.ts';
import type { CartToPrice, PricedCart, PricingSettings } from '../../../shared/pricing/types.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Payment, SaleLine, SaleRecord } from '../../../shared/sync/sale-record.ts';
import { type DraftPayment, LocalError, type SaleDraft, type SaleDraftLine } from '../types.ts';
import type { ActionWriter } from './write-action.ts';

const MAX_LINES = 1_000;
const MAX_PAYMENTS = 20;
const MAX_NOTE = 300;
const MAX_LABEL = 60;
const MAX_REFERENCE = 120;

/** A draft that may become a sale, with what the engine made of it. */
export interface PricedDraft {
  draft: SaleDraft;
  priced: PricedCart;
}

/** What the engine prices: the same for the screens as for the sale (M5). `at`: device clock, epoch ms. */
export function cartOfDraft(
  draft: Pick<SaleDraft, 'lines' | 'discount' | 'orderType' | 'customerId' | 'member'> & {
    payments?: readonly Pick<DraftPayment, 'method' | 'amount'>[];
  },
  at: number,
  role?: Role,
): CartToPrice {
  return {
    lines: draft.lines.map((line, index) => ({
      lineNo: index + 1,
      productId: line.product.id,
      categoryId: line.categoryId ?? null,
      unit: line.product.unit,
      quantityMilli: line.quantityMilli,
      unitPrice: line.unitPrice,
      memberPrice: line.memberPrice ?? null,
      labelPrice: line.labelPrice ?? null,
      taxClass: line.product.taxClass,
      taxKind: line.taxKind ?? null,
      discount: line.discount ?? null,
      // A typed price is by hand as much as a changed one, on the screen as in the sale.
      priceOverridden: line.listPrice !== undefined || line.openPrice === true,
      openPrice: line.openPrice ?? false,
    })),
    discount: draft.discount ?? null,
    orderType: draft.orderType ?? 'walkIn',
    at,
    memberId: draft.member ? (draft.customerId ?? null) : null,
    tenders: draft.payments ?? [],
    ...(role && { role }),
  };
}

/** Prices the draft; with the seller's `role`, says where its discounts go too far. Throws LocalError `invalidDraft` naming the field when it could not become a true sale. */
export function priceDraft(
  draft: SaleDraft,
  settings: PricingSettings,
  nowMs: number,
  role?: Role,
): PricedDraft {
  checkShape(draft);
  const priced = priceCart(cartOfDraft(draft, draft.pricedAt ?? nowMs, role), settings);
  for (const { level, lineNo, code } of priced.problems) {
    if (level !== 'refused') continue;
    const field = code.startsWith('discount')
      ? 'discount'
      : code === 'amountTooLarge'
        ? 'total'
        : 'unitPrice';
    throw invalid(lineNo === null ? field : `lines.${lineNo - 1}.${field}`);
  }
  if (!isWhole(priced.total, 0, MAX_RUPIAH)) throw invalid('total');
  checkPayments(draft, priced.total);
  return { draft, priced };
}

function checkShape(draft: SaleDraft): void {
  const { lines } = draft;
  if (!isUuidV7(draft.saleId)) throw invalid('saleId');
  if (draft.staffId === '') throw invalid('staffId');
  if (lines.length < 1 || lines.length > MAX_LINES) throw invalid('lines');
  lines.forEach((line, index) => {
    if (!isWhole(line.quantityMilli, 1, MAX_QUANTITY_MILLI)) throw invalid(`lines.${index}.quantityMilli`);
    if (!isWhole(line.unitPrice, 0, MAX_RUPIAH)) throw invalid(`lines.${index}.unitPrice`);
    if ((line.note?.length ?? 0) > MAX_NOTE) throw invalid(`lines.${index}.note`);
    const stocked = [line.stockMilli ?? 1, ...(line.components ?? []).map((part) => part.quantityMilli)];
    if (!stocked.every((milli) => isWhole(milli, 0, MAX_QUANTITY_MILLI)))
      throw invalid(`lines.${index}.stockMilli`);
  });
  if ((draft.note?.length ?? 0) > MAX_NOTE) throw invalid('note');
  if ((draft.label?.length ?? 0) > MAX_LABEL) throw invalid('label');
}

function checkPayments({ payments, customerId, changeKept = 0 }: SaleDraft, total: Rupiah): void {
  if (payments.length < 1 || payments.length > MAX_PAYMENTS) throw invalid('payments');
  let paid = 0;
  let change = 0;
  payments.forEach(({ method, amount, tendered = amount, reference }, index) => {
    if (!isWhole(amount, 0, MAX_RUPIAH)) throw invalid(`payments.${index}.amount`);
    const most = method === 'cash' ? MAX_RUPIAH : amount;
    if (!isWhole(tendered, amount, most)) throw invalid(`payments.${index}.tendered`);
    if ((reference?.length ?? 0) > MAX_REFERENCE) throw invalid(`payments.${index}.reference`);
    if ((method === 'debt' || method === 'storeCredit') && !customerId) throw invalid('customerId');
    paid += amount;
    change += tendered - amount;
  });
  if (paid !== total) throw invalid('payments');
  if (!isWhole(changeKept, 0, change)) throw invalid('changeKept');
  if (changeKept > 0 && !customerId) throw invalid('customerId');
}

/** The record of a priced draft (M5). Takes its numbers from `writer`. */
export function saleFromDraft(
  { draft, priced }: PricedDraft,
  writer: Pick<
    ActionWriter,
    'identity' | 'nowMs' | 'clockOffsetMs' | 'newId' | 'shift' | 'receipt' | 'counter'
  >,
): SaleRecord {
  const { identity, nowMs, clockOffsetMs, newId } = writer;
  const { subtotal, discount, discounts, serviceCharge, tax, taxIncluded, rounding, total } = priced;
  return {
    kind: 'sale',
    id: draft.saleId,
    outletId: identity.outlet.id,
    deviceId: identity.deviceId,
    staffId: draft.staffId,
    ...writer.receipt(),
    soldAt: nowMs,
    clockOffsetMs,
    deviceCounter: writer.counter(),
    shiftId: writer.shift?.shiftId ?? null,
    customerId: draft.customerId ?? null,
    ...(draft.member && draft.customerId ? { member: true } : {}),
    orderType: draft.orderType ?? 'walkIn',
    ...(draft.label ? { label: draft.label } : {}),
    ...(draft.priceListId ? { priceListId: draft.priceListId } : {}),
    lines: draft.lines.map((line, index) =>
      saleLine(line, priced.lines[index] as PricedCart['lines'][number]),
    ),
    subtotal,
    discount,
    ...(discounts.length > 0 ? { discounts } : {}),
    serviceCharge,
    tax,
    taxIncluded,
    rounding,
    total,
    payments: draft.payments.map((payment) => salePayment(payment, newId)),
    changeKept: draft.changeKept ?? 0,
    ...(draft.exchangeOf ? { exchangeOf: draft.exchangeOf } : {}),
    ...(draft.approvals?.length ? { approvals: [...draft.approvals] } : {}),
    ...(draft.note ? { note: draft.note } : {}),
  };
}

function saleLine(line: SaleDraftLine, priced: PricedCart['lines'][number]): SaleLine {
  const {
    product,
    quantityMilli,
    unitPrice,
    listPrice,
    labelPrice,
    modifiers,
    stockMilli,
    components,
    note,
  } = line;
  return {
    lineNo: priced.lineNo,
    productId: product.id,
    sku: product.sku,
    name: product.name,
    unit: product.unit,
    quantityMilli,
    unitPrice,
    ...(listPrice === undefined ? {} : { listPrice }),
    ...(labelPrice == null ? {} : { labelPrice }),
    discount: priced.discount,
    ...(priced.discounts.length > 0 ? { discounts: priced.discounts } : {}),
    lineTotal: priced.lineTotal,
    cartDiscount: priced.cartDiscount,
    serviceCharge: priced.serviceCharge,
    taxClass: product.taxClass,
    taxKind: priced.taxKind,
    taxRateBp: priced.taxRateBp,
    taxBase: priced.taxBase,
    tax: priced.tax,
    taxIncluded: priced.taxIncluded,
    ...(modifiers?.length ? { modifiers } : {}),
    ...(stockMilli === undefined ? {} : { stockMilli }),
    ...(components?.length ? { components } : {}),
    ...(note ? { note } : {}),
  };
}

function salePayment(
  { id, method, amount, tendered = amount, reference, confirmed }: DraftPayment,
  newId: () => string,
): Payment {
  return {
    id: id ?? newId(),
    method,
    amount,
    tendered,
    change: tendered - amount,
    ...(reference ? { reference } : {}),
    ...(method === 'qrisStatic' ? { confirmed: confirmed ?? false } : {}),
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
