import type { ProductRow, PullPage } from '../../../shared/sync/pull.ts';
import type { LoadedSet } from './loaded-set.ts';
import { PACK_SIZE, type PacksDb, type SetState } from './packs-db.ts';
import { ProductSet } from './product-set.ts';

/** More rows than this go into packs at once. */
const MAX_DELTA_ROWS = 500;
/** More deltas than this are folded into the packs. */
const MAX_DELTAS = 50;

export interface Sets {
  active: LoadedSet | null;
  building: LoadedSet | null;
}

/**
 * Puts a page into memory (`put`, in slices) and onto the disk: rows and checkpoint in one transaction. The first
 * catalogue and one sent anew (`reset`) grow as a set of their own, which takes the old one's place when complete.
 */
export async function writePage(
  db: PacksDb,
  sets: Sets,
  page: PullPage<ProductRow>,
  put: (products: ProductSet, rows: ProductRow[]) => Promise<Set<number>>,
): Promise<Sets> {
  const fresh = page.reset || (!sets.active && !sets.building);
  const target = fresh ? newSet(sets) : (sets.building ?? (sets.active as LoadedSet));
  const intoActive = target === sets.active;
  const touched = await put(target.products, page.rows);
  const asDelta = intoActive && page.rows.length <= MAX_DELTA_ROWS && (await db.deltas.count()) < MAX_DELTAS;
  const before = target.state;
  const next: SetState = {
    ...before,
    checkpoint: page.checkpoint,
    revision: before.revision + 1,
    complete: before.complete || !page.more,
  };
  let { lastDelta } = target;

  await db.transaction('rw', db.packs, db.deltas, db.states, async () => {
    if (asDelta) {
      if (page.rows.length > 0)
        lastDelta = (await db.deltas.add({ set: next.set, rows: page.rows })) as number;
    } else {
      const { rows } = target.products;
      // Packs are read before deltas, so a delta that stayed would undo what a pack now says.
      const deltas = await db.deltas.where('set').equals(next.set).toArray();
      const dirty = new Set([...touched, ...target.products.packsOf(deltas.flatMap((delta) => delta.rows))]);
      for (let n = Math.floor(before.packed / PACK_SIZE); n * PACK_SIZE < rows.length; n += 1) dirty.add(n);
      for (const n of dirty) await db.packs.put({ set: next.set, n, rows: target.products.packRows(n) });
      await db.deltas.where('set').equals(next.set).delete();
      next.packed = rows.length;
      next.packsRevision += 1;
    }
    const key = next.complete ? 'active' : 'building';
    await db.states.put({ key, state: next });
    if (key === 'active') await db.states.delete('building');
    for (const old of [sets.active, sets.building]) {
      const replaced = old && old !== target && (next.complete || old === sets.building);
      if (replaced) await deleteSet(db, old.state.set);
    }
  });

  const written: LoadedSet = { products: target.products, state: next, lastDelta };
  return next.complete ? { active: written, building: null } : { active: sets.active, building: written };
}

function newSet({ active, building }: Sets): LoadedSet {
  const set = Math.max(active?.state.set ?? 0, building?.state.set ?? 0) + 1;
  return {
    products: new ProductSet(),
    state: { set, checkpoint: '', packed: 0, complete: false, revision: 0, packsRevision: 0 },
    lastDelta: 0,
  };
}

async function deleteSet(db: PacksDb, set: number): Promise<void> {
  await db.packs.where('[set+n]').between([set, -1], [set, Number.MAX_SAFE_INTEGER]).delete();
  await db.deltas.where('set').equals(set).delete();
}
