import type { SetState } from './packs-db.ts';
import type { ProductSet } from './product-set.ts';

/** A set in memory and how much of it is on the disk. */
export interface LoadedSet {
  products: ProductSet;
  state: SetState;
  /** highest delta applied */
  lastDelta: number;
}
