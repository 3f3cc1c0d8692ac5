import { Dexie, type Table } from 'dexie';
import type { DeviceRecord, RecordFlag, RecordKind } from '../../../shared/sync/contract.ts';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import type { KnownPrinter } from '../print-queue/known-printer.ts';
import type { PrintJob } from '../print-queue/print-job.ts';
import type { RecordRefusal } from '../types.ts';
import { LEDGER_NAME } from './ledger-name.ts';
import type { Ledger } from './native.ts';

/** A sale of this device: for ever the same record, and what became of it. */
export interface SaleRow {
  /** `record.deviceCounter`: the order in which this device made them */
  counter: number;
  id: string;
  /** under which `record` was written, and is sent; a row without it is of contract 1 */
  contract?: number;
  record: SaleRecord;
  /** device clock when the server's acknowledgement was stored; unset while unsent */
  ackedAtMs?: number;
  flags?: RecordFlag[];
}

/** Anything else this device recorded: kept as a sale is. */
export interface RecordRow {
  /** `record.deviceCounter`, one series with the sales */
  counter: number;
  id: string;
  kind: OtherKind;
  contract: number;
  record: OtherRecord;
  ackedAtMs?: number;
  flags?: RecordFlag[];
}
export type OtherKind = Exclude<RecordKind, 'sale'>;
export type OtherRecord = Exclude<DeviceRecord, { kind: 'sale' }>;

/** A record that the server has not acknowledged. Written in the same transaction as the record itself. */
export interface OutboxRow {
  counter: number;
  id: string;
  /** of a sale: its row is in `sales`; otherwise in `records` */
  kind: RecordKind;
  /** whose it is: never sent to another shop, should this tablet be enrolled there meanwhile */
  tenantId: string;
  /** requests that left with it */
  attempts: number;
  /** set: put aside with the server's reason */
  refusedAtMs?: number;
  refusal?: RecordRefusal;
}

export interface MetaRow {
  key: string;
  value: unknown;
}

export interface KeyRow {
  key: string;
  value: CryptoKey;
}

/** Of an early version; nothing is in it. `printJobs` is the queue. */
export interface PrintJobRow {
  id: string;
  createdAtMs: number;
  body: unknown;
}

/** The cart of a tab, by slot, as it was last. */
export interface ParkedCartRow {
  slot: string;
  savedAtMs: number;
  draft: unknown;
}

/** A cart put aside under a name. */
export interface WaitingCartRow {
  id: string;
  name: string;
  savedAtMs: number;
  draft: unknown;
}

/**
 * What the device owns until the server has it. Every transaction is strict: it completes when the disk has it (S1).
 * Versions only add (S11).
 */
export class LedgerDb extends Dexie {
  declare sales: Table<SaleRow, number>;
  declare records: Table<RecordRow, number>;
  declare outbox: Table<OutboxRow, number>;
  declare meta: Table<MetaRow, string>;
  declare keys: Table<KeyRow, string>;
  declare printQueue: Table<PrintJobRow, string>;
  declare printJobs: Table<PrintJob, string>;
  declare printers: Table<KnownPrinter, string>;
  declare parkedCarts: Table<ParkedCartRow, string>;
  declare waitingCarts: Table<WaitingCartRow, string>;

  constructor(name = LEDGER_NAME) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      sales: 'counter, &id, ackedAtMs',
      outbox: 'counter, &id, refusedAtMs',
      meta: 'key',
      keys: 'key',
      printQueue: 'id',
      parkedCarts: 'slot',
    });
    // Rows of version 1 stay as they are: what is not in them, such as the shift, is in no index.
    this.version(2).stores({
      sales: 'counter, &id, ackedAtMs, record.shiftId, record.customerId',
      records: 'counter, &id, kind, ackedAtMs, record.shiftId, record.saleId, record.customerId',
      waitingCarts: 'id',
    });
    this.version(3).stores({ printJobs: 'id, printerId, saleId', printers: 'id' });
  }

  /** The same database without Dexie, opened again when the browser has closed it meanwhile. */
  async native(): Promise<Ledger> {
    if (!this.isOpen()) await this.open();
    return this.backendDB();
  }
}
