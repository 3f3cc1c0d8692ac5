import { describe, expect, it } from 'vitest';
import type { Action } from '../../../shared/permissions.ts';
import { defaultOutletSettings } from '../../../shared/settings/defaults.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { People } from '../people/people.ts';
import { openPermit } from '../people/permit.ts';
import { LocalError, type SaleDraft, type SaleDraftLine } from '../types.ts';
import { priceDraft } from './sale-from-draft.ts';
import { actionsOfSale, checkCaps, type SaleStanding } from './sale-limits.ts';

const line: SaleDraftLine = {
  product: { id: 'rice', sku: 'B1', name: 'Beras', unit: 'kg', taxClass: 'standard' },
  quantityMilli: 2_000,
  unitPrice: 10_000,
};
const draft: SaleDraft = {
  saleId: '0190a000-0000-7000-8000-0000000000aa',
  staffId: 'sari',
  lines: [line],
  payments: [{ method: 'cash', amount: 20_000 }],
};
const usual = defaultOutletSettings();
const standing: SaleStanding = {
  stock: () => undefined,
  account: { debt: 0, balance: 0, debtLimit: null },
  unseenQris: 0,
};
const priced = (change: Partial<SaleDraft>, settings: OutletSettings = usual) =>
  priceDraft({ ...draft, ...change }, settings.pricing, 1_800_000_000_000, 'cashier');
const asks = (
  change: Partial<SaleDraft>,
  settings: Partial<OutletSettings> = {},
  known: Partial<SaleStanding> = {},
): Action[] => {
  const outlet = { ...usual, ...settings };
  return actionsOfSale(priced(change, outlet), outlet, { ...standing, ...known });
};
const paying = (amount: number) => ({ lines: [{ ...line, unitPrice: amount / 2 }] });
const limits = { pricing: { discountLimits: { cashier: { maxBp: 1_000 } } } };
const byPercent = (rateBp: number) => ({ kind: 'percent' as const, rateBp });

describe('what a sale asks of a role', () => {
  it.each<[string, Action[], Partial<SaleDraft>, Partial<OutletSettings>?, Partial<SaleStanding>?]>([
    ['nothing for goods at their price', [], {}],
    [
      'a discount within the limit',
      ['discountLine'],
      {
        lines: [{ ...line, discount: byPercent(1_000) }],
        payments: [{ method: 'cash', amount: 18_000 }],
      },
      limits,
    ],
    [
      'a discount over it',
      ['discountCart', 'discountOverLimit'],
      { discount: byPercent(1_100), payments: [{ method: 'cash', amount: 17_800 }] },
      limits,
    ],
    ['another price', ['priceOverride'], { lines: [{ ...line, listPrice: 12_000 }] }],
    [
      'for nothing, by hand',
      ['priceOverride', 'zeroPrice'],
      { lines: [{ ...line, unitPrice: 0, listPrice: 12_000 }], payments: [{ method: 'cash', amount: 0 }] },
    ],
    ['a typed price', ['openPrice'], { lines: [{ ...line, openPrice: true }] }],
    ['more than there is, where nobody minds', [], {}, { stockPolicy: 'warn' }, { stock: () => 1_999 }],
    ['more than there is', ['sellBelowZero'], {}, { stockPolicy: 'block' }, { stock: () => 1_999 }],
    ['the last of it', [], {}, { stockPolicy: 'block' }, { stock: () => 2_000 }],
    ['what nobody has counted', [], {}, { stockPolicy: 'block' }],
    [
      'kasbon',
      ['sellOnDebt'],
      { ...paying(20_000), customerId: 'c', payments: [{ method: 'debt', amount: 20_000 }] },
    ],
    [
      'kasbon over the limit',
      ['sellOnDebt', 'debtOverLimit'],
      { customerId: 'c', payments: [{ method: 'debt', amount: 20_000 }] },
      {},
      { account: { debt: 480_001, balance: 0, debtLimit: null } },
    ],
    [
      'kasbon over a limit of their own',
      ['sellOnDebt', 'debtOverLimit'],
      { customerId: 'c', payments: [{ method: 'debt', amount: 20_000 }] },
      {},
      { account: { debt: 0, balance: 0, debtLimit: 19_999 } },
    ],
  ])('%s', (_, expected, change, settings, known) => {
    expect(asks(change, settings, known)).toEqual(expected);
  });
});

describe('what nobody at the till may allow', () => {
  const over = (
    change: Partial<SaleDraft>,
    settings: Partial<OutletSettings>,
    known: Partial<SaleStanding> = {},
  ) => {
    try {
      checkCaps({ ...draft, ...change }, { ...usual, ...settings }, { ...standing, ...known });
      return null;
    } catch (error) {
      return error instanceof LocalError && error.code === 'overLimit' ? error.field : error;
    }
  };
  const qris = { payload: '', capPerSale: 20_000, capPerShift: 50_000 };
  const unseen = (amount: number) => ({ payments: [{ method: 'qrisStatic' as const, amount }] });
  it.each<[string, string | null, Partial<SaleDraft>, Partial<OutletSettings>, Partial<SaleStanding>?]>([
    ['QRIS within the caps', null, unseen(20_000), { qris }, { unseenQris: 30_000 }],
    ['QRIS over the cap of a sale', 'qris.capPerSale', unseen(20_001), { qris }],
    ['QRIS over the cap of a shift', 'qris.capPerShift', unseen(20_000), { qris }, { unseenQris: 30_001 }],
    [
      'seen QRIS has no cap',
      null,
      { payments: [{ method: 'qrisStatic', amount: 90_000, confirmed: true }] },
      { qris },
    ],
    [
      'more deposit than there is',
      'storeCredit',
      { payments: [{ method: 'storeCredit', amount: 5_001 }] },
      {},
      { account: { debt: 0, balance: 5_000, debtLimit: null } },
    ],
    [
      'kasbon where there is none',
      'debt',
      { payments: [{ method: 'debt', amount: 1 }] },
      { debt: { enabled: false, defaultLimit: 0 } },
    ],
  ])('%s', (_, field, change, settings, known) => {
    expect(over(change, settings, known)).toBe(field);
  });
});

it('T6 a role allows by itself, else the approval of somebody who may; nobody else’s word counts', () => {
  const staff = [
    { id: 'sari', name: 'Sari', role: 'cashier' as const },
    { id: 'rina', name: 'Rina', role: 'manager' as const },
  ];
  const people = {
    staff: { get: () => staff },
    roleOf: (id: string) => staff.find((one) => one.id === id)?.role ?? 'cashier',
  } as unknown as People;
  const { may, demand } = openPermit(people, () => usual);
  const by = (approvedBy: string, action: Action = 'refund') => ({
    staffId: 'sari',
    approvals: [{ action, approvedBy }],
  });
  expect(may('refund', { staffId: 'rina' })).toBe(true);
  expect(may('refund', { staffId: 'sari' })).toBe(false);
  expect(['rina', 'sari', 'nobody'].map((id) => may('refund', by(id)))).toEqual([true, false, false]);
  expect(may('refund', by('rina', 'void'))).toBe(false);
  expect(() => demand('refund', { staffId: 'sari' })).toThrow('notPermitted: refund');
});
