import type { ProductRow, PullPage } from '../../../shared/sync/pull.ts';
import type { FoundProduct } from '../day-types.ts';
import { fold } from '../search/fold.ts';
import { createStore, type Store } from '../store.ts';
import type { CatalogueState, Product } from '../types.ts';
import type { LoadedSet } from './loaded-set.ts';
import { PACK_SIZE, type PackState, PacksDb, type SetState } from './packs-db.ts';
import { ProductSet } from './product-set.ts';
import { writePage } from './write-page.ts';

/** Rows put into memory between two breaths of the main thread. */
const SLICE = 1_000;

/** The catalogue of this tab: packs on the disk, all of it in memory. */
export interface Catalogue {
  state: Store<CatalogueState>;
  search(query: string, categoryId: string | null, limit: number): Product[];
  byBarcodeOrSku(code: string): Product[];
  /** Products and their units by barcode, or else by SKU. */
  findCode(code: string): FoundProduct[];
  product(productId: string): Product | undefined;
  variantsOf(productId: string): Product[];
  /** The row as the server sent it, sold or not. */
  row(productId: string): ProductRow | undefined;
  /** What was made or changed here and the server has not sent back yet: stands in front of its products. */
  showEdited(rows: readonly ProductRow[]): void;
  /** Reads what the disk holds; searchable from the first pack on. Unreadable packs are thrown away. */
  load(): Promise<void>;
  /** Where the next pull starts: '' from nothing. */
  checkpoint(): string;
  /** Stores a page and its checkpoint, and makes it searchable. */
  take(page: PullPage<ProductRow>): Promise<void>;
  /** Another tab wrote: read what is new. */
  catchUp(): Promise<void>;
  /** Nothing is known any more; the next pull fetches all. */
  clear(): Promise<void>;
  close(): void;
}

export function openCatalogue(onWritten: () => void = () => {}): Catalogue {
  let db = new PacksDb();
  let active: LoadedSet | null = null;
  let building: LoadedSet | null = null;
  let edited = new ProductSet();
  const state = createStore<CatalogueState>({ phase: 'empty', loaded: 0, expected: null, version: 0 });
  /** one reader or writer at a time in this tab */
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => {});
    return result;
  };
  const shown = () => active ?? building;
  const publish = (phase: CatalogueState['phase'], expected: number | null = null) => {
    state.set({ phase, loaded: shown()?.products.size ?? 0, expected, version: state.get().version + 1 });
  };
  const settle = () => publish(active ? 'ready' : building ? 'loading' : 'empty');

  async function loadAll(): Promise<void> {
    const states = new Map((await db.states.toArray()).map(({ key, state: kept }: PackState) => [key, kept]));
    const [keptActive, keptBuilding] = [states.get('active'), states.get('building')];
    const read = async (kept: SetState, onPack: (set: LoadedSet) => void) => readSet(db, kept, onPack);
    const [nextActive, nextBuilding] = [
      keptActive ? await read(keptActive, (set) => showWhileReading(set, keptActive)) : null,
      keptBuilding ? await read(keptBuilding, () => {}) : null,
    ];
    active = nextActive;
    building = nextBuilding;
    settle();
  }

  /** Only at the start, when there is nothing older to show. */
  function showWhileReading(set: LoadedSet, kept: SetState): void {
    if (active && active.state.set === kept.set && active.state.complete && active !== set) return;
    const first = active !== set;
    active = set;
    // Whatever is listed is then listed anew, so what is shown doubles each time: after every pack would cost more than reading.
    if (first || set.products.size >= 2 * state.get().loaded) publish('loading', kept.packed);
  }

  async function rebuild(): Promise<void> {
    active = null;
    building = null;
    try {
      await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
    } catch {
      db.close();
      await db.delete().catch(() => {});
      db = new PacksDb();
    }
    settle();
  }

  /** A catalogue that can't be read or written is fetched anew: it is a copy. */
  async function orRebuild(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isFull(error)) return rebuild();
      // Memory may be ahead of the disk: start again from what is stored.
      await loadAll().catch(rebuild);
      throw error;
    }
  }

  async function catchUpNow(): Promise<void> {
    const kept = (await db.states.get('active'))?.state;
    const keptBuilding = (await db.states.get('building'))?.state;
    const same = (set: LoadedSet | null, now: SetState | undefined) =>
      set?.state.set === now?.set && set?.state.packsRevision === now?.packsRevision;
    if (!same(active, kept) || !same(building, keptBuilding)) return loadAll();
    if (!active || !kept || active.state.revision === kept.revision) return;
    await readDeltas(db, active);
    active.state = kept;
    settle();
  }

  const pulled = () => shown()?.products;
  /** Ours first; of the server's those that we did not change. */
  function merged<T>(from: (products: ProductSet) => T[], productOf: (found: T) => Product): T[] {
    const theirs = pulled() ? from(pulled() as ProductSet) : [];
    if (edited.rows.length === 0) return theirs;
    return [...from(edited), ...theirs.filter((found) => !edited.row(productOf(found).id))];
  }

  return {
    state,
    search: (query, categoryId, limit) => {
      const found = merged(
        (products) => products.search(query, categoryId, limit),
        (product) => product,
      );
      // What was made here goes first when it was asked for, and into its place when everything is listed.
      if (edited.rows.length > 0 && query.trim() === '')
        found.sort((a, b) => (fold(a.name) < fold(b.name) ? -1 : 1));
      return found.slice(0, limit);
    },
    byBarcodeOrSku: (code) =>
      merged(
        (products) => products.byBarcodeOrSku(code),
        (product) => product,
      ),
    findCode: (code) =>
      merged(
        (products) => products.findCode(code),
        ({ product }) => product,
      ),
    product: (productId) =>
      edited.row(productId) ? edited.product(productId) : pulled()?.product(productId),
    variantsOf: (productId) =>
      merged(
        (products) => products.variantsOf(productId),
        (product) => product,
      ),
    row: (productId) => pulled()?.row(productId),
    showEdited: (rows) => {
      if (rows.length === 0 && edited.rows.length === 0) return;
      edited = new ProductSet();
      edited.append(rows.map((row) => [...row] as ProductRow));
      state.set({ ...state.get(), version: state.get().version + 1 });
    },
    load: () => inTurn(() => orRebuild(loadAll)),
    checkpoint: () => (building ?? active)?.state.checkpoint ?? '',
    take: (page) =>
      inTurn(() =>
        orRebuild(async () => {
          // Another tab may have written since: its rows have their places already.
          await catchUpNow();
          ({ active, building } = await writePage(db, { active, building }, page, putInSlices));
          settle();
          onWritten();
        }),
      ),
    catchUp: () => inTurn(() => orRebuild(catchUpNow)),
    clear: () => inTurn(rebuild),
    close: () => db.close(),
  };
}

