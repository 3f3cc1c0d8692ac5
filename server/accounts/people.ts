import { eq } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { account, session, user } from './tables.ts';

/** Who signs in with e-mail. Every function here needs `tx` in the system scope. */
export interface NewPerson {
  id: string;
  name: string;
  /** in lower case */
  email: string;
  superAdmin?: boolean;
  /** null: they choose one through a reset link */
  passwordHash: string | null;
}

/** Refuses with `emailTaken`: an existing person is never taken over. */
export async function addPerson(tx: Tx, person: NewPerson): Promise<void> {
  const { passwordHash, ...fields } = person;
  const added = await tx.insert(user).values(fields).onConflictDoNothing().returning({ id: user.id });
  if (added.length === 0) throw new Refusal('emailTaken', { field: 'email' });
  // The sign-in library finds a password under provider "credential" and the person's own id.
  await tx.insert(account).values({
    id: person.id,
    accountId: person.id,
    userId: person.id,
    providerId: 'credential',
    password: passwordHash,
  });
}

/** Sets the password and ends every session: whoever knew the old one is out. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.update(account).set({ password: passwordHash, updatedAt: now }).where(eq(account.userId, userId));
  await tx.delete(session).where(eq(session.userId, userId));
}

export async function findByEmail(tx: Tx, email: string): Promise<{ id: string; name: string } | undefined> {
  const [found] = await tx.select({ id: user.id, name: user.name }).from(user).where(eq(user.email, email));
  return found;
}
