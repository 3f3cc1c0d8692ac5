import { defaultOutletSettings } from '../../shared/settings/defaults.ts';
import type { DayStore } from './day-types.ts';
import { createStore } from './store.ts';
import { LocalError } from './types.ts';

/** TODO(A2) not there yet: answers as a device on which nothing of the day has happened. */
export function openDayStore(): DayStore {
  const notYet = async (): Promise<never> => {
    throw new LocalError('storageBroken');
  };
  return {
    outletSettings: createStore(defaultOutletSettings()),
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
