import type { RecordKind } from '../../shared/sync/contract.ts';
import type { Collection } from '../../shared/sync/pull.ts';
import { recordAudit } from '../audit-chain/record-audit.ts';
import { recordProductEdits } from '../catalogue/record-product-edits.ts';
import { recordCustomerPayments } from '../customers/record-customer-payments.ts';
import { recordCustomers } from '../customers/record-customers.ts';
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
import { recordStockDocuments } from '../stock/record-stock-documents.ts';
import type { RecordHandler } from './arrival.ts';

interface Registered<K extends RecordKind> {
  record: RecordHandler<K>;
  /** which collections devices and owners should look at again */
  changes: readonly Collection[];
}

/** Who stores what, by kind. A kind without a handler is refused as unknown and kept. */
export const RECORD_HANDLERS: { readonly [K in RecordKind]?: Registered<K> } = {
  sale: { record: recordSales, changes: ['sale', 'stock', 'customer'] },
  refund: { record: recordRefunds, changes: ['sale', 'stock', 'customer'] },
  void: { record: recordVoids, changes: ['sale', 'stock', 'customer'] },
  shiftOpen: { record: recordShiftOpens, changes: ['shift'] },
  shiftClose: { record: recordShiftCloses, changes: ['shift'] },
  shiftHandover: { record: recordShiftHandovers, changes: ['shift'] },
  cashMovement: { record: recordCashMovements, changes: ['shift'] },
  qrisConfirmation: { record: recordQrisConfirmations, changes: ['sale'] },
  customer: { record: recordCustomers, changes: ['customer'] },
  customerPayment: { record: recordCustomerPayments, changes: ['customer'] },
  stockDocument: { record: recordStockDocuments, changes: ['stock'] },
  productEdit: { record: recordProductEdits, changes: ['product'] },
  audit: { record: recordAudit, changes: [] },
};
