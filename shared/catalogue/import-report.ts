/** Columns a product file may have, in the order in which the export writes them. */
export const IMPORT_COLUMNS = [
  'sku',
  'barcode',
  'name',
  'category',
  'unit',
  'cost_price',
  'sell_price',
  'tax',
  'stock',
  'active',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

export const MAX_IMPORT_BYTES = 24 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 200_000;
/** A list of the report ends here; its count goes on. */
export const MAX_REPORT_ENTRIES = 20_000;

interface IssueText {
  id: string;
  en: string;
}

/** Why a row is not taken: what is wrong and what to do. */
export const REFUSALS = {
  nameMissing: { id: 'Nama kosong. Isi nama produk.', en: 'The name is empty. Give the product a name.' },
  tooLong: { id: 'Lebih dari {max} karakter.', en: 'More than {max} characters.' },
  skuOrBarcodeMissing: {
    id: 'SKU dan kode batang kosong. Isi salah satu.',
    en: 'Neither SKU nor barcode. Give one of them.',
  },
  priceNotNumber: { id: '“{value}” bukan harga.', en: '“{value}” is not a price.' },
  priceNegative: { id: 'Harga tidak boleh kurang dari 0.', en: 'A price can not be below 0.' },
  priceFraction: {
    id: '“{value}” memuat pecahan rupiah. Bulatkan dulu.',
    en: '“{value}” has a fraction of a rupiah. Round it first.',
  },
  priceTooHigh: {
    id: 'Harga {value} terlalu besar. Apakah kolomnya tertukar?',
    en: 'The price {value} is too high. Are columns swapped?',
  },
  stockNotNumber: {
    id: '“{value}” bukan jumlah stok (paling banyak 3 angka desimal).',
    en: '“{value}” is not a stock figure (3 decimals at most).',
  },
  taxUnknown: {
    id: 'Pajak “{value}” tidak dikenal. Pakai standard, luxury atau exempt.',
    en: 'Tax “{value}” is unknown. Use standard, luxury or exempt.',
  },
  activeUnknown: {
    id: '“{value}” bukan ya atau tidak.',
    en: '“{value}” is neither yes nor no.',
  },
  barcodeScientific: {
    id: '“{value}” sudah dirusak program tabel. Format kolom sebagai teks, lalu simpan lagi.',
    en: '“{value}” was damaged by a spreadsheet. Format the column as text and save again.',
  },
  barcodeUnprintable: {
    id: 'Kode batang memuat karakter yang tidak bisa dicetak.',
    en: 'The barcode has characters that no barcode holds.',
  },
  tooManyBarcodes: { id: 'Lebih dari {max} kode batang.', en: 'More than {max} barcodes.' },
  duplicateSku: {
    id: 'SKU {value} sudah ada di baris {otherRow}.',
    en: 'SKU {value} is already in row {otherRow}.',
  },
  duplicateBarcode: {
    id: 'Kode batang {value} sudah ada di baris {otherRow} ({product}).',
    en: 'Barcode {value} is already in row {otherRow} ({product}).',
  },
  barcodeTaken: {
    id: 'Kode batang {value} milik {product} (SKU {sku}).',
    en: 'Barcode {value} belongs to {product} (SKU {sku}).',
  },
  sameProduct: {
    id: 'Produk yang sama sudah ada di baris {otherRow}.',
    en: 'Row {otherRow} is about the same product.',
  },
  tooManyCells: {
    id: 'Baris ini punya {cells} kolom, judulnya {columns}. Mungkin ada koma tanpa tanda kutip.',
    en: 'This row has {cells} columns, the header {columns}. Perhaps a comma without quotes.',
  },
  quoteOpen: {
    id: 'Tanda kutip tidak ditutup: baris ini dan baris sesudahnya tidak terbaca.',
    en: 'A quote is never closed: this row and those behind it can not be read.',
  },
} as const satisfies Record<string, IssueText>;
export type RefusalReason = keyof typeof REFUSALS;

/** What a person should look at, in a row that is taken. */
export const WARNINGS = {
  checkDigit: {
    id: 'Digit terakhir {value} tidak cocok dengan hitungan EAN.',
    en: 'The last digit of {value} does not fit the EAN rule.',
  },
  zeroPrice: { id: 'Harga jual 0.', en: 'The price is 0.' },
} as const satisfies Record<string, IssueText>;
export type WarningReason = keyof typeof WARNINGS;

export interface ImportIssue<Code extends string = RefusalReason | WarningReason> {
  /** as a spreadsheet counts: the header is row 1 */
  row: number;
  column: ImportColumn | null;
  code: Code;
  values: Record<string, string | number>;
  /** the English sentence, for logs and the command line */
  reason: string;
}

export interface FieldChange {
  field: ImportColumn;
  from: string | number | null;
  to: string | number | null;
}

/** What an import does, or did: `rows` = added + changed + unchanged + refused. */
export interface ImportReport {
  mode: 'dry-run' | 'apply';
  /** an earlier apply with the same import id: this is its report, nothing was done again */
  replayed: boolean;
  counts: {
    rows: number;
    added: number;
    changed: number;
    unchanged: number;
    refused: number;
    warnings: number;
    blankRows: number;
    withoutCategory: number;
    newCategories: number;
    /** new products that start with stock */
    openingStock: number;
  };
  /** how many refused rows by reason; a row with two faults counts in both */
  refusedByReason: Partial<Record<RefusalReason, number>>;
  warningsByReason: Partial<Record<WarningReason, number>>;
  file: { encoding: string; delimiter: string; columns: ImportColumn[]; ignoredColumns: string[] };
  outlet: { id: string; name: string } | null;
  newCategories: string[];
  added: { row: number; sku: string; name: string; price: number }[];
  changed: { row: number; sku: string; name: string; changes: FieldChange[] }[];
  refused: ImportIssue<RefusalReason>[];
  warnings: ImportIssue<WarningReason>[];
  /** a list above was cut at MAX_REPORT_ENTRIES; the counts were not */
  truncated: boolean;
  /** milliseconds the server worked on it */
  tookMs: number;
}

/** The sentence of an issue, `{names}` filled in. */
export function issueSentence(issue: Pick<ImportIssue, 'code' | 'values'>, language: 'id' | 'en'): string {
  const texts: Record<string, IssueText> = { ...REFUSALS, ...WARNINGS };
  return (texts[issue.code]?.[language] ?? issue.code).replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(issue.values[name] ?? whole),
  );
}
