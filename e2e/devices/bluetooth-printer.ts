import type { CDPSession, Page } from '@playwright/test';
import { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';
import type { Fault, PaperTray } from './paper-tray.ts';

const uuid = (id: string) => (id.length === 4 ? `0000${id}-0000-1000-8000-00805f9b34fb` : id);
const CLIENT_CONFIGURATION = uuid('2902');
const ADDRESS = '09:09:09:09:09:01';
/** answers of the attribute protocol */
const OK = 0;
const WRONG_LENGTH = 0x0d;
const UNLIKELY = 0x0e;
const NO_RESOURCES = 0x11;

export interface BluetoothPrinterOptions {
  name?: string;
  service?: string;
  write?: string;
  /** where it speaks; null: nowhere */
  status?: string | null;
  properties?: { write?: boolean; writeWithoutResponse?: boolean };
  /** most bytes of one write */
  maxWrite?: number;
  /** how long each confirmation takes */
  answerMs?: number;
  dots?: number;
}

/**
 * A printer on the air of a real Chromium: its own Bluetooth with the radio replaced by the browser's emulation
 * (DevTools protocol, domains BluetoothEmulation and DeviceAccess).
 */
export class BluetoothPrinter implements PaperTray {
  readonly paper: VirtualPrinter;
  /** operations that began while another was not answered: a real radio refuses those */
  overlaps = 0;
  writes = 0;
  options: Required<BluetoothPrinterOptions>;

  #browser: CDPSession;
  #page: CDPSession;
  #fault: Fault = { kind: 'none' };
  #taken = 0;
  #table = false;
  #pending = new Set<{ id: string }>();
  #picked = new Set<string>();

  static async turnOn(page: Page, options: BluetoothPrinterOptions = {}): Promise<BluetoothPrinter> {
    const browser = await page.context().browser()?.newBrowserCDPSession();
    if (!browser) throw new Error('the page has no browser');
    const printer = new BluetoothPrinter(browser, await page.context().newCDPSession(page), options);
    await printer.#listen();
    await printer.revive();
    return printer;
  }

  private constructor(browser: CDPSession, page: CDPSession, options: BluetoothPrinterOptions) {
    this.#browser = browser;
    this.#page = page;
    this.options = {
      name: 'RPP02N',
      service: '18f0',
      write: '2af1',
      status: '2af0',
      properties: { write: true, writeWithoutResponse: true },
      maxWrite: 512,
      answerMs: 0,
      dots: 384,
      ...options,
    };
    this.paper = new VirtualPrinter({ dots: this.options.dots });
    this.paper.ignoresNul = true;
  }

  /** Back on the air; also needed after each reload of the page, which ends the emulation. */
  async revive(): Promise<void> {
    this.#table = false;
    this.#pending.clear();
    await this.#send('BluetoothEmulation.disable').catch(() => {});
    await this.#send('BluetoothEmulation.enable', { state: 'powered-on', leSupported: true });
    await this.#send('BluetoothEmulation.simulatePreconnectedPeripheral', {
      address: ADDRESS,
      name: this.options.name,
      // Left out, the emulation ends without a word.
      manufacturerData: [],
      knownServiceUuids: [uuid(this.options.service)],
    });
  }

  async set(fault: Fault): Promise<void> {
    this.#fault = fault;
    this.#taken = 0;
    if (fault.kind === 'off') await this.#dropLink();
  }

  bytesTaken(): number {
    return this.#taken;
  }

  async close(): Promise<void> {
    await this.#send('BluetoothEmulation.disable').catch(() => {});
  }

  /** The protocol's types of the library lack this domain. */
  #send(method: string, parameters: object = {}): Promise<Record<string, string>> {
    return this.#browser.send(method as never, parameters as never) as Promise<never>;
  }

  async #listen(): Promise<void> {
    const on = (event: string, hear: (details: Record<string, string>) => Promise<void>) =>
      this.#browser.on(
        event as never,
        ((details: Record<string, string>) => {
          // The page may have gone meanwhile.
          void hear(details).catch(() => {});
        }) as never,
      );
    on('BluetoothEmulation.gattOperationReceived', ({ type, address }) =>
      this.#onConnection(type ?? '', address ?? ''),
    );
    on('BluetoothEmulation.characteristicOperationReceived', (details) => this.#onCharacteristic(details));
    on('BluetoothEmulation.descriptorOperationReceived', async ({ descriptorId, type }) => {
      const data = type === 'read' ? { data: 'AAA=' } : {};
      await this.#send('BluetoothEmulation.simulateDescriptorOperationResponse', {
        descriptorId,
        type,
        code: OK,
        ...data,
      });
    });
    await this.#page.send('DeviceAccess.enable');
    this.#page.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
      // The prompt is told twice; the id of a device is its address.
      if (this.#picked.has(id) || !devices.some((device) => device.id === ADDRESS)) return;
      this.#picked.add(id);
      void this.#page.send('DeviceAccess.selectPrompt', { id, deviceId: ADDRESS });
    });
  }

  async #onConnection(type: string, address: string): Promise<void> {
    const off = this.#fault.kind === 'off';
    if (type === 'discovery' && !this.#table) await this.#makeTable();
    await this.#send('BluetoothEmulation.simulateGATTOperationResponse', {
      address,
      type,
      code: off ? UNLIKELY : OK,
    });
  }

  async #makeTable(): Promise<void> {
    this.#table = true;
    const { service, write, status, properties } = this.options;
    const { serviceId } = await this.#send('BluetoothEmulation.addService', {
      address: ADDRESS,
      serviceUuid: uuid(service),
    });
    await this.#send('BluetoothEmulation.addCharacteristic', {
      serviceId,
      characteristicUuid: uuid(write),
      properties,
    });
    if (!status) return;
    const { characteristicId } = await this.#send('BluetoothEmulation.addCharacteristic', {
      serviceId,
      characteristicUuid: uuid(status),
      properties: { notify: true, read: true },
    });
    await this.#send('BluetoothEmulation.addDescriptor', {
      characteristicId,
      descriptorUuid: CLIENT_CONFIGURATION,
    });
  }

  async #onCharacteristic({ type, characteristicId = '', data = '' }: Record<string, string>): Promise<void> {
    if (type !== 'write') {
      await this.#send('BluetoothEmulation.simulateCharacteristicOperationResponse', {
        characteristicId,
        type,
        code: OK,
      });
      return;
    }
    if (this.#pending.size > 0) this.overlaps += 1;
    this.writes += 1;
    const operation = { id: characteristicId };
    this.#pending.add(operation);
    const bytes = Buffer.from(data, 'base64');
    const { answerMs, maxWrite } = this.options;
    if (answerMs > 0) await new Promise((resolve) => setTimeout(resolve, answerMs));
    if (!this.#pending.has(operation)) return;
    if (bytes.length > maxWrite) return this.#answer(operation, WRONG_LENGTH);
    const fault = this.#fault;
    if ('after' in fault && this.#taken + bytes.length > fault.after) {
      if (fault.kind === 'refuse') return this.#answer(operation, NO_RESOURCES);
      if (fault.kind === 'lost') return this.#dropLink();
      return;
    }
    this.#taken += bytes.length;
    this.paper.write(bytes);
    return this.#answer(operation, OK);
  }

  async #answer(operation: { id: string }, code: number): Promise<void> {
    if (!this.#pending.delete(operation)) return;
    await this.#send('BluetoothEmulation.simulateCharacteristicOperationResponse', {
      characteristicId: operation.id,
      type: 'write',
      code,
    }).catch(() => {});
  }

  /** A radio fails what is in flight when the link breaks; the emulation would leave it pending for ever. */
  async #dropLink(): Promise<void> {
    for (const operation of [...this.#pending]) await this.#answer(operation, UNLIKELY);
    this.#table = false;
    await this.#send('BluetoothEmulation.simulateGATTDisconnection', { address: ADDRESS }).catch(() => {});
  }
}
