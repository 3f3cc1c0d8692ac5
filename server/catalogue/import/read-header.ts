import { IMPORT_COLUMNS, type ImportColumn } from '../../../shared/catalogue/import-report.ts';

/** How shops and other programs call a column; the earlier name wins where a file has two of them. */
const NAMES: Record<ImportColumn, string[]> = {
  sku: ['sku', 'kode', 'kode produk', 'kode barang', 'product code', 'item code', 'plu'],
  barcode: ['barcode', 'barcodes', 'kode batang', 'kode bar', 'ean', 'gtin', 'upc'],
  name: ['name', 'nama', 'nama produk', 'nama barang', 'product name', 'item name', 'product', 'produk'],
  category: ['category', 'kategori', 'golongan', 'kelompok', 'department'],
  unit: ['unit', 'satuan', 'uom'],
  cost_price: ['cost price', 'cost', 'harga modal', 'harga beli', 'harga pokok', 'modal', 'hpp', 'buy price'],
  sell_price: ['sell price', 'selling price', 'harga jual', 'price', 'harga', 'retail price'],
  tax: ['tax', 'tax class', 'pajak', 'ppn'],
  stock: ['stock', 'stok', 'qty', 'quantity', 'jumlah', 'stock on hand'],
  active: ['active', 'aktif'],
};

export interface Header {
  /** where each known column stands in a row */
  at: Map<ImportColumn, number>;
  width: number;
  /** columns of the file that mean nothing to us, as written there */
  ignored: string[];
}

/** Understands the first row, or null when it can't be a header of products. */
export function readHeader(cells: readonly string[]): Header | null {
  const written = cells.map((cell) => cell.trim());
  const plain = written.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[\s_./()-]+/g, ' ')
      .trim()
      .replace(/ rp$/, ''),
  );
  const at = new Map<ImportColumn, number>();
  for (const column of IMPORT_COLUMNS) {
    const name = NAMES[column].find((one) => plain.includes(one));
    if (name !== undefined) at.set(column, plain.indexOf(name));
  }
  const findable = at.has('sku') || at.has('barcode');
  if (!findable || at.size < 2) return null;
  const known = new Set(at.values());
  const ignored = written.filter((cell, index) => cell !== '' && !known.has(index));
  return { at, width: written.length, ignored };
}
