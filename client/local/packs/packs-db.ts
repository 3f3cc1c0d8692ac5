import { Dexie, type Table } from 'dexie';
import type { ProductRow } from '../../../shared/sync/pull.ts';

/** About a thousand products in one record: a hundred records are read in a fraction of the time of 100,000. */
export const PACK_SIZE = 1_000;

/** `rows[n * PACK_SIZE …]` of set `set`. A row keeps its place for as long as the set lives. */
export interface Pack {
  set: number;
  n: number;
  rows: ProductRow[];
}

/** A small change on top of the packs, so that one new price does not rewrite a thousand products. */
export interface Delta {
  /** order of application; given by the database */
  seq?: number;
  set: number;
  rows: ProductRow[];
}

/** Stored in the same transaction as the rows it covers. */
export interface SetState {
  set: number;
  /** where the server's feed has been read to */
  checkpoint: string;
  /** rows in packs */
  packed: number;
  /** the whole catalogue has arrived at least once */
  complete: boolean;
  /** grows with every write of this set, so that a tab sees that another one wrote */
  revision: number;
  /** grows when packs are written over, not when a delta is added */
  packsRevision: number;
}

/** `active`: what is searched. `building`: a new set on its way to replace it. */
export interface PackState {
  key: 'active' | 'building';
  state: SetState;
}

export const PACKS_NAME = 'gerai-packs';

/** The catalogue as last pulled. All of it can be thrown away and fetched again, so writes need not be strict. */
export class PacksDb extends Dexie {
  declare packs: Table<Pack, [number, number]>;
  declare deltas: Table<Delta, number>;
  declare states: Table<PackState, PackState['key']>;

  constructor(name = PACKS_NAME) {
    super(name, { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ packs: '[set+n]', deltas: '++seq, set', states: 'key' });
  }
}
