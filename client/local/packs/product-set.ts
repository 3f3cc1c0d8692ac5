import type { ProductRow } from '../../../shared/sync/pull.ts';
import { fold } from '../search/fold.ts';
import { search } from '../search/search.ts';
import type { Product } from '../types.ts';
import { PACK_SIZE } from './packs-db.ts';

const ID = 0;
const SKU = 1;
const BARCODES = 2;
const NAME = 3;
const CATEGORY = 4;
const STATE = 9;
const SOLD = 1;

/** Products in memory: found by id, barcode and SKU at once, by words in one scan. */
export class ProductSet {
  /** grows by one with every product; a row keeps its index, a deleted one stays as a tombstone */
  readonly rows: ProductRow[] = [];
  readonly #names: string[] = [];
  readonly #codes: string[] = [];
  readonly #indexById = new Map<string, number>();
  readonly #indexesByBarcode = new Map<string, number | number[]>();
  readonly #indexesBySku = new Map<string, number | number[]>();
  /** words that nearly all rows share are kept once */
  readonly #shared = new Map<string, string>();
  #sold = 0;

  /** products that are sold */
  get size(): number {
    return this.#sold;
  }

  /** Adds or replaces; returns the numbers of the packs that hold what changed. */
  put(rows: readonly ProductRow[]): Set<number> {
    const touched = new Set<number>();
    for (const row of rows) touched.add(Math.floor(this.#putRow(row) / PACK_SIZE));
    return touched;
  }

  /** The packs in which these products have their places. */
  packsOf(rows: readonly ProductRow[]): number[] {
    return rows.map((row) => Math.floor((this.#indexById.get(row[ID]) ?? 0) / PACK_SIZE));
  }

  packRows(n: number): ProductRow[] {
    return this.rows.slice(n * PACK_SIZE, (n + 1) * PACK_SIZE);
  }

  product(productId: string): Product | undefined {
    const index = this.#indexById.get(productId);
    return index === undefined ? undefined : this.#soldProduct(index);
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
    const found = search({ names: this.#names, codes: this.#codes, wanted }, query, limit);
    return found.flatMap((index) => this.#soldProduct(index) ?? []);
  }

  #putRow(given: ProductRow): number {
    const row = this.#shareWords(given);
    const known = this.#indexById.get(row[ID]);
    const index = known ?? this.rows.length;
    const old = this.rows[index];
    if (old) this.#forgetCodes(old, index);
    if (old?.[STATE] === SOLD) this.#sold -= 1;
    this.rows[index] = row;
    this.#indexById.set(row[ID], index);
    this.#names[index] = fold(row[NAME]);
    this.#codes[index] = ` ${[row[SKU], ...row[BARCODES]].join(' ').toLowerCase()} `;
    if (row[STATE] === SOLD) {
      this.#sold += 1;
      add(this.#indexesBySku, row[SKU].toLowerCase(), index);
      for (const barcode of row[BARCODES]) add(this.#indexesByBarcode, barcode, index);
    }
    return index;
  }

  #forgetCodes(row: ProductRow, index: number): void {
    remove(this.#indexesBySku, row[SKU].toLowerCase(), index);
    for (const barcode of row[BARCODES]) remove(this.#indexesByBarcode, barcode, index);
  }

  #shareWords(row: ProductRow): ProductRow {
    const [id, sku, barcodes, name, categoryId, unit, price, taxClass, pictureId, state] = row;
    const sharedCategory = categoryId === null ? null : this.#share(categoryId);
    const sharedTax = this.#share(taxClass) as typeof taxClass;
    return [id, sku, barcodes, name, sharedCategory, this.#share(unit), price, sharedTax, pictureId, state];
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
    return { id, sku, barcodes, name, categoryId, unit, price, taxClass, pictureId };
  }
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
