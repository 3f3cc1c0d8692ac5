import { MILLI, scaleRounded } from '../../shared/money.ts';
import type { Product, SaleDraft, SaleDraftLine } from '../local/types.ts';
import { type Cart, type CartLine, chargedPrice, type PaymentPart } from './cart.ts';

/** What a sale needs besides its cart. */
export interface SaleFacts {
  saleId: string;
  staffId: string;
  payments: readonly Omit<PaymentPart, 'partId'>[];
  changeKept: number;
  pricedAt: number;
  productById: (productId: string) => Product | undefined;
}

/** The cart as the device stores it. */
export function saleDraft(cart: Cart, facts: SaleFacts): SaleDraft {
  const { saleId, staffId, payments, changeKept, pricedAt, productById } = facts;
  const { customer, discount, orderType, priceListId, exchangeOf } = cart;
  const note = cart.note.trim();
  const label = cart.label.trim();
  const approvals = [
    // Two lines under one permission are one entry.
    ...new Map(cart.approvals.map((one) => [`${one.action} ${one.approvedBy}`, one])).values(),
  ].map(({ action, approvedBy, reason }) => ({ action, approvedBy, ...(reason && { reason }) }));
  return {
    saleId,
    staffId,
    lines: cart.lines.map((line) => draftLine(line, productById)),
    payments: payments.map(({ method, amount, tendered, reference, confirmed, paymentId }) => ({
      ...(paymentId && { id: paymentId }),
      method,
      amount,
      tendered,
      ...(reference && { reference }),
      ...(confirmed !== undefined && { confirmed }),
    })),
    orderType,
    pricedAt,
    ...(note && { note }),
    ...(label && { label }),
    ...(discount && { discount }),
    ...(priceListId && { priceListId }),
    ...(customer && { customerId: customer.customerId, member: customer.member }),
    ...(changeKept > 0 && { changeKept }),
    ...(exchangeOf && { exchangeOf }),
    ...(approvals.length > 0 && { approvals }),
  };
}

function draftLine(line: CartLine, productById: SaleFacts['productById']): SaleDraftLine {
  const { productId, sku, name, unit, taxClass, quantityMilli, factorMilli, modifiers = [] } = line;
  const unitPrice = chargedPrice(line);
  const extra = unitPrice - (line.charged ?? line.unitPrice);
  const note = line.note.trim();
  const baseMilli =
    factorMilli === undefined ? quantityMilli : scaleRounded(quantityMilli, factorMilli, MILLI);
  const components = productId === null ? undefined : productById(productId)?.components;
  return {
    product: { id: productId, sku, name, unit, taxClass },
    quantityMilli,
    unitPrice,
    ...(line.categoryId != null && { categoryId: line.categoryId }),
    ...(line.discount && { discount: line.discount }),
    ...(line.charged != null && !line.openPrice && { listPrice: line.unitPrice + extra }),
    ...(line.memberPrice != null && { memberPrice: line.memberPrice + extra }),
    ...(line.labelPrice != null && { labelPrice: line.labelPrice }),
    ...(line.openPrice && { openPrice: true }),
    ...(modifiers.length > 0 && { modifiers: [...modifiers] }),
    ...(factorMilli !== undefined && { stockMilli: baseMilli }),
    ...(components &&
      components.length > 0 && {
        components: components.map((one) => ({
          productId: one.productId,
          quantityMilli: Math.max(1, scaleRounded(one.quantityMilli, baseMilli, MILLI)),
        })),
      }),
    ...(note && { note }),
  };
}
