import { describe, expect, test } from 'vitest';
import { ACTIONS, allowed } from '../permissions.ts';
import { defaultOutletSettings, resolveSettings } from './defaults.ts';
import { settingsSectionsSchema } from './schema.ts';

const { version: _version, ...defaults } = defaultOutletSettings();

describe('outlet settings', () => {
  test('S5 the defaults are valid, and change nothing about a sale', () => {
    expect(settingsSectionsSchema.parse(defaults)).toEqual(defaults);
    expect(defaults.pricing).toEqual({});
    expect(defaults.shift.required).toBe(false);
  });

  test('an outlet says more than its shop, the shop more than the defaults', () => {
    const settings = resolveSettings(
      7,
      {
        stockPolicy: 'warn',
        pricing: { rounding: { mode: 'down', to: 100 } },
        permissions: { refund: 'cashier' },
      },
      { stockPolicy: 'block', debt: undefined },
    );
    expect(settings).toMatchObject({ version: 7, stockPolicy: 'block', pricing: { rounding: { to: 100 } } });
    expect(settings.debt).toEqual(defaults.debt);
    expect(allowed('refund', 'cashier', settings)).toBe(true);
    expect(allowed('void', 'cashier', settings)).toBe(false);
    expect(Object.keys(settings.permissions).sort()).toEqual([...ACTIONS].sort());
  });

  test.each([
    ['pricing.pbjt.rateBp', { pricing: { pbjt: { rateBp: 1_001, pricesIncludeTax: false } } }],
    ['pricing.promotions.0.from', { pricing: { promotions: [promotion({ from: '2026-02-30' })] } }],
    ['modifierGroups.0.min', { modifierGroups: [group({ min: 2, max: 1 })] }],
    ['modifierGroups.0.min', { modifierGroups: [group({ min: 2, max: 2 })] }],
    ['orderTypes', { orderTypes: { ...defaults.orderTypes, walkIn: { enabled: false } } }],
    ['qris.payload', { qris: { payload: '00020101', capPerSale: 0, capPerShift: 0 } }],
    ['denominations', { denominations: [1_000, 1_000] }],
    ['permissions.refund', { permissions: { refund: 'nobody' } }],
    ['', { surprise: 1 }],
  ])('T4 %s is named when it is wrong', (field, sections) => {
    const issue = settingsSectionsSchema.safeParse(sections).error?.issues[0];
    expect(issue?.path.join('.')).toBe(field);
  });

  test('denominations are kept largest first', () => {
    expect(settingsSectionsSchema.parse({ denominations: [500, 20_000] }).denominations).toEqual([
      20_000, 500,
    ]);
  });
});

function promotion(change: object) {
  return {
    id: 'p',
    label: 'Promo',
    scope: { kind: 'all' },
    offer: { kind: 'percent', rateBp: 500 },
    ...change,
  };
}

function group(change: object) {
  return {
    id: 'g',
    name: 'Gula',
    min: 0,
    max: 1,
    options: [{ id: 'o', name: 'Tanpa', price: 0 }],
    ...change,
  };
}
