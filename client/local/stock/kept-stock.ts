import { Dexie, type Table } from 'dexie';
import type { StockRow } from '../../../shared/sync/pull.ts';

/** Products by the end of their id: news of one rewrites a 256th, and a start reads 256 records, not 100,000. */
interface Bucket {
  bucket: number;
  rows: StockRow[];
  /** of the write that changed it last */
  revision: number;
}
interface KeptState {
  key: 'state';
  outletId: string;
  checkpoint: string;
  revision: number;
}

/** What the disk holds, or what of it is new. */
export interface ReadStock {
  rows: StockRow[];
  checkpoint: string;
  revision: number;
}

/** Stock as last pulled, so that a start without a network knows it. A copy: it may be lost, so writes are not strict. */
export class KeptStock extends Dexie {
  declare buckets: Table<Bucket, number>;
  declare states: Table<KeptState, string>;

  constructor() {
    super('gerai-stock', { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ buckets: 'bucket, revision', states: 'key' });
  }

  /** What was written after `revision`; null when nothing of this outlet is kept. */
  read(outletId: string, revision: number): Promise<ReadStock | null> {
    return this.transaction('r', this.buckets, this.states, async () => {
      const state = await this.states.get('state');
      if (state?.outletId !== outletId) return null;
      const buckets = await this.buckets.where('revision').above(revision).toArray();
      const { checkpoint, revision: newest } = state;
      return { checkpoint, revision: newest, rows: buckets.flatMap(({ rows }) => rows) };
    });
  }

  /**
   * Keeps `told` as of `checkpoint`: the buckets of `changed` products when the disk holds what was told before
   * (`before`), else all. Returns the revision.
   */
  write(
    outletId: string,
    told: ReadonlyMap<string, StockRow>,
    changed: ReadonlySet<string>,
    checkpoint: string,
    before: number,
  ): Promise<number> {
    return this.transaction('rw', this.buckets, this.states, async () => {
      const state = await this.states.get('state');
      const known = before > 0 && state?.outletId === outletId && state.revision === before;
      const revision = (state?.revision ?? 0) + 1;
      const dirty = known ? new Set([...changed].map(bucketOf)) : null;
      if (!dirty) await this.buckets.clear();
      const buckets = new Map<number, StockRow[]>([...(dirty ?? [])].map((bucket) => [bucket, []]));
      for (const row of told.values()) {
        const bucket = bucketOf(row[0]);
        if (dirty && !dirty.has(bucket)) continue;
        const rows = buckets.get(bucket);
        if (rows) rows.push(row);
        else buckets.set(bucket, [row]);
      }
      await this.buckets.bulkPut([...buckets].map(([bucket, rows]) => ({ bucket, rows, revision })));
      await this.states.put({ key: 'state', outletId, checkpoint, revision });
      return revision;
    });
  }

  /** Nothing is kept any more. */
  async forget(): Promise<void> {
    await this.transaction('rw', this.buckets, this.states, async () => {
      await this.buckets.clear();
      // The revision goes on: another tab must not take new rows for those that it knows.
      const state = await this.states.get('state');
      if (state)
        await this.states.put({ ...state, outletId: '', checkpoint: '', revision: state.revision + 1 });
    });
  }
}

/** An id's last two hex digits are random in any UUID. */
function bucketOf(productId: string): number {
  return Number.parseInt(productId.slice(-2), 16) || 0;
}
