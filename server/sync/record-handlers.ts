import type { RecordKind } from '../../shared/sync/contract.ts';
import type { Collection } from '../../shared/sync/pull.ts';
import { recordAudit } from '../audit-chain/record-audit.ts';
import { recordQrisConfirmations } from '../sales/qris-confirmations.ts';
import { recordRefunds } from '../sales/record-refunds.ts';
import { recordSales } from '../sales/record-sales.ts';
import { recordVoids } from '../sales/record-voids.ts';
import {
  recordCashMovements,
  recordShiftCloses,
  recordShiftHandovers,
  recordShiftOpens,
} from '../shifts/record-shifts.ts';
import type { RecordHandler } from './arrival.ts';

interface Registered<K extends RecordKind> {
  record: RecordHandler<K>;
  /** which collections devices and owners should look at again */
  changes: readonly Collection[];
}

/** Who stores what, by kind. A kind without a handler is refused as unknown and kept. */
export const RECORD_HANDLERS: { readonly [K in RecordKind]?: Registered<K> } = {
  sale: { record: recordSales, changes: ['sale'] },
  refund: { record: recordRefunds, changes: ['sale'] },
  void: { record: recordVoids, changes: ['sale'] },
  shiftOpen: { record: recordShiftOpens, changes: [] },
  shiftClose: { record: recordShiftCloses, changes: [] },
  shiftHandover: { record: recordShiftHandovers, changes: [] },
  cashMovement: { record: recordCashMovements, changes: [] },
  qrisConfirmation: { record: recordQrisConfirmations, changes: ['sale'] },
  audit: { record: recordAudit, changes: [] },
};
