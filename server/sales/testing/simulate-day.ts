import { v7 } from 'uuid';
import type { Rupiah } from '../../../shared/money.ts';
import { priceCart } from '../../../shared/pricing/price-cart.ts';
import type { PricingSettings } from '../../../shared/pricing/types.ts';
import { receiptNumber } from '../../../shared/receipt-number.ts';
import { lineRefund, paidLine } from '../../../shared/refunds/refund-amounts.ts';
import { expectedCash, sumShift } from '../../../shared/shifts/sum-shift.ts';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { AuditRecord, RefundRecord } from '../../../shared/sync/day-records.ts';
import type { SaleLine, SaleRecord } from '../../../shared/sync/sale-record.ts';
import { auditHash } from '../../audit-chain/record-audit.ts';
import type { TestShop } from '../../sync/testing.ts';

/** Repeats by its seed. */
export type Random = ReturnType<typeof randomOf>;

export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (probability: number) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
  };
}

/** What the shop said one after the other before the day: each may still be on a tablet. */
export const SETTINGS: PricingSettings[] = [
  {},
  { rounding: { mode: 'nearest', to: 100 } },
  {
    pbjt: { rateBp: 1_000, pricesIncludeTax: false },
    serviceCharge: { walkIn: { rateBp: 500, base: 'beforeDiscount', taxed: true } },
    rounding: { mode: 'down', to: 500 },
  },
  { ppn: { registered: true, pricesIncludeTax: true } },
];

/** One device's offline day and what it knows of it by itself. */
export interface SimulatedDevice {
  records: DeviceRecord[];
  /** refunds of the other device's sales can't be checked here: more may go back than was paid */
  sales: SaleRecord[];
}

interface DayPlan {
  shop: TestShop;
  deviceId: string;
  deviceCode: string;
  /** a manager, so that nothing needs an approval */
  staffId: string;
  startedAt: number;
  sales: number;
  refunds: number;
  cashMovements: number;
  /** sales of another device that may be refunded here */
  elsewhere: readonly SaleRecord[];
}

