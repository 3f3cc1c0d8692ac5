import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { CallingUser } from '../services.ts';
import { verifyPassword } from './password.ts';
import { account, user } from './tables.ts';

/** Anybody can read this in the README. */
export const DEMO_OWNER = { email: 'owner@demo.gerai', password: 'gerai-demo', name: 'Bu Ratna' };

/** Whether the demo's owner still signs in with the password that everybody knows. */
export async function demoPasswordIsPublic(db: Db): Promise<boolean> {
  const [found] = await db.system((tx) =>
    tx
      .select({ password: account.password })
      .from(account)
      .innerJoin(user, eq(user.id, account.userId))
      .where(and(eq(user.email, DEMO_OWNER.email), eq(account.providerId, 'credential'))),
  );
  return found?.password ? verifyPassword(found.password, DEMO_OWNER.password) : false;
}

/** Whether the caller may be anybody at all: signed in as the demo's owner while its password is public. */
export async function mayBeAnybody(db: Db, caller: CallingUser): Promise<boolean> {
  return caller.email === DEMO_OWNER.email && (await demoPasswordIsPublic(db));
}

/** Refuses with `demoPasswordPublic` what reaches beyond the demo shop. */
export async function refuseAnybody(db: Db, caller: CallingUser): Promise<void> {
  if (await mayBeAnybody(db, caller)) throw new Refusal('demoPasswordPublic');
}
