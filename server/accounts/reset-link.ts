import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, like, lt, or } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hashPassword } from './password.ts';
import { setPassword } from './people.ts';
import { verification } from './tables.ts';

const LIFE_MS = 3_600_000;
const PREFIX = 'reset:';

export interface ResetLink {
  /** path and query on this server; works once */
  path: string;
  expiresAt: number;
}

/** Makes the one link with which this person may choose a password; earlier ones stop working. `tx` in the system scope. */
export async function makeResetLink(
  tx: Tx,
  { now, newId }: Pick<Services, 'now' | 'newId'>,
  userId: string,
): Promise<ResetLink> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = now() + LIFE_MS;
  const ofThisPerson = and(eq(verification.value, userId), like(verification.identifier, `${PREFIX}%`));
  await tx.delete(verification).where(or(ofThisPerson, lt(verification.expiresAt, new Date(now()))));
  await tx.insert(verification).values({
    id: newId(),
    identifier: identifierOf(token),
    value: userId,
    expiresAt: new Date(expiresAt),
  });
  return { path: `/reset?token=${token}`, expiresAt };
}

/** Sets the password by a link, once, and ends the person's sessions. Refuses with `linkUsed`. */
export async function resetPassword(
  { db, now }: Pick<Services, 'db' | 'now'>,
  token: string,
  password: string,
): Promise<void> {
  const valid = and(
    eq(verification.identifier, identifierOf(token)),
    gt(verification.expiresAt, new Date(now())),
  );
  // Looked up first, so that a stranger's guesses never cost a password hash.
  const found = await db.system((tx) => tx.select().from(verification).where(valid));
  if (found.length === 0) throw new Refusal('linkUsed');
  const passwordHash = await hashPassword(password);
  await db.system(async (tx) => {
    const [taken] = await tx.delete(verification).where(valid).returning({ userId: verification.value });
    if (!taken) throw new Refusal('linkUsed');
    await setPassword(tx, taken.userId, passwordHash, new Date(now()));
  });
}

function identifierOf(token: string): string {
  return PREFIX + createHash('sha256').update(token).digest('hex');
}
