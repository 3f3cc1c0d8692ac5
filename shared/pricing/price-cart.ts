import {
  allocate,
  isRupiah,
  MAX_QUANTITY_MILLI,
  MAX_RUPIAH,
  MILLI,
  percentOf,
  type Rupiah,
  scaleRounded,
} from '../money.ts';
import { type LocalMoment, localMoment } from './local-moment.ts';
import { isOverLimit, manualDiscount } from './manual-discount.ts';
import { sumOf } from './pools.ts';
import { applyPromotions } from './promotions.ts';
import { roundingOf } from './round-total.ts';
import { lineTax, taxCart } from './taxes.ts';
import {
  type AppliedDiscount,
  type CartToPrice,
  type Discount,
  type LineToPrice,
  PRICING_PROBLEMS,
  type PricedCart,
  type PricedLine,
  type PricingProblem,
  type PricingProblemCode,
  type PricingSettings,
} from './types.ts';

/** Rupiah for `quantityMilli` thousandths of a unit, rounded half up to the rupiah. */
export function lineTotal({
  unitPrice,
  quantityMilli,
}: {
  unitPrice: Rupiah;
  quantityMilli: number;
}): Rupiah {
  return scaleRounded(unitPrice, quantityMilli, MILLI);
}

/**
 * The one engine (M5): server and till compute a cart with it and must agree to the rupiah. In this order: member
 * price, promotions, the line's discount by hand, the cart's, service charge, tax, rounding. Never throws and never
 * goes below zero; what is wrong with the cart is in `problems`. Lines alone are a cart without anything else.
 */
export function priceCart(
  cartOrLines: CartToPrice | readonly LineToPrice[],
  settings: PricingSettings = {},
): PricedCart {
  const cart: CartToPrice = isLines(cartOrLines) ? { lines: cartOrLines } : cartOrLines;
  const { lines } = cart;
  const problems: PricingProblem[] = [];
  const limit = cart.role === undefined ? undefined : settings.discountLimits?.[cart.role];
  const note = (code: PricingProblemCode, lineNo: number | null) => {
    const overLimit = code === 'discountOverLimit' && limit ? { limit } : {};
    problems.push({ code, level: PRICING_PROBLEMS[code], lineNo, ...overLimit });
  };
  const lineNos = lines.map((line, index) => line.lineNo ?? index + 1);
  const moment = cart.at === undefined ? null : localMoment(cart.at, settings.timeZone);
  const rank = once(() => rankLines(lines));

  const gross = lines.map((line, index) => {
    const problem = lineProblem(line);
    if (problem) note(problem, lineNos[index] ?? null);
    return problem && PRICING_PROBLEMS[problem] === 'refused' ? 0 : grossOf(line);
  });
  const discounts = automaticDiscounts(cart, settings, gross, moment, rank);

  let manualBase = 0;
  let manualOff = 0;
  let manualLines = 0;
  const lineTotals = lines.map((line, index) => {
    const given = discounts[index] ?? [];
    const left = (gross[index] ?? 0) - sumAmounts(given);
    manualBase += left;
    const { off, problem } = manualDiscount(line.discount, left);
    const lineNo = lineNos[index] ?? null;
    if (problem) note(problem, lineNo);
    if (off > 0) {
      given.push(byHand(line.discount, off));
      manualOff += off;
      manualLines += 1;
      if (limit && isOverLimit(off, left, limit)) note('discountOverLimit', lineNo);
    }
    if ((gross[index] ?? 0) > MAX_RUPIAH) note('amountTooLarge', lineNo);
    return left - off;
  });

  const subtotal = sumOf(lineTotals);
  const { off: discount, problem } = manualDiscount(cart.discount, subtotal);
  if (problem) note(problem, null);
  if (
    limit &&
    (isOverLimit(discount, subtotal, limit) ||
      (discount > 0 && isOverLimit(discount + manualOff, manualBase, limit, manualLines + 1)) ||
      manualOff > (limit.maxAmount ?? Number.POSITIVE_INFINITY))
  )
    note('discountOverLimit', null);
  const cartDiscounts = share(discount, lineTotals, rank);
  const net = lineTotals.map((amount, index) => amount - (cartDiscounts[index] ?? 0));

  const service = settings.serviceCharge?.[cart.orderType ?? ''];
  const serviceBase = service?.base === 'beforeDiscount' ? gross : net;
  const serviceCharge = service ? percentOf(sumOf(serviceBase), service.rateBp) : 0;
  const serviceShares = share(serviceCharge, serviceBase, rank);

  const taxable = net.map((amount, index) => amount + (service?.taxed ? (serviceShares[index] ?? 0) : 0));
  const lineTaxes = lines.map((line) => lineTax(line, settings, moment));
  const { taxes, shares: taxShares } = taxCart(lineTaxes, taxable, rank);
  const tax = sumOf(taxes.map((row) => (row.included ? 0 : row.amount)));
  const taxIncluded = sumOf(taxes.map((row) => (row.included ? row.amount : 0)));

  const exact = subtotal - discount + serviceCharge + tax;
  const { rounding, inCash } = roundCart(exact, cart, settings);
  const total = exact + rounding;
  if (exact > MAX_RUPIAH) note('amountTooLarge', null);

  return {
    lines: lines.map((_, index): PricedLine => {
      const given = discounts[index] ?? [];
      const taxed = lineTaxes[index];
      const taxShare = taxShares[index];
      const cartDiscount = cartDiscounts[index] ?? 0;
      const lineService = serviceShares[index] ?? 0;
      return {
        lineNo: lineNos[index] ?? index + 1,
        gross: gross[index] ?? 0,
        discounts: given,
        discount: sumAmounts(given),
        lineTotal: lineTotals[index] ?? 0,
        cartDiscount,
        serviceCharge: lineService,
        taxKind: taxed?.kind ?? 'none',
        taxRateBp: taxed?.rateBp ?? 0,
        taxBase: taxShare?.base ?? 0,
        tax: taxShare?.tax ?? 0,
        taxIncluded: taxShare?.taxIncluded ?? 0,
        payable: (net[index] ?? 0) + lineService + (taxShare?.tax ?? 0),
      };
    }),
    lineTotals,
    subtotal,
    discount,
    discounts: discount > 0 ? [byHand(cart.discount, discount)] : [],
    serviceCharge,
    taxes,
    tax,
    taxIncluded,
    rounding,
    total,
    inCash,
    problems,
  };
}

