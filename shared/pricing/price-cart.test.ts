import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_QUANTITY_MILLI, MILLI } from '../money.ts';
import { lineTotal, priceCart } from './price-cart.ts';
import { anyCart, anySettings } from './random-cart.ts';
import { pricingSettingsSchema } from './settings-schema.ts';
import type { CartToPrice, LineToPrice, PricedCart } from './types.ts';

const RUNS = 10_000;
/** Laws that price several times a case. */
const FEWER_RUNS = 4_000;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('M1 a line is exact to the rupiah, half up, whatever the size', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000_000),
      fc.integer({ min: 1, max: MAX_QUANTITY_MILLI }),
      (unitPrice, quantityMilli) => {
        const exact = (BigInt(unitPrice) * BigInt(quantityMilli) + 500n) / 1000n;
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(BigInt(lineTotal({ unitPrice, quantityMilli }))).toBe(exact);
      },
    ),
    { numRuns: RUNS },
  );
});

test('M3 lines, shares and taxes add up to the totals; nothing is negative or broken; rounding stays under its step', () => {
  fc.assert(
    fc.property(anyCart, anySettings, (cart, settings) => {
      const priced = priceCart(cart, settings);
      checkSums(priced);
      const { rounding } = settings;
      expect(Math.abs(priced.rounding)).toBeLessThan(rounding?.to ?? 1);
      if (rounding?.mode === 'down') expect(priced.rounding).toBeLessThanOrEqual(0);
      if (rounding?.mode === 'up') expect(priced.rounding).toBeGreaterThanOrEqual(0);
      if (rounding?.cashOnly !== false && !cart.tenders?.some(({ method }) => method === 'cash'))
        expect(priced.rounding).toBe(0);
    }),
    { numRuns: RUNS },
  );
});

function checkSums(priced: PricedCart): void {
  const { lines, taxes } = priced;
  const of = (name: keyof PricedCart['lines'][number]) => sum(lines.map((line) => Number(line[name])));
  const numbers = [
    ...lines.flatMap((line) => Object.values(line).filter((value) => typeof value === 'number')),
    ...lines.flatMap((line) => line.discounts.map(({ amount }) => amount)),
    ...taxes.flatMap(({ net, base, amount }) => [net, base, amount]),
    priced.subtotal,
    priced.discount,
    priced.serviceCharge,
    priced.tax,
    priced.taxIncluded,
    priced.total,
    priced.inCash.total,
  ];
  const bad = numbers.filter((value) => !Number.isSafeInteger(value) || value < 0);
  const sums = {
    subtotal: of('lineTotal'),
    discount: of('cartDiscount'),
    serviceCharge: of('serviceCharge'),
    tax: of('tax'),
    taxIncluded: of('taxIncluded'),
    total: of('payable') + priced.rounding,
  };
  const { subtotal, discount, serviceCharge, tax, taxIncluded, total } = priced;
  expect({ bad, sums }).toEqual({
    bad: [],
    sums: { subtotal, discount, serviceCharge, tax, taxIncluded, total },
  });
  expect(total).toBe(subtotal - discount + serviceCharge + tax + priced.rounding);
  expect(sum(taxes.map(({ amount }) => amount))).toBe(tax + taxIncluded);
  expect(sum(taxes.map(({ base }) => base))).toBe(of('taxBase'));
  for (const line of lines) {
    if (line.lineTotal !== line.gross - line.discount) throw new Error(`line ${line.lineNo} does not add up`);
    if (line.discount !== sum(line.discounts.map(({ amount }) => amount)))
      throw new Error(`discounts of line ${line.lineNo} do not add up`);
    if (line.tax > 0 && line.taxIncluded > 0) throw new Error(`line ${line.lineNo} is taxed twice`);
  }
}

test('M5 the order of lines changes no total, and pricing twice changes nothing', () => {
  fc.assert(
    fc.property(anyCart, anySettings, fc.infiniteStream(fc.nat(1_000)), (cart, settings, numbers) => {
      const priced = priceCart(cart, settings);
      const keyed = cart.lines.map((line) => ({ line, key: numbers.next().value ?? 0 }));
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ line }) => line);
      expect(totalsOf(priceCart({ ...cart, lines: shuffled }, settings))).toEqual(totalsOf(priced));
      expect(priceCart(cart, settings)).toEqual(priced);
    }),
    { numRuns: FEWER_RUNS },
  );
});

function totalsOf({ lines: _lines, lineTotals: _lineTotals, problems, ...totals }: PricedCart): unknown {
  return { ...totals, problems: problems.map(({ code }) => code).sort() };
}

test('M3 typing 3 or scanning three times costs the same, but for a rupiah of rounding a line', () => {
  fc.assert(
    fc.property(anyCart, anySettings, (cart, { rounding: _rounding, ...settings }) => {
      const split = splitPieces(cart);
      const whole = priceCart(cart, settings);
      const pieces = priceCart(split, settings);
      const difference = Math.abs(pieces.total - whole.total);
      // Percentages by hand are rounded a line; the rest is rounded once for all of it.
      expect(difference).toBeLessThanOrEqual(2 * split.lines.length);
      if (!cart.lines.some(({ discount }) => discount) && !cart.discount && !settings.serviceCharge)
        expect(difference).toBe(0);
    }),
    { numRuns: FEWER_RUNS },
  );
});

/** Each line of a few whole pieces and nothing in rupiah off becomes a line a piece. */
function splitPieces(cart: CartToPrice): CartToPrice {
  return {
    ...cart,
    lines: cart.lines.flatMap((line): LineToPrice[] => {
      const pieces = line.quantityMilli / MILLI;
      const fits = Number.isInteger(pieces) && pieces > 1 && pieces <= 20;
      if (!fits || line.discount?.kind === 'amount' || line.labelPrice != null) return [line];
      return Array.from({ length: pieces }, () => ({ ...line, quantityMilli: MILLI }));
    }),
  };
}

test('M1 no input whatever makes it throw or count below zero', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.double(), fc.maxSafeInteger(), fc.constant(undefined));
  const discount = fc.oneof(
    anything,
    fc.record({ kind: fc.constantFrom('amount', 'percent'), amount: anything, rateBp: anything }),
  );
  const line = fc.record({
    quantityMilli: anything,
    unitPrice: anything,
    memberPrice: anything,
    labelPrice: anything,
    discount,
  });
  const sound = { unitPrice: 10_000, quantityMilli: 1_000 };
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), discount, anySettings, (lines, off, settings) => {
      const cart = { lines: [...lines, sound], discount: off, at: 0, memberId: 'm' } as CartToPrice;
      const { total, problems } = priceCart(cart, settings);
      expect(total).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(total)).toBe(true);
      // Whatever is no quantity or price is told by its line.
      const told = new Set(problems.map(({ lineNo }) => lineNo));
      lines.forEach(({ quantityMilli, unitPrice }, index) => {
        const right = Number.isInteger(quantityMilli) && Number.isInteger(unitPrice);
        if (!right) expect(told).toContain(index + 1);
      });
    }),
    { numRuns: 2_000 },
  );
});

test('M5 the settings that are tried here are settings the server takes', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(pricingSettingsSchema.safeParse(settings).error).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});
