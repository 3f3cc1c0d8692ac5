import { createHmac, randomInt } from 'node:crypto';
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import type { Services } from '../services.ts';
import { enrolmentCode } from './tables.ts';

const CODE_LIFE_MS = 15 * 60_000;

export interface IssuedCode {
  /** six digits */
  code: string;
  expiresAt: number;
}

/** A fresh code for one tablet of the outlet. `tx` in the system scope. */
export async function issueCode(
  tx: Tx,
  { keys, now }: Pick<Services, 'keys' | 'now'>,
  place: { tenantId: string; outletId: string },
  lifeMs = CODE_LIFE_MS,
): Promise<IssuedCode> {
  const expiresAt = now() + lifeMs;
  await tx.delete(enrolmentCode).where(lt(enrolmentCode.expiresAt, new Date(now())));
  for (;;) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const added = await tx
      .insert(enrolmentCode)
      .values({
        ...place,
        codeHash: hashCode(keys, code),
        createdAt: new Date(now()),
        expiresAt: new Date(expiresAt),
      })
      .onConflictDoNothing()
      .returning({ outletId: enrolmentCode.outletId });
    if (added.length > 0) return { code, expiresAt };
  }
}

/** Uses the code up, atomically: of two tablets with one code exactly one gets the outlet. `tx` in the system scope. */
export async function takeCode(
  tx: Tx,
  { keys, now }: Pick<Services, 'keys' | 'now'>,
  code: string,
): Promise<{ tenantId: string; outletId: string } | undefined> {
  const at = new Date(now());
  const [taken] = await tx
    .update(enrolmentCode)
    .set({ usedAt: at })
    .where(
      and(
        eq(enrolmentCode.codeHash, hashCode(keys, code)),
        gt(enrolmentCode.expiresAt, at),
        or(isNull(enrolmentCode.usedAt), enrolmentCode.reusable),
      ),
    )
    .returning({ tenantId: enrolmentCode.tenantId, outletId: enrolmentCode.outletId });
  return taken;
}

/** Keyed: a plain hash of six digits could be read back from a copy of the database. */
export function hashCode(keys: Services['keys'], code: string): string {
  return createHmac('sha256', keys.deriveKey('enrolment-code')).update(code).digest('hex');
}
