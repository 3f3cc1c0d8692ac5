import type {
  FieldChange,
  ImportIssue,
  RefusalReason,
  WarningReason,
} from '../../../shared/catalogue/import-report.ts';
import { BARCODE_SEPARATOR } from '../../../shared/catalogue/product-limits.ts';
import { awardBarcodes } from './award-barcodes.ts';
import type { Candidate, KnownProduct } from './candidate.ts';
import type { FileRow } from './read-file.ts';
import { issue, type RowReading, type RowValues, readRow } from './read-row.ts';

export type NewProduct = Omit<KnownProduct, 'id'> & { row: number; stockMilli: number };

export interface ChangedProduct {
  row: number;
  before: KnownProduct;
  after: KnownProduct;
  changes: FieldChange[];
}

export interface ImportPlan {
  rows: number;
  added: NewProduct[];
  changed: ChangedProduct[];
  unchanged: number;
  withoutCategory: number;
  newCategories: string[];
  refused: ImportIssue<RefusalReason>[];
  warnings: ImportIssue<WarningReason>[];
}

/**
 * What importing `rows` into a shop with these products would do; changes nothing. A row is matched by SKU, or by
 * barcode where it has no SKU. An empty cell clears category and barcodes, and leaves the rest of a known product
 * alone; so does a column that the file lacks. Refused rows touch nothing and claim nothing.
 */
export function planImport(
  rows: readonly FileRow[],
  products: readonly KnownProduct[],
  categories: readonly string[],
): ImportPlan {
  const readings = rows.map(readRow);
  const candidates = findProducts(readings, products);
  awardBarcodes(candidates, products);
  const plan: ImportPlan = {
    rows: rows.length,
    added: [],
    changed: [],
    unchanged: 0,
    withoutCategory: 0,
    newCategories: [],
    refused: readings.flatMap((reading) => reading.refused),
    warnings: [],
  };
  const spelling = new Map(categories.map((name) => [name.toLowerCase(), name]));
  const spelled = (category: string | null): string | null => {
    if (category === null) return null;
    const known = spelling.get(category.toLowerCase());
    if (known !== undefined) return known;
    spelling.set(category.toLowerCase(), category);
    plan.newCategories.push(category);
    return category;
  };
  for (const candidate of candidates) {
    if (candidate.refused.length > 0) continue;
    const { row, values, known, warnings } = candidate;
    plan.warnings.push(...warnings);
    const after = {
      ...settle(candidate),
      category: spelled(values.category === undefined ? (known?.category ?? null) : values.category),
    };
    if (after.category === null) plan.withoutCategory += 1;
    if (after.price === 0) plan.warnings.push(issue(row, 'sell_price', 'zeroPrice'));
    if (!known) {
      plan.added.push({ row, ...after, stockMilli: values.stockMilli ?? 0 });
      continue;
    }
    const changes = compare(known, after);
    if (changes.length > 0)
      plan.changed.push({ row, before: known, after: { id: known.id, ...after }, changes });
    else plan.unchanged += 1;
  }
  return plan;
}

/** Pairs each sound row with its product; a second row for the same one is refused. */
function findProducts(readings: RowReading[], products: readonly KnownProduct[]): Candidate[] {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const byBarcode = new Map(
    products.flatMap((product) => product.barcodes.map((code) => [code, product] as const)),
  );
  const takenBy = new Map<string, Candidate>();
  const candidates: Candidate[] = [];
  for (const reading of readings) {
    const { row, values, refused } = reading;
    if (refused.length > 0) continue;
    const known = values.sku === undefined ? byCode(values) : bySku.get(values.sku);
    const sku = known?.sku ?? values.sku ?? values.barcodes?.[0];
    if (sku === undefined) {
      refused.push(issue(row, 'sku', 'skuOrBarcodeMissing'));
      continue;
    }
    if (!known && values.name === undefined) {
      refused.push(issue(row, 'name', 'nameMissing'));
      continue;
    }
    const other = takenBy.get(sku);
    if (other) {
      const bothSay = values.sku !== undefined && other.values.sku !== undefined;
      refused.push(
        issue(row, bothSay ? 'sku' : 'barcode', bothSay ? 'duplicateSku' : 'sameProduct', {
          value: sku,
          otherRow: other.row,
        }),
      );
      continue;
    }
    const candidate: Candidate = {
      ...reading,
      known,
      sku,
      barcodes: values.barcodes ?? known?.barcodes ?? [],
    };
    takenBy.set(sku, candidate);
    candidates.push(candidate);
  }
  return candidates;

  function byCode({ barcodes = [] }: RowValues): KnownProduct | undefined {
    for (const code of barcodes) {
      const found = byBarcode.get(code);
      if (found) return found;
    }
    // An earlier import without SKUs took the barcode for one.
    return barcodes[0] === undefined ? undefined : bySku.get(barcodes[0]);
  }
}

function settle({ values, known, sku, barcodes }: Candidate): Omit<KnownProduct, 'id' | 'category'> {
  return {
    sku,
    barcodes,
    name: values.name ?? known?.name ?? '',
    unit: values.unit ?? known?.unit ?? 'pcs',
    price: values.price ?? known?.price ?? 0,
    cost: values.cost ?? known?.cost ?? 0,
    taxClass: values.taxClass ?? known?.taxClass ?? 'standard',
    active: values.active ?? known?.active ?? true,
  };
}

function compare(before: KnownProduct, after: Omit<KnownProduct, 'id'>): FieldChange[] {
  const seen: FieldChange[] = [
    { field: 'barcode', from: join(before.barcodes), to: join(after.barcodes) },
    { field: 'name', from: before.name, to: after.name },
    { field: 'category', from: before.category, to: after.category },
    { field: 'unit', from: before.unit, to: after.unit },
    { field: 'cost_price', from: before.cost, to: after.cost },
    { field: 'sell_price', from: before.price, to: after.price },
    { field: 'tax', from: before.taxClass, to: after.taxClass },
    { field: 'active', from: yesNo(before.active), to: yesNo(after.active) },
  ];
  return seen.filter(({ from, to }) => from !== to);
}

const join = (barcodes: string[]) => barcodes.join(BARCODE_SEPARATOR);
export const yesNo = (value: boolean) => (value ? 'yes' : 'no');
