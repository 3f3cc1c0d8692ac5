import { sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';

/**
 * Whoever changes products decides from what it read (is this barcode free?), so one at a time per tenant.
 * Held until the transaction ends; readers and sales never wait for it.
 */
export async function lockCatalogue(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue ${tenantId}`}, 0))`);
}
