import { pgSequence } from 'drizzle-orm/pg-core';

/** Orders rows within one transaction; together with the transaction id it is a checkpoint (S8). */
export const syncSeq = pgSequence('sync_seq', { cache: 1 });