async function putInSlices(products: ProductSet, rows: readonly ProductRow[]): Promise<Set<number>> {
  const touched = new Set<number>();
  for (let from = 0; from < rows.length; from += SLICE) {
    for (const n of products.put(rows.slice(from, from + SLICE))) touched.add(n);
    await breath();
  }
  return touched;
}

async function readSet(db: PacksDb, kept: SetState, onPack: (set: LoadedSet) => void): Promise<LoadedSet> {
  const set: LoadedSet = { products: new ProductSet(), state: kept, lastDelta: 0 };
  const packs = Math.ceil(kept.packed / PACK_SIZE);
  for (let n = 0; n < packs; n += 1) {
    const pack = await db.packs.get([kept.set, n]);
    if (!pack || !Array.isArray(pack.rows)) throw new Error(`pack ${kept.set}/${n} is missing`);
    set.products.append(pack.rows);
    onPack(set);
    await rest();
  }
  if (set.products.rows.length !== kept.packed) throw new Error('packs do not hold what they should');
  await readDeltas(db, set);
  return set;
}

async function readDeltas(db: PacksDb, set: LoadedSet): Promise<void> {
  const deltas = await db.deltas.where('seq').above(set.lastDelta).toArray();
  for (const delta of deltas) {
    if (delta.set !== set.state.set) continue;
    set.products.put(delta.rows);
    set.lastDelta = delta.seq ?? set.lastDelta;
  }
}

/** Lets input and paint through. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Lets everything else go first: whoever taps in the first second of a start does not wait for the whole catalogue. */
function rest(): Promise<void> {
  return globalThis.scheduler?.postTask(() => {}, { priority: 'background' }) ?? breath();
}

function isFull(error: unknown): boolean {
  const { name, inner } = error as { name?: string; inner?: { name?: string } };
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError';
}
