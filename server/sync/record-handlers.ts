import type { RecordKind } from '../../shared/sync/contract.ts';
import type { Collection } from '../../shared/sync/pull.ts';
import { recordSales } from '../sales/record-sales.ts';
import type { RecordHandler } from './arrival.ts';

interface Registered<K extends RecordKind> {
  record: RecordHandler<K>;
  /** which collections devices and owners should look at again */
  changes: readonly Collection[];
}

/** Who stores what, by kind. A kind without a handler is refused as unknown and kept. */
export const RECORD_HANDLERS: { readonly [K in RecordKind]?: Registered<K> } = {
  sale: { record: recordSales, changes: ['sale'] },
};
