import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_QUANTITY_MILLI, MILLI } from '../money.ts';
import { lineTotal, priceCart } from './price-cart.ts';
import { pricingSettingsSchema } from './settings-schema.ts';
import { anyCart, anySettings } from './testing/random-cart.ts';
import type { CartToPrice, LineToPrice, PricedCart, PricedLine, PricingSettings } from './types.ts';

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
      const wrong = [...brokenSums(priced), ...brokenRounding(priced, cart, settings)];
      expect(wrong).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

/** Names of the sums that do not hold; comparing by hand keeps 10,000 carts within seconds. */
function brokenSums(priced: PricedCart): string[] {
  const { lines, taxes, subtotal, discount, serviceCharge, tax, taxIncluded, rounding, total } = priced;
  const of = (pick: (line: PricedLine) => number) => sum(lines.map(pick));
  const amounts = [
    ...lines.flatMap((line) => Object.values(line).filter((value) => typeof value === 'number')),
    ...lines.flatMap((line) => line.discounts.map(({ amount }) => amount)),
    ...taxes.flatMap(({ net, base, amount }) => [net, base, amount]),
    ...[subtotal, discount, serviceCharge, tax, taxIncluded, total, priced.inCash.total],
  ];
  const holds = {
    'whole and not negative': amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0),
    subtotal: subtotal === of((line) => line.lineTotal),
    discount: discount === of((line) => line.cartDiscount),
    'service charge': serviceCharge === of((line) => line.serviceCharge),
    tax: tax === of((line) => line.tax),
    'tax included': taxIncluded === of((line) => line.taxIncluded),
    'tax rows': tax + taxIncluded === sum(taxes.map(({ amount }) => amount)),
    'tax base': of((line) => line.taxBase) === sum(taxes.map(({ base }) => base)),
    total: total === subtotal - discount + serviceCharge + tax + rounding,
    'what the lines pay': total === of((line) => line.payable) + rounding,
    lines: lines.every((line) => line.lineTotal === line.gross - line.discount),
    'line discounts': lines.every(
      (line) => line.discount === sum(line.discounts.map(({ amount }) => amount)),
    ),
    'one tax a line': lines.every((line) => line.tax === 0 || line.taxIncluded === 0),
  };
  return Object.entries(holds).flatMap(([name, held]) => (held ? [] : [name]));
}

function brokenRounding(priced: PricedCart, cart: CartToPrice, { rounding }: PricingSettings): string[] {
  const { mode = 'off', to = 1, cashOnly = true } = rounding ?? {};
  const byCash = cart.tenders?.some(({ method }) => method === 'cash') ?? false;
  const holds = {
    'under the step': Math.abs(priced.rounding) < to,
    down: mode !== 'down' || priced.rounding <= 0,
    up: mode !== 'up' || priced.rounding >= 0,
    'cash only': !cashOnly || byCash || priced.rounding === 0,
  };
  return Object.entries(holds).flatMap(([name, held]) => (held ? [] : [name]));
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

test('M5 a spare rupiah falls on the same goods whichever was scanned first', () => {
  const taxed = { productId: 'a', unitPrice: 41, quantityMilli: 1_000 };
  const exempt = { productId: 'b', unitPrice: 41, quantityMilli: 1_000, taxClass: 'exempt' } as const;
  // 41 bears a rupiah more PPN than 40.
  const settings: PricingSettings = { ppn: { registered: true, pricesIncludeTax: false } };
  const discount = { kind: 'amount', amount: 1 } as const;
  const total = (...lines: LineToPrice[]) => priceCart({ lines, discount }, settings).total;
  expect(total(taxed, exempt)).toBe(total(exempt, taxed));
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
