import type { DayStore, OutletSettings } from './day-types.ts';
import { createStore } from './store.ts';
import { LocalError } from './types.ts';

const settings: OutletSettings = {
  version: 0,
  pricing: {},
  orderTypes: {
    walkIn: { enabled: true },
    dineIn: { enabled: false },
    takeAway: { enabled: false },
    delivery: { enabled: false },
  },
  priceLists: [],
  modifierGroups: [],
  favourites: [],
  qris: null,
  debt: { enabled: true, defaultLimit: 0 },
  stockPolicy: 'allow',
  shift: { required: false, blindCount: false, varianceLimit: 0, cashCategories: { in: [], out: [] } },
  permissions: {},
  denominations: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
};

/** TODO(A2) not there yet: answers as a device on which nothing of the day has happened. */
export function openDayStore(): DayStore {
  const notYet = async (): Promise<never> => {
    throw new LocalError('storageBroken');
  };
  return {
    outletSettings: createStore(settings),
    findCode: () => [],
    shift: createStore(null),
    openShift: notYet,
    shiftTotals: async () => undefined,
    closeShift: notYet,
    handover: notYet,
    cashMovement: notYet,
    closedShifts: async () => [],
    saleForRefund: async () => undefined,
    quoteRefund: () => ({ lines: [], rounding: 0, total: 0 }),
    refund: notYet,
    voidSale: notYet,
    customers: { find: async () => [], get: async () => undefined, save: notYet },
    customerPayment: notYet,
    confirmQris: notYet,
    unconfirmedQris: async () => ({ count: 0, amount: 0, payments: [] }),
    stockVersion: createStore(0),
    stock: () => undefined,
    stockDocument: notYet,
    editProduct: notYet,
    parked: createStore([]),
    park: notYet,
    unpark: notYet,
    verifyPin: notYet,
    audit: notYet,
    recentRecords: async () => [],
  };
}
