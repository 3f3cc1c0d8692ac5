import type { ProductExtras } from '../../../shared/catalogue/product-extras.ts';
import type { ProductRow } from '../../../shared/sync/pull.ts';
import type { FoundProduct } from '../day-types.ts';
import { search, searchText } from '../search/search.ts';
import type { Product } from '../types.ts';
import { PACK_SIZE } from './packs-db.ts';

const ID = 0;
const SKU = 1;
const BARCODES = 2;
const NAME = 3;
const CATEGORY = 4;
const UNIT = 5;
const TAX_CLASS = 7;
const STATE = 9;
const EXTRAS = 10;
const SOLD = 1;

/** Products in memory: found by id, barcode and SKU at once, by words in one scan. */
export class ProductSet {
  /** grows by one with every product; a row keeps its index, a deleted one stays as a tombstone */
  readonly rows: ProductRow[] = [];
  readonly #texts: string[] = [];
  #indexById: Map<string, number> | undefined;
  readonly #indexesByBarcode = new Map<string, number | number[]>();
  /** of units other than the base one */
  readonly #indexesByUnitBarcode = new Map<string, number | number[]>();
  readonly #indexesByParent = new Map<string, number | number[]>();
  readonly #indexesBySku = new Map<string, number | number[]>();
  /** words that nearly all rows share are kept once */
  readonly #shared = new Map<string, string>();
  #sold = 0;

  /** products that are sold */
  get size(): number {
    return this.#sold;
  }

  /** Adds rows known to be new and all different, as packs hold them. */
  append(rows: readonly ProductRow[]): void {
    for (const row of rows) this.#place(row, this.rows.length);
  }

  /** Adds or replaces; returns the numbers of the packs that hold what changed. */
  put(rows: readonly ProductRow[]): Set<number> {
    const indexById = this.#ids();
    const touched = new Set<number>();
    for (const row of rows) {
      const index = indexById.get(row[ID]) ?? this.rows.length;
      indexById.set(row[ID], index);
      this.#place(row, index);
      touched.add(Math.floor(index / PACK_SIZE));
    }
    return touched;
  }

  /** The packs in which these products have their places. */
  packsOf(rows: readonly ProductRow[]): number[] {
    const ids = this.#ids();
    return rows.map((row) => Math.floor((ids.get(row[ID]) ?? 0) / PACK_SIZE));
  }

  packRows(n: number): ProductRow[] {
    return this.rows.slice(n * PACK_SIZE, (n + 1) * PACK_SIZE);
  }

  row(productId: string): ProductRow | undefined {
    const index = this.#ids().get(productId);
    return index === undefined ? undefined : this.rows[index];
  }

  product(productId: string): Product | undefined {
    const index = this.#ids().get(productId);
    return index === undefined ? undefined : this.#soldProduct(index);
  }

  /** What is sold as a variant of a product. */
  variantsOf(productId: string): Product[] {
    return this.#soldAt(this.#indexesByParent.get(productId));
  }

