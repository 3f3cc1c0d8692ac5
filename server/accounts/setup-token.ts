import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import type { Services } from '../services.ts';
import { instanceMeta, user } from './tables.ts';

type Needed = Pick<Services, 'db' | 'keys'>;

/**
 * The token that guards the set-up page, or null once anybody exists. Derived from a random number in the database
 * and the instance key: the database alone doesn't reveal it, and every process and restart prints the same one.
 */
export async function setupToken({ db, keys }: Needed): Promise<string | null> {
  return db.system(async (tx) => ((await anyUser(tx)) ? null : tokenOf(tx, keys)));
}

/** Whether nobody exists yet. */
export async function needsSetup(tx: Tx): Promise<boolean> {
  return !(await anyUser(tx));
}

/** In constant time, and only while nobody exists. `tx` must be in the system scope. */
export async function setupTokenMatches(tx: Tx, keys: Services['keys'], given: string): Promise<boolean> {
  if (await anyUser(tx)) return false;
  const expected = Buffer.from(await tokenOf(tx, keys));
  const bytes = Buffer.from(given);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

async function tokenOf(tx: Tx, keys: Services['keys']): Promise<string> {
  const value = randomBytes(16).toString('base64url');
  await tx.insert(instanceMeta).values({ key: 'setup_nonce', value }).onConflictDoNothing();
  const [row] = await tx.select().from(instanceMeta).where(sql`${instanceMeta.key} = 'setup_nonce'`);
  return createHmac('sha256', keys.deriveKey('set-up')).update(String(row?.value)).digest('base64url');
}

async function anyUser(tx: Tx): Promise<boolean> {
  return (await tx.select({ id: user.id }).from(user).limit(1)).length > 0;
}
