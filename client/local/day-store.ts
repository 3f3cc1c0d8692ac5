import { openParkedCarts } from './carts/parked.ts';
import { recordCustomerPayment } from './customers/customers.ts';
import type { Customers, DayStore, OpenShift } from './day-types.ts';
import { recentRecords } from './ledger/history.ts';
import type { LedgerDb } from './ledger/ledger-db.ts';
import { readMeta } from './ledger/meta.ts';
import { type Acting, writeAction } from './ledger/write-action.ts';
import type { Catalogue } from './packs/catalogue.ts';
import { editedRows, recordProductEdit } from './packs/edited-products.ts';
import type { People } from './people/people.ts';
import type { Permit } from './people/permit.ts';
import type { Ports } from './ports.ts';
import { confirmQris, unconfirmedQris } from './qris/unconfirmed.ts';
import { refund, voidSale } from './refunds/refund.ts';
import { ownFacts, quoteRefund, type ReplicatedSale, refundableSale } from './refunds/refundable-sale.ts';
import type { OutletSettingsKeeper } from './settings/outlet-settings.ts';
import { closedShifts, closeShift, handover, moveCash, openShift, sumsOfShift } from './shifts/shifts.ts';
import { recordStock, type Stock } from './stock/stock.ts';
import { createStore } from './store.ts';
import { LocalError } from './types.ts';

export interface DayParts {
  db: LedgerDb;
  ports: Ports;
  people: People;
  permit: Permit;
  settings: OutletSettingsKeeper;
  /** throws LocalError `notEnrolled` */
  acting: () => Acting;
  deviceId: () => string | undefined;
  /** something new is in the outbox */
  onRecorded: () => void;
  /** other tabs should look at shift and carts again */
  onDayChanged: () => void;
  replicatedSale: (saleIdOrReceipt: string) => Promise<ReplicatedSale | undefined>;
  catalogue: Catalogue;
  stock: Stock;
  customers: Customers;
}

/** The verbs of a day, and what they need to look up anew when another tab did something. */
export interface Day {
  store: DayStore;
  /** Reads what other tabs may have changed. */
  refresh(): Promise<void>;
  /** The catalogue was read or pulled: puts this device's own edits in front of it. */
  refreshEdited(): Promise<void>;
}

/** The device's day beyond the plain sale. */
export function openDay(parts: DayParts): Day {
  const { db, ports, people, permit, settings, catalogue, stock, acting, onRecorded, onDayChanged } = parts;
  const shift = createStore<OpenShift | null>(null);
  const parked = openParkedCarts(db, ports, onDayChanged);
  const outlet = () => settings.state.get();
  const shiftRequired = () => outlet().shift.required;

  async function refreshEdited(): Promise<void> {
    catalogue.showEdited(await editedRows(db, ports.now(), catalogue.row));
  }

  /** Runs a verb; what it wrote is sent, and shown in every tab. */
  async function doing<T>(verb: (who: Acting) => Promise<T>, touchesShift = false): Promise<T> {
    const result = await verb(acting());
    if (touchesShift) {
      await readShift();
      onDayChanged();
    }
    onRecorded();
    return result;
  }
  async function readShift(): Promise<void> {
    const kept = await readMeta(db, 'shift');
    const deviceId = parts.deviceId();
    if (!kept || kept.deviceId !== deviceId) return shift.set(null);
    const { deviceId: _, ...open } = kept;
    if (JSON.stringify(shift.get()) !== JSON.stringify(open)) shift.set(open);
  }

  const store: DayStore = {
    outletSettings: settings.state,
    findCode: catalogue.findCode,

    shift,
    openShift: (draft) => doing((who) => openShift(db, who, draft), true),
    shiftTotals: (shiftId) => sumsOfShift(db, shiftId),
    closeShift: (draft) => {
      const mayVary = permit.may('closeShiftOverVariance', draft);
      return doing((who) => closeShift(db, who, draft, { settings: outlet(), mayVary }), true);
    },
    handover: (draft) => doing((who) => handover(db, who, draft), true),
    cashMovement: async (draft) => {
      permit.demand(draft.direction === 'out' ? 'cashOut' : 'cashIn', draft);
      return doing((who) => moveCash(db, who, draft, { shiftRequired: shiftRequired() }));
    },
    closedShifts: (limit) => closedShifts(db, limit),

    saleForRefund: async (saleIdOrReceipt) => {
      const wanted = saleIdOrReceipt.trim();
      const own =
        (await db.sales.get({ id: wanted })) ??
        (await db.sales
          .orderBy('counter')
          .reverse()
          .filter(({ record }) => record.receiptNumber.toLowerCase() === wanted.toLowerCase())
          .first());
      const replicated = await parts.replicatedSale(own?.id ?? wanted);
      const saleId = own?.id ?? replicated?.id;
      if (saleId === undefined) return undefined;
      const tx = (await db.native()).transaction(['sales', 'records', 'outbox'], 'readonly');
      return refundableSale(await ownFacts(tx, saleId), replicated, shift.get()?.shiftId ?? null);
    },
    quoteRefund: (sale, lines, { inCash }) =>
      quoteRefund(sale, lines, { inCash, rounding: outlet().pricing.rounding }),
    refund: async (draft) => {
      permit.demand('refund', draft);
      const replicated = await parts.replicatedSale(draft.saleId);
      return doing((who) => refund(db, who, draft, replicated, outlet()));
    },
    voidSale: async (draft) => {
      permit.demand('void', draft);
      return doing((who) => voidSale(db, who, draft));
    },

    customers: parts.customers,
    customerPayment: async (draft) => {
      permit.demand('customerPayment', draft);
      return doing((who) => recordCustomerPayment(db, who, draft, { shiftRequired: shiftRequired() }));
    },

    confirmQris: (draft) => doing((who) => confirmQris(db, who, draft)),
    unconfirmedQris: (shiftId) => unconfirmedQris(db, shiftId),

    stockVersion: stock.version,
    stock: stock.onHand,
    stockDocument: async (draft) => {
      permit.demand(draft.type === 'count' ? 'stockCount' : 'stockDocument', draft);
      return doing((who) => recordStock(db, who, draft, stock.onHand));
    },
    editProduct: async (draft) => {
      permit.demand('editProduct', draft);
      const productId = await doing((who) => recordProductEdit(db, who, draft));
      await refreshEdited();
      const product = catalogue.product(productId);
      if (!product) throw new LocalError('storageBroken');
      return product;
    },

    parked: parked.state,
    park: parked.park,
    unpark: parked.unpark,

    verifyPin: (draft) => people.approve(draft, outlet()),
    audit: (draft) => doing((who) => writeAction(db, who, (writer) => writer.audit(draft))),
    recentRecords: (kind, limit) => recentRecords(db, kind, limit),
  };
  return {
    store,
    refreshEdited,
    refresh: async () => {
      await Promise.all([readShift(), parked.refresh(), settings.load(), refreshEdited()]);
    },
  };
}
