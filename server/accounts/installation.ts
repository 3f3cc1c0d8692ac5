import { asc, count, eq, isNull } from 'drizzle-orm';
import { product } from '../catalogue/tables.ts';
import { enterSystem, enterTenant } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { CallingUser, Context } from '../services.ts';
import { byUser } from './acting.ts';
import { audit } from './audit.ts';
import { createShop } from './create-shop.ts';
import { mayBeAnybody, refuseAnybody } from './demo-account.ts';
import { addPerson, findByEmail } from './people.ts';
import { makeResetLink, type ResetLink } from './reset-link.ts';
import { device, membership, outlet, staff, tenant, user } from './tables.ts';

/** What whoever runs the installation does. Behind the demo's public password, nothing of others is seen or touched. */
export type Administering = Pick<Context, 'db' | 'now' | 'newId'> & { user: CallingUser };

/** All tenants with a few counts, each counted inside its own fence. */
export async function listTenants({ db, user: caller }: Administering) {
  const everything = await db.system((tx) => tx.select().from(tenant).orderBy(asc(tenant.id)));
  const own = caller.memberships.map(({ tenantId }) => tenantId);
  const tenants = (await mayBeAnybody(db, caller))
    ? everything.filter(({ id }) => own.includes(id))
    : everything;
  const listed = [];
  for (const { id, slug, name, createdAt } of tenants) {
    const counts = await db.tenant(id, async (tx) => {
      const [outlets] = await tx.select({ n: count() }).from(outlet);
      const [people] = await tx.select({ n: count() }).from(staff).where(eq(staff.active, true));
      const [devices] = await tx.select({ n: count() }).from(device).where(isNull(device.revokedAt));
      const [products] = await tx.select({ n: count() }).from(product).where(eq(product.deleted, false));
      return {
        outlets: outlets?.n ?? 0,
        staff: people?.n ?? 0,
        devices: devices?.n ?? 0,
        products: products?.n ?? 0,
      };
    });
    listed.push({ id, slug, name, createdAt, ...counts });
  }
  return listed;
}

/** A tenant with its owner. A new person gets a link to choose a password; a known e-mail becomes owner of this shop too. */
export async function createTenant(
  ctx: Administering,
  input: { shopName: string; outletName: string; outletCode: string; ownerName: string; email: string },
): Promise<{ tenantId: string; signInLink: ResetLink | null }> {
  await refuseAnybody(ctx.db, ctx.user);
  return ctx.db.system(async (tx) => {
    const known = await findByEmail(tx, input.email);
    const userId = known?.id ?? ctx.newId();
    if (!known)
      await addPerson(tx, { id: userId, name: input.ownerName, email: input.email, passwordHash: null });
    const { tenantId } = await createShop(
      tx,
      ctx,
      {
        name: input.shopName,
        outlets: [{ code: input.outletCode, name: input.outletName }],
        owner: { userId, name: input.ownerName },
      },
      byUser(ctx),
    );
    return { tenantId, signInLink: known ? null : await makeResetLink(tx, ctx, userId) };
  });
}

/** Everybody who signs in with e-mail, and where. */
export async function listUsers({ db, user: caller }: Administering) {
  const onlySelf = await mayBeAnybody(db, caller);
  return db.system(async (tx) => {
    const people = await tx
      .select({ id: user.id, name: user.name, email: user.email, superAdmin: user.superAdmin })
      .from(user)
      .where(onlySelf ? eq(user.id, caller.id) : undefined)
      .orderBy(asc(user.email));
    const shops = await tx
      .select({
        userId: membership.userId,
        tenantId: membership.tenantId,
        tenantName: tenant.name,
        role: membership.role,
      })
      .from(membership)
      .innerJoin(tenant, eq(tenant.id, membership.tenantId));
    return people.map((person) => ({
      ...person,
      memberships: shops.filter((shop) => shop.userId === person.id).map(({ userId: _, ...shop }) => shop),
    }));
  });
}

/** The one-time link with which a person chooses a new password; noted in each of their shops. */
export async function resetLinkFor(ctx: Administering, userId: string): Promise<ResetLink> {
  if (userId !== ctx.user.id) await refuseAnybody(ctx.db, ctx.user);
  return ctx.db.system(async (tx) => {
    const [person] = await tx.select({ id: user.id }).from(user).where(eq(user.id, userId));
    if (!person) throw new Refusal('notFound');
    const link = await makeResetLink(tx, ctx, userId);
    const shops = await tx.select().from(membership).where(eq(membership.userId, userId));
    for (const { tenantId, staffId } of shops) {
      await enterTenant(tx, tenantId);
      await audit(tx, { ...ctx, tenantId }, { ...byUser(ctx), action: 'staff.signInLink', target: staffId });
    }
    await enterSystem(tx);
    return link;
  });
}