  /** By barcode of the product or of one of its units, or else by SKU. */
  findCode(code: string): FoundProduct[] {
    const found = [
      ...this.#soldAt(this.#indexesByBarcode.get(code)).map((product) => ({ product, unit: null })),
      ...this.#soldAt(this.#indexesByUnitBarcode.get(code)).flatMap((product) =>
        (product.units ?? [])
          .filter((unit) => unit.barcodes.includes(code))
          .map((unit) => ({ product, unit })),
      ),
    ];
    if (found.length > 0) return found;
    return this.#soldAt(this.#indexesBySku.get(code.toLowerCase())).map((product) => ({
      product,
      unit: null,
    }));
  }

  byBarcodeOrSku(code: string): Product[] {
    const byBarcode = this.#soldAt(this.#indexesByBarcode.get(code));
    return byBarcode.length > 0 ? byBarcode : this.#soldAt(this.#indexesBySku.get(code.toLowerCase()));
  }

  search(query: string, categoryId: string | null, limit: number): Product[] {
    const { rows } = this;
    const wanted = (index: number) => {
      const row = rows[index];
      return (
        row !== undefined && row[STATE] === SOLD && (categoryId === null || row[CATEGORY] === categoryId)
      );
    };
    const found = search(this.#texts, wanted, query, limit);
    return found.flatMap((index) => this.#soldProduct(index) ?? []);
  }

  #place(row: ProductRow, index: number): void {
    row[CATEGORY] = row[CATEGORY] === null ? null : this.#share(row[CATEGORY]);
    row[UNIT] = this.#share(row[UNIT]);
    row[TAX_CLASS] = this.#share(row[TAX_CLASS]) as ProductRow[typeof TAX_CLASS];
    const old = this.rows[index];
    if (old) this.#forgetCodes(old, index);
    if (old?.[STATE] === SOLD) this.#sold -= 1;
    this.rows[index] = row;
    const unitCodes = unitBarcodes(row);
    this.#texts[index] = searchText(row[NAME], [row[SKU], ...row[BARCODES], ...unitCodes]);
    if (row[STATE] !== SOLD) return;
    this.#sold += 1;
    add(this.#indexesBySku, row[SKU].toLowerCase(), index);
    for (const barcode of row[BARCODES]) add(this.#indexesByBarcode, barcode, index);
    for (const barcode of unitCodes) add(this.#indexesByUnitBarcode, barcode, index);
    const parentId = extrasOf(row)?.parentId;
    if (parentId !== undefined) add(this.#indexesByParent, parentId, index);
  }

  /** Made when first asked for: a start from the disk does not need it. */
  #ids(): Map<string, number> {
    if (this.#indexById) return this.#indexById;
    this.#indexById = new Map();
    for (const [index, row] of this.rows.entries()) this.#indexById.set(row[ID], index);
    return this.#indexById;
  }

  #forgetCodes(row: ProductRow, index: number): void {
    remove(this.#indexesBySku, row[SKU].toLowerCase(), index);
    for (const barcode of row[BARCODES]) remove(this.#indexesByBarcode, barcode, index);
    for (const barcode of unitBarcodes(row)) remove(this.#indexesByUnitBarcode, barcode, index);
    const parentId = extrasOf(row)?.parentId;
    if (parentId !== undefined) remove(this.#indexesByParent, parentId, index);
  }

  #share(word: string): string {
    const kept = this.#shared.get(word);
    if (kept !== undefined) return kept;
    this.#shared.set(word, word);
    return word;
  }

  #soldAt(indexes: number | number[] | undefined): Product[] {
    if (indexes === undefined) return [];
    return [indexes].flat().flatMap((index) => this.#soldProduct(index) ?? []);
  }

  #soldProduct(index: number): Product | undefined {
    const row = this.rows[index];
    if (row?.[STATE] !== SOLD) return undefined;
    const [id, sku, barcodes, name, categoryId, unit, price, taxClass, pictureId] = row;
    return { id, sku, barcodes, name, categoryId, unit, price, taxClass, pictureId, ...extrasOf(row) };
  }
}

/** What only some products have stands behind the fixed part of a row. */
function extrasOf(row: ProductRow): ProductExtras | undefined {
  return (row as unknown as { [EXTRAS]?: ProductExtras })[EXTRAS];
}

function unitBarcodes(row: ProductRow): string[] {
  return extrasOf(row)?.units?.flatMap((unit) => unit.barcodes) ?? [];
}

/** Two products with one code are rare: a list is kept only for them. */
function add(map: Map<string, number | number[]>, code: string, index: number): void {
  const held = map.get(code);
  if (held === undefined) map.set(code, index);
  else if (!(Array.isArray(held) ? held.includes(index) : held === index))
    map.set(code, [held, index].flat());
}

function remove(map: Map<string, number | number[]>, code: string, index: number): void {
  const left = [map.get(code) ?? []].flat().filter((held) => held !== index);
  if (left.length > 1) map.set(code, left);
  else if (left[0] !== undefined) map.set(code, left[0]);
  else map.delete(code);
}
