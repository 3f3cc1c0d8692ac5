import { sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';

/**
 * Whoever decides by phone numbers, merges or writes the ledger (its trigger takes the same lock) goes one at a time per
 * tenant. Held until the transaction ends.
 */
export async function lockCustomers(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`customers ${tenantId}`}, 0))`);
}
