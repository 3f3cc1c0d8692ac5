import { createStore, type Store } from '../../local/store.ts';
import { hidApi, type ScannerHid, type ScannerPort, serialApi } from './device-apis.ts';
import { SCANNER_PAGE } from './hid-report.ts';
import { readHid } from './hid-scanner.ts';
import { type KnownScanner, saveScanSettings, scanSettings } from './scan-settings.ts';
import { readSerial } from './serial-scanner.ts';

/** `away`: unplugged, or this browser wants it chosen again; `busy`: another program holds it. */
export type ScannerState = 'ready' | 'away' | 'busy';

const states = createStore<ReadonlyMap<string, ScannerState>>(new Map());
/** By `scannerKey`. */
export const scannerStates: Store<ReadonlyMap<string, ScannerState>> = states;

export function scannerKey({ kind, vendorId, productId }: Omit<KnownScanner, 'name' | 'baudRate'>): string {
  return `${kind} ${vendorId} ${productId}`;
}

/** Opens the scanners that this device knows, now and whenever one is plugged in, until the returned function is called. */
export function startScanners(known: readonly KnownScanner[], onCode: (code: string) => void): () => void {
  const stop = new AbortController();
  const open = new Set<unknown>();
  const tell = (scanner: KnownScanner, state: ScannerState) =>
    states.set(new Map(states.get()).set(scannerKey(scanner), state));

  async function hear(device: ScannerPort | ScannerHid, scanner: KnownScanner) {
    if (open.has(device) || stop.signal.aborted) return;
    open.add(device);
    try {
      tell(scanner, 'ready');
      if ('readable' in device) {
        await readSerial(device, scanner.baudRate, onCode, stop.signal);
        tell(scanner, 'away');
        open.delete(device);
      } else await readHid(device, onCode, stop.signal);
    } catch {
      tell(scanner, 'busy');
      open.delete(device);
    }
  }
  async function look() {
    for (const scanner of known) if (!states.get().has(scannerKey(scanner))) tell(scanner, 'away');
    const [ports, hids] = await Promise.all([serialApi()?.getPorts() ?? [], hidApi()?.getDevices() ?? []]);
    for (const device of [...ports, ...hids]) {
      const scanner = known.find((one) => scannerKey(one) === scannerKey(identityOf(device)));
      if (scanner) void hear(device, scanner);
    }
  }
  const onGone = (event: Event) => {
    const device = (event as Event & { device?: ScannerHid }).device;
    const scanner = device && known.find((one) => scannerKey(one) === scannerKey(identityOf(device)));
    if (!scanner) return;
    open.delete(device);
    tell(scanner, 'away');
  };
  const onCame = () => void look();
  serialApi()?.addEventListener('connect', onCame);
  hidApi()?.addEventListener('connect', onCame);
  hidApi()?.addEventListener('disconnect', onGone);
  onCame();
  return () => {
    stop.abort();
    serialApi()?.removeEventListener('connect', onCame);
    hidApi()?.removeEventListener('connect', onCame);
    hidApi()?.removeEventListener('disconnect', onGone);
    states.set(new Map());
  };
}

/** Lets a person choose a scanner and remembers it. False: they chose none. Only from a press. */
export async function addScanner(kind: KnownScanner['kind'], baudRate: number): Promise<boolean> {
  try {
    const device =
      kind === 'serial'
        ? await serialApi()?.requestPort()
        : (await hidApi()?.requestDevice({ filters: [{ usagePage: SCANNER_PAGE }] }))?.[0];
    if (!device) return false;
    const scanner = { ...identityOf(device), baudRate };
    const others = scanSettings.get().scanners.filter((one) => scannerKey(one) !== scannerKey(scanner));
    saveScanSettings({ scanners: [...others, scanner] });
    return true;
  } catch {
    // The list was closed without a choice.
    return false;
  }
}

export function forgetScanner(scanner: KnownScanner): void {
  const { scanners } = scanSettings.get();
  saveScanSettings({ scanners: scanners.filter((one) => scannerKey(one) !== scannerKey(scanner)) });
}

function identityOf(device: ScannerPort | ScannerHid): Omit<KnownScanner, 'baudRate'> {
  if (!('readable' in device)) {
    const { vendorId, productId, productName } = device;
    return { kind: 'hid', name: productName, vendorId, productId };
  }
  const { usbVendorId, usbProductId } = device.getInfo();
  return { kind: 'serial', name: '', vendorId: usbVendorId ?? null, productId: usbProductId ?? null };
}