/** A day in two shifts: sales of all kinds, refunds, voids, cash, and an audit entry here and there. */
export function simulateDay(random: Random, plan: DayPlan): SimulatedDevice {
  const { shop, deviceId, staffId } = plan;
  const records: DeviceRecord[] = [];
  const sales: SaleRecord[] = [];
  const voided = new Set<string>();
  const taken = new Set<string>();
  let shiftId = '';
  let opened = 0;
  let receiptSeq = 0;
  let previousHash = '0'.repeat(64);
  let chainNo = 0;
  const header = () => ({
    outletId: shop.outlets[0],
    deviceId,
    staffId,
    clockOffsetMs: 0,
    deviceCounter: records.length + 1,
  });
  const at = () => plan.startedAt + records.length * 60_000;
  const numbered = () => {
    receiptSeq += 1;
    return { receiptSeq, receiptNumber: receiptNumber('PST', plan.deviceCode, receiptSeq) };
  };
  const add = <R extends DeviceRecord>(record: R): R => {
    records.push(record);
    return record;
  };

  const steps: (() => void)[] = [];
  const during = (count: number, step: () => void) => {
    for (let n = 0; n < count; n++) steps.push(step);
  };
  during(plan.sales, () => sales.push(add(sell())));
  during(plan.refunds, () => {
    const sale = saleToRefund();
    if (sale) add(giveBack(sale));
  });
  during(plan.cashMovements, () => {
    const direction = random.pick(['in', 'out'] as const);
    const amount = 1_000 * (1 + random.below(200));
    add({
      kind: 'cashMovement',
      id: v7(),
      ...header(),
      at: at(),
      shiftId,
      direction,
      amount,
      category: 'Lainnya',
      reason: '',
    });
  });
  during(5, () => {
    const sale = sales.at(-1);
    if (!sale || sale.shiftId !== shiftId || voided.has(sale.id) || taken.has(sale.id)) return;
    voided.add(sale.id);
    add({ kind: 'void', id: v7(), ...header(), at: at(), saleId: sale.id, shiftId, reason: 'salah' });
  });
  const customerId = v7();
  const meet = () => {
    if (records.some((record) => record.kind === 'customer')) return;
    add({
      kind: 'customer',
      id: v7(),
      ...header(),
      at: at(),
      customerId,
      name: 'Bu Wati',
      phone: '',
      email: '',
      address: '',
      note: '',
      member: false,
      consent: false,
    });
  };
  during(6, () => {
    meet();
    add({
      kind: 'customerPayment',
      id: v7(),
      ...header(),
      at: at(),
      customerId,
      shiftId,
      purpose: random.pick(['debtRepayment', 'depositIn'] as const),
      method: random.pick(['cash', 'transfer'] as const),
      amount: 1_000 * (1 + random.below(50)),
    });
  });
  during(10, () => add(note()));
  shuffle(random, steps);

  for (const half of [steps.slice(0, steps.length / 2), steps.slice(steps.length / 2)]) {
    openShift();
    for (const step of half) step();
    closeShift();
  }
  return { records, sales };

  function openShift() {
    opened += 1;
    shiftId = v7();
    const float = 100_000 * random.below(5);
    add({
      kind: 'shiftOpen',
      id: shiftId,
      ...header(),
      at: at(),
      shiftNo: opened,
      float,
      denominations: { '100000': float / 100_000 },
    });
  }

  function closeShift() {
    const ofShift = records.filter((record) => 'shiftId' in record && record.shiftId === shiftId);
    const open = records.find((record) => record.id === shiftId);
    const totals = sumShift(ofShift);
    const expected = expectedCash(open?.kind === 'shiftOpen' ? open.float : 0, totals);
    const counted = Math.max(0, expected + random.pick([0, 0, -5_000, 500]));
    add({
      kind: 'shiftClose',
      id: v7(),
      ...header(),
      at: at(),
      shiftId,
      counted,
      denominations: {},
      expected,
      variance: counted - expected,
      totals,
      unsent: records.length,
    });
  }

  function sell(): SaleRecord {
    const chosen = Array.from({ length: 1 + random.below(4) }, (_, index) => {
      const product = random.pick(shop.products);
      return { product, lineNo: index + 1, quantityMilli: random.pick([1_000, 2_000, 3_000, 750]) };
    });
    const percent = random.chance(0.2) ? ({ kind: 'percent', rateBp: 500 } as const) : null;
    const soldAt = at();
    const wanted = {
      lines: chosen.map(({ product, ...line }) => ({
        ...line,
        productId: product.id,
        unit: 'pcs',
        unitPrice: product.price,
        discount: random.chance(0.1) ? ({ kind: 'amount', amount: 100 } as const) : null,
      })),
      discount: percent,
      orderType: 'walkIn',
      at: soldAt,
      tenders: [{ method: 'cash', amount: 0 }],
    };
    const priced = priceCart(wanted, random.pick(SETTINGS));
    const lines = chosen.map(({ product, lineNo, quantityMilli }, index): SaleLine => {
      const { gross: _, payable: __, lineNo: ___, ...line } = priced.lines[index] as (typeof priced.lines)[0];
      return {
        ...line,
        lineNo,
        productId: product.id,
        sku: 'P',
        name: 'Produk',
        unit: 'pcs',
        quantityMilli,
        unitPrice: product.price,
        taxClass: 'standard',
        // A box: three of the base unit leave the shelf for one sold.
        ...(random.chance(0.1) ? { stockMilli: quantityMilli * 3 } : {}),
        ...(random.chance(0.1)
          ? { components: [{ productId: (shop.products[0] as { id: string }).id, quantityMilli: 250 }] }
          : {}),
      };
    });
    const { subtotal, discount, discounts, serviceCharge, tax, taxIncluded, rounding, total } = priced;
    const otherwise = random.chance(0.3) ? Math.floor(total / 1_000) * 500 : 0;
    const cash = total - otherwise;
    const change = random.pick([0, 200, 5_000]);
    const method = random.pick(['card', 'qrisStatic', 'transfer'] as const);
    return {
      kind: 'sale',
      id: v7(),
      ...header(),
      ...numbered(),
      soldAt,
      shiftId,
      customerId: null,
      orderType: 'walkIn',
      lines,
      subtotal,
      discount,
      discounts,
      serviceCharge,
      tax,
      taxIncluded,
      rounding,
      total,
      payments: [
        { id: v7(), method: 'cash', amount: cash, tendered: cash + change, change },
        ...(otherwise > 0
          ? [
              {
                id: v7(),
                method,
                amount: otherwise,
                tendered: otherwise,
                change: 0,
                confirmed: random.chance(0.5),
              },
            ]
          : []),
      ],
      changeKept: change === 200 ? 200 : 0,
    };
  }

  /** Each sale once a device: what both give back of one sale may be too much, which the server has to notice. */
  function saleToRefund(): SaleRecord | undefined {
    const from = random.chance(0.3) ? plan.elsewhere : sales;
    const sale = from.length > 0 ? random.pick(from) : undefined;
    if (!sale || voided.has(sale.id) || taken.has(sale.id)) return undefined;
    taken.add(sale.id);
    return sale;
  }

  function giveBack(sale: SaleRecord): RefundRecord {
    const lines = (random.chance(0.5) ? sale.lines : sale.lines.slice(0, 1)).map((line) => {
      const half = line.quantityMilli > 1_000 && line.stockMilli === undefined && random.chance(0.3);
      const quantityMilli = half ? 1_000 : line.quantityMilli;
      return {
        lineNo: line.lineNo,
        productId: line.productId,
        name: line.name,
        unit: line.unit,
        quantityMilli,
        ...lineRefund(paidLine(line), quantityMilli, undefined),
        taxKind: line.taxKind,
        restock: random.chance(0.7),
        ...(line.stockMilli === undefined ? {} : { stockMilli: line.stockMilli }),
        ...(line.components === undefined ? {} : { components: line.components }),
      };
    });
    const amount: Rupiah = lines.reduce((sum, line) => sum + line.amount, 0);
    const rounding = Math.min(0, sale.total - amount);
    const total = amount + rounding;
    return {
      kind: 'refund',
      id: v7(),
      ...header(),
      ...numbered(),
      at: at(),
      shiftId,
      saleId: sale.id,
      saleReceiptNumber: sale.receiptNumber,
      customerId: null,
      reason: 'changedMind',
      lines,
      rounding,
      total,
      payments: [{ id: v7(), method: random.pick(['cash', 'transfer'] as const), amount: total }],
    };
  }

  function note(): AuditRecord {
    chainNo += 1;
    const entry: AuditRecord = {
      kind: 'audit',
      id: v7(),
      ...header(),
      at: at(),
      chainNo,
      action: 'openDrawer',
      target: shiftId,
      detail: { no: chainNo },
      previousHash,
      hash: '',
    };
    entry.hash = auditHash(entry);
    previousHash = entry.hash;
    return entry;
  }
}

export function shuffle(random: Random, items: unknown[]): void {
  for (let index = items.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    [items[index], items[other]] = [items[other], items[index]];
  }
}
