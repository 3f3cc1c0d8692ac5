import type { TaxClass } from '../../../shared/sync/sale-record.ts';
import type { RowReading } from './read-row.ts';

/** A product of the shop, as far as an import compares it. */
export interface KnownProduct {
  id: string;
  sku: string;
  barcodes: string[];
  /** of its other units, which no file changes */
  unitBarcodes?: readonly string[];
  name: string;
  category: string | null;
  unit: string;
  price: number;
  cost: number;
  taxClass: TaxClass;
  active: boolean;
}

/** A row that found its product, or that makes one. */
export interface Candidate extends RowReading {
  known: KnownProduct | undefined;
  sku: string;
  /** what the product has afterwards */
  barcodes: string[];
}
