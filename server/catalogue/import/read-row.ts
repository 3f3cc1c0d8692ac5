import { isValidGtin } from '../../../shared/barcode.ts';
import {
  type ImportColumn,
  type ImportIssue,
  issueSentence,
  type RefusalReason,
  type WarningReason,
} from '../../../shared/catalogue/import-report.ts';
import {
  BARCODE_SEPARATOR,
  MAX_BARCODE,
  MAX_BARCODES,
  MAX_CATEGORY_NAME,
  MAX_NAME,
  MAX_SKU,
  MAX_UNIT,
} from '../../../shared/catalogue/product-limits.ts';
import type { TaxClass } from '../../../shared/sync/sale-record.ts';
import { readPrice, readQuantityMilli } from './read-amounts.ts';
import type { FileRow } from './read-file.ts';

/** What a row says about a product; undefined: nothing, so a known product keeps what it has. */
export interface RowValues {
  sku?: string;
  barcodes?: string[];
  name?: string;
  /** null: none */
  category?: string | null;
  unit?: string;
  cost?: number;
  price?: number;
  taxClass?: TaxClass;
  stockMilli?: number;
  active?: boolean;
}

export interface RowReading {
  row: number;
  values: RowValues;
  refused: ImportIssue<RefusalReason>[];
  warnings: ImportIssue<WarningReason>[];
}

/** Understands one row; every fault in it is named, so that a person corrects it once. */
export function readRow({ row, cells, broken }: FileRow): RowReading {
  const reading: RowReading = { row, values: {}, refused: [], warnings: [] };
  if (broken) {
    const { code, ...values } = broken;
    reading.refused.push(issue(row, null, code, values));
    return reading;
  }
  const refuse = (column: ImportColumn, code: RefusalReason, values: Record<string, string | number> = {}) =>
    void reading.refused.push(issue(row, column, code, values));
  const short = (column: ImportColumn, max: number): string | undefined => {
    const cell = cells[column]?.replace(CONTROLS, ' ').trim();
    if (cell !== undefined && cell.length > max) refuse(column, 'tooLong', { max });
    return cell;
  };
  const { values } = reading;

  values.sku = short('sku', MAX_SKU) || undefined;
  values.name = short('name', MAX_NAME);
  if (values.name === '') refuse('name', 'nameMissing');
  const categoryName = short('category', MAX_CATEGORY_NAME);
  values.category = categoryName === '' ? null : categoryName;
  values.unit = short('unit', MAX_UNIT) || undefined;
  values.barcodes = readBarcodes(cells.barcode, reading);
  values.cost = price('cost_price');
  values.price = price('sell_price');
  values.taxClass = oneOf('tax', 'taxUnknown', TAX_WORDS);
  values.active = oneOf('active', 'activeUnknown', YES_NO);
  if (cells.stock) {
    const stockMilli = readQuantityMilli(cells.stock);
    if (stockMilli === null) refuse('stock', 'stockNotNumber', { value: cut(cells.stock) });
    else values.stockMilli = stockMilli;
  }
  return reading;

  function price(column: 'cost_price' | 'sell_price'): number | undefined {
    const cell = cells[column];
    if (!cell) return undefined;
    const read = readPrice(cell);
    if ('amount' in read) return read.amount;
    refuse(column, read.problem, { value: cut(cell) });
  }

  function oneOf<T>(column: ImportColumn, code: RefusalReason, words: Record<string, T>): T | undefined {
    const cell = cells[column]?.toLowerCase();
    if (!cell) return undefined;
    if (Object.hasOwn(words, cell)) return words[cell];
    refuse(column, code, { value: cut(cell) });
  }
}

function readBarcodes(
  cell: string | undefined,
  { row, refused, warnings }: RowReading,
): string[] | undefined {
  if (cell === undefined) return undefined;
  const codes = [...new Set(cell.split(BARCODE_SEPARATOR).map((code) => code.trim()))].filter(Boolean);
  const refuse = (code: RefusalReason, values: Record<string, string | number>) =>
    refused.push(issue(row, 'barcode', code, values));
  if (codes.length > MAX_BARCODES) refuse('tooManyBarcodes', { max: MAX_BARCODES });
  for (const code of codes) {
    if (code.length > MAX_BARCODE) refuse('tooLong', { max: MAX_BARCODE });
    else if (/^\d([.,]\d+)?e\+\d+$/i.test(code)) refuse('barcodeScientific', { value: code });
    else if (!isPrintable(code)) refuse('barcodeUnprintable', { value: code });
    // Shops really sell such goods, and the scanner reads what is printed.
    else if (/^(\d{8}|\d{12,14})$/.test(code) && !isValidGtin(code))
      warnings.push(issue(row, 'barcode', 'checkDigit', { value: code }));
  }
  return codes;
}

/** ASCII that a Code 128 symbol holds: spaces inside are fine, control characters are not. */
export function isPrintable(code: string): boolean {
  return /^[\x20-\x7e]+$/.test(code);
}

/** An entry of the report. */
export function issue<Code extends RefusalReason | WarningReason>(
  row: number,
  column: ImportColumn | null,
  code: Code,
  values: Record<string, string | number> = {},
): ImportIssue<Code> {
  return { row, column, code, values, reason: issueSentence({ code, values }, 'en') };
}

export const cut = (cell: string) => (cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]+/g;

const TAX_WORDS: Record<string, TaxClass> = {
  standard: 'standard',
  standar: 'standard',
  ppn: 'standard',
  ya: 'standard',
  yes: 'standard',
  kena: 'standard',
  '11': 'standard',
  '12': 'standard',
  '11%': 'standard',
  '12%': 'standard',
  luxury: 'luxury',
  mewah: 'luxury',
  exempt: 'exempt',
  bebas: 'exempt',
  tidak: 'exempt',
  no: 'exempt',
  non: 'exempt',
  '0': 'exempt',
  '0%': 'exempt',
  '-': 'exempt',
  pbjt: 'foodService',
  resto: 'foodService',
  restoran: 'foodService',
};

const YES_NO: Record<string, boolean> = {
  yes: true,
  ya: true,
  '1': true,
  true: true,
  aktif: true,
  active: true,
  no: false,
  tidak: false,
  '0': false,
  false: false,
  nonaktif: false,
  inactive: false,
};
