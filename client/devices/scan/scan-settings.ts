import { createStore, type Store } from '../../local/store.ts';

/** How the keyboard scanner of this device types, as three scans have shown it. */
export interface WedgeHabits {
  maxGapMs: number;
  maxMeanGapMs: number;
  /** what it types before and after each code */
  prefix: string;
  suffix: string;
}

/** A scanner on a cable or radio of its own, not one that types. */
export interface KnownScanner {
  kind: 'serial' | 'hid';
  name: string;
  vendorId: number | null;
  productId: number | null;
  baudRate: number;
}

/** What this device knows of its scanners; of the browser, not of the shop. */
export interface ScanSettings {
  ean8: boolean;
  /** the camera goes on after a code */
  continuous: boolean;
  cameraId: string | null;
  zoom: number | null;
  wedge: WedgeHabits | null;
  scanners: readonly KnownScanner[];
}

const KEY = 'gerai.scan';
const USUAL: ScanSettings = {
  ean8: false,
  continuous: true,
  cameraId: null,
  zoom: null,
  wedge: null,
  scanners: [],
};
const state = createStore<ScanSettings>(read());

export const scanSettings: Store<ScanSettings> = state;

/** Changes and remembers. */
export function saveScanSettings(change: Partial<ScanSettings>): void {
  state.set({ ...state.get(), ...change });
  try {
    localStorage.setItem(KEY, JSON.stringify(state.get()));
  } catch {
    // A full or forbidden storage: it must be told again after a reload.
  }
}

function read(): ScanSettings {
  try {
    // Written by nobody but us, in this browser.
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return USUAL;
  }
}