function isLines(cart: CartToPrice | readonly LineToPrice[]): cart is readonly LineToPrice[] {
  return Array.isArray(cart);
}

function lineProblem(line: LineToPrice): PricingProblemCode | null {
  const { quantityMilli, unitPrice, labelPrice, openPrice, priceOverridden } = line;
  if (!Number.isSafeInteger(quantityMilli) || quantityMilli < 1) return 'quantityInvalid';
  if (quantityMilli > MAX_QUANTITY_MILLI) return 'quantityTooLarge';
  if (!isRupiah(unitPrice) || (labelPrice != null && !isRupiah(labelPrice))) return 'priceInvalid';
  if (unitPrice === 0 && (openPrice || priceOverridden)) return 'zeroPrice';
  return null;
}

function grossOf(line: LineToPrice): Rupiah {
  return line.labelPrice ?? lineTotal(line);
}

/** What comes off every line without anybody's doing: the member price, then promotions. */
function automaticDiscounts(
  cart: CartToPrice,
  settings: PricingSettings,
  gross: readonly Rupiah[],
  moment: LocalMoment | null,
  rank: () => readonly number[],
): AppliedDiscount[][] {
  const discounts = cart.lines.map((line, index): AppliedDiscount[] => {
    const amount = cart.memberId ? memberSaving(line, gross[index] ?? 0) : 0;
    return amount > 0 ? [{ kind: 'member', label: '', amount }] : [];
  });
  const { promotions } = settings;
  if (!promotions || promotions.length === 0) return discounts;
  const left = gross.map((amount, index) => amount - sumAmounts(discounts[index] ?? []));
  const given = applyPromotions(promotions, cart, { input: cart.lines, gross, left }, moment, rank);
  return discounts.map((line, index) => [...line, ...(given[index] ?? [])]);
}

function memberSaving(
  { memberPrice, unitPrice, priceOverridden, ...line }: LineToPrice,
  gross: Rupiah,
): Rupiah {
  if (priceOverridden || gross === 0 || !isRupiah(memberPrice) || memberPrice >= unitPrice) return 0;
  if (line.labelPrice != null) return gross - scaleRounded(gross, memberPrice, unitPrice);
  return gross - lineTotal({ unitPrice: memberPrice, quantityMilli: line.quantityMilli });
}

function byHand(discount: Discount | null | undefined, amount: Rupiah): AppliedDiscount {
  const rate = discount?.kind === 'percent' ? { rateBp: discount.rateBp } : {};
  return { kind: 'manual', label: '', ...rate, amount };
}

/** Rounds what is due in cash, or the whole total where the outlet rounds every tender (M4). */
function roundCart(
  exact: Rupiah,
  { tenders = [] }: CartToPrice,
  { rounding }: PricingSettings,
): Pick<PricedCart, 'rounding' | 'inCash'> {
  if (rounding?.cashOnly === false) {
    const all = roundingOf(exact, rounding);
    return { rounding: all, inCash: { rounding: all, total: exact + all } };
  }
  const otherwise = sumOf(tenders.map(({ method, amount }) => (method === 'cash' ? 0 : amount)));
  const cash = roundingOf(exact - otherwise, rounding);
  return {
    rounding: tenders.some(({ method }) => method === 'cash') ? cash : 0,
    inCash: { rounding: cash, total: exact + cash },
  };
}

function share(amount: Rupiah, weights: readonly Rupiah[], rank: () => readonly number[]): readonly Rupiah[] {
  return amount === 0 ? [] : allocate(amount, weights, rank());
}

/** A place for every line that does not depend on their order, so that spare rupiah always fall on the same goods. */
function rankLines(lines: readonly LineToPrice[]): number[] {
  const keys = lines.map((line) =>
    JSON.stringify([
      line.productId,
      line.unitPrice,
      line.quantityMilli,
      line.unit,
      line.taxClass,
      line.taxKind,
      line.categoryId,
      line.memberPrice,
      line.labelPrice,
      line.priceOverridden,
      line.discount,
    ]),
  );
  const ranks = lines.map(() => 0);
  lines
    .map((_, index) => index)
    .sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : keys[a] === keys[b] ? a - b : 1))
    .forEach((index, place) => {
      ranks[index] = place;
    });
  return ranks;
}

function once<Value>(compute: () => Value): () => Value {
  let value: { is: Value } | undefined;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}

function sumAmounts(discounts: readonly AppliedDiscount[]): Rupiah {
  return sumOf(discounts.map(({ amount }) => amount));
}
