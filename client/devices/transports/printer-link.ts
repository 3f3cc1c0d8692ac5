import type { PrintDone } from '../../../shared/printing/print-trouble.ts';
import type { PrinterStatus } from '../../../shared/printing/printer-status.ts';
import type { Store } from '../../local/store.ts';

/**
 * `idle`: could be reached, nobody has tried. `away`: switched off, unplugged or out of reach when last tried.
 * `needsTap`: the browser hands it out only when a person picks it again. `unsupported`: this browser has no such way.
 */
export type LinkState = 'idle' | 'connecting' | 'ready' | 'away' | 'needsTap' | 'unsupported';

export interface LinkJob {
  /** names this attempt, for a relay that must not print it twice */
  attemptId: string;
  bytes: Uint8Array;
  kind: 'document' | 'drawer';
  /** just before the first byte leaves */
  onStart: () => Promise<void>;
}

/** The one way to a printer of this tablet, whatever carries the bytes. */
export interface PrinterLink {
  state: Store<LinkState>;
  /** Rejects with a PrintTrouble. Nothing of any job leaves. */
  connect(): Promise<void>;
  /** Connects if need be, and resolves on proof only; rejects with a PrintTrouble. One job at a time. */
  print(job: LinkJob): Promise<PrintDone>;
  /** What the printer says of itself; null when it does not answer. Rejects when it can't be reached. */
  status(): Promise<PrinterStatus | null>;
  close(): Promise<void>;
}
