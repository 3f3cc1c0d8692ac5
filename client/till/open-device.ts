import { openLocalStore } from '../local/local-store.ts';
import type { LocalStore } from '../local/types.ts';
import { announceScan } from './announce-scan.ts';
import { claimCartSlot } from './claim-cart-slot.ts';
import { mayDo } from './may-do.ts';
import { openTillSession, type TillSession } from './till-session.ts';

export interface Device {
  local: LocalStore;
  till: TillSession;
}

const CASHIER = 'gerai.cashier';
let localStore: Promise<LocalStore> | undefined;
let device: Promise<Device> | undefined;

/** This browser's store, opened once for all screens. A failure is not kept: the next call tries again. */
export function openLocal(): Promise<LocalStore> {
  localStore ??= openLocalStore().catch((error) => {
    localStore = undefined;
    throw error;
  });
  return localStore;
}

/** This browser's store and till, opened once for all screens of the device. */
export function openDevice(): Promise<Device> {
  device ??= open();
  return device;
}

async function open(): Promise<Device> {
  const [local, slot] = await Promise.all([openLocal(), claimCartSlot()]);
  const till: TillSession = await openTillSession({
    local,
    slot,
    now: Date.now,
    onScan: (result) => {
      const cashier = till.cashier.get();
      const mayCreate = cashier !== null && mayDo('editProduct', cashier.role, local.outletSettings.get());
      announceScan(result, local, mayCreate);
    },
    // Of the tab: a reload leaves the cashier signed in, a new start asks for the PIN.
    cashierId: sessionStorage.getItem(CASHIER),
    rememberCashier: (staffId) =>
      staffId ? sessionStorage.setItem(CASHIER, staffId) : sessionStorage.removeItem(CASHIER),
  });
  return { local, till };
}
