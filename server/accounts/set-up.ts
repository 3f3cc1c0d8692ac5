import { sql } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { createShop } from './create-shop.ts';
import { hashPassword } from './password.ts';
import { addPerson } from './people.ts';
import { setupTokenMatches } from './setup-token.ts';

export interface SetUp {
  token: string;
  ownerName: string;
  email: string;
  password: string;
  shopName: string;
  outletName: string;
  outletCode: string;
}

/** The first person (super admin and owner), shop and outlet of an empty installation, in one transaction, once. */
export async function setUp(
  { db, keys, now, newId }: Pick<Services, 'db' | 'keys' | 'now' | 'newId'>,
  wanted: SetUp,
): Promise<{ tenantId: string }> {
  if (!(await db.system((tx) => setupTokenMatches(tx, keys, wanted.token))))
    throw new Refusal('setupTokenWrong');
  const passwordHash = await hashPassword(wanted.password);
  return db.system(async (tx) => {
    // Two visitors with the same link: the second waits here, then finds somebody.
    await tx.execute(sql`lock table "user" in share row exclusive mode`);
    if (!(await setupTokenMatches(tx, keys, wanted.token))) throw new Refusal('setupTokenWrong');
    const userId = newId();
    await addPerson(tx, {
      id: userId,
      name: wanted.ownerName,
      email: wanted.email,
      superAdmin: true,
      passwordHash,
    });
    const { tenantId } = await createShop(
      tx,
      { now, newId },
      {
        name: wanted.shopName,
        outlets: [{ code: wanted.outletCode, name: wanted.outletName }],
        owner: { userId, name: wanted.ownerName },
      },
      { actorKind: 'user', actorId: userId },
    );
    return { tenantId };
  });
}
