import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Role } from '../../shared/roles.ts';
import { enterSystem, enterTenant, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import { type Acting, byUser } from './acting.ts';
import { audit } from './audit.ts';
import { addPerson } from './people.ts';
import { storePin } from './pin.ts';
import { makeResetLink, type ResetLink } from './reset-link.ts';
import { mayManage, maySignInByEmail } from './staff-rules.ts';
import { membership, staff, user } from './tables.ts';

export interface StaffRow {
  id: string;
  name: string;
  role: Role;
  active: boolean;
  hasPin: boolean;
  email: string | null;
}

export async function listStaff({ db, tenantId }: Pick<Acting, 'db' | 'tenantId'>): Promise<StaffRow[]> {
  return db.tenant(tenantId, async (tx) => {
    const people = await tx.select().from(staff).orderBy(asc(staff.id));
    const userIds = people.flatMap((person) => person.userId ?? []);
    await enterSystem(tx);
    const emails =
      userIds.length === 0
        ? []
        : await tx.select({ id: user.id, email: user.email }).from(user).where(inArray(user.id, userIds));
    return people.map(({ id, name, role, active, pinSealed, userId }) => ({
      id,
      name,
      role,
      active,
      hasPin: pinSealed !== null,
      email: emails.find((one) => one.id === userId)?.email ?? null,
    }));
  });
}

/**
 * Adds (no `id`) or changes a person. With `email` (owner only, once a person) they can also sign in with e-mail:
 * the answer then holds the link to hand over. Refuses: notFound, notAllowed, lastOwner, emailTaken.
 */
export async function saveStaff(
  ctx: Acting,
  input: { id?: string | undefined; name: string; role: Role; email?: string | undefined },
): Promise<{ id: string; signInLink: ResetLink | null }> {
  const { db, tenantId, member, newId, now } = ctx;
  return db.tenant(tenantId, async (tx) => {
    const before = input.id === undefined ? null : await lockPerson(tx, input.id);
    if (!mayManage(member.role, before?.role ?? null, input.role)) throw new Refusal('notAllowed');
    if (before?.active && before.role === 'owner' && input.role !== 'owner') await keepAnOwner(tx, before.id);
    const id = before?.id ?? newId();
    const fields = { name: input.name, role: input.role };
    if (before) await tx.update(staff).set(fields).where(eq(staff.id, id));
    else await tx.insert(staff).values({ tenantId, id, createdAt: new Date(now()), ...fields });
    const signInLink = input.email ? await openSignIn(tx, ctx, { ...fields, id, before }, input.email) : null;
    if (before?.userId && before.role !== input.role) await mirrorMembership(tx, tenantId, id);
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: before ? 'staff.changed' : 'staff.created',
      target: id,
      detail: {
        ...fields,
        ...(before && before.role !== input.role ? { roleBefore: before.role } : {}),
        ...(input.email ? { emailSignIn: true } : {}),
      },
    });
    // The staff snapshot belongs to the outlet's settings: tablets fetch both on this notice.
    await announce(tx, tenantId, ['outlet']);
    return { id, signInLink };
  });
}

/** Sets the PIN with which this person signs in on tablets; null takes it away. */
export async function setPin(ctx: Acting, input: { id: string; pin: string | null }): Promise<void> {
  const { db, tenantId, keys, member } = ctx;
  const fields =
    input.pin === null
      ? { pinSalt: null, pinSealed: null }
      : await storePin(keys, tenantId, input.id, input.pin);
  await db.tenant(tenantId, async (tx) => {
    const person = await lockPerson(tx, input.id);
    if (!mayManage(member.role, person.role, person.role)) throw new Refusal('notAllowed');
    await tx.update(staff).set(fields).where(eq(staff.id, input.id));
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: input.pin === null ? 'staff.pinRemoved' : 'staff.pinSet',
      target: input.id,
    });
    await announce(tx, tenantId, ['outlet']);
  });
}

/** Lets a person in or out; out also ends their way in by e-mail at once. */
export async function setStaffActive(ctx: Acting, input: { id: string; active: boolean }): Promise<void> {
  const { db, tenantId, member } = ctx;
  await db.tenant(tenantId, async (tx) => {
    const person = await lockPerson(tx, input.id);
    if (!mayManage(member.role, person.role, person.role)) throw new Refusal('notAllowed');
    if (person.role === 'owner' && person.active && !input.active) await keepAnOwner(tx, person.id);
    await tx.update(staff).set({ active: input.active }).where(eq(staff.id, input.id));
    if (person.userId) await mirrorMembership(tx, tenantId, input.id);
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: input.active ? 'staff.activated' : 'staff.deactivated',
      target: input.id,
    });
    await announce(tx, tenantId, ['outlet']);
    if (!input.active) await announce(tx, tenantId, []);
  });
}

/**
 * A new sign-in link for a person of the shop who lost the password. Only for people of this shop alone:
 * an owner must not get into another shop, or the installation, through a shared person.
 */
export async function staffSignInLink(ctx: Acting, id: string): Promise<ResetLink> {
  const { db, tenantId } = ctx;
  return db.tenant(tenantId, async (tx) => {
    const { userId } = await lockPerson(tx, id);
    if (!userId) throw new Refusal('notFound');
    await audit(tx, ctx, { ...byUser(ctx), action: 'staff.signInLink', target: id });
    await enterSystem(tx);
    const [person] = await tx.select({ superAdmin: user.superAdmin }).from(user).where(eq(user.id, userId));
    const shops = await tx.select().from(membership).where(eq(membership.userId, userId));
    if (person?.superAdmin || shops.some((shop) => shop.tenantId !== tenantId))
      throw new Refusal('notAllowed');
    return makeResetLink(tx, ctx, userId);
  });
}

type Person = typeof staff.$inferSelect;

async function lockPerson(tx: Tx, id: string): Promise<Person> {
  // Owners first and in order: two owners who demote each other at once must not both succeed.
  await tx
    .select({ id: staff.id })
    .from(staff)
    .where(eq(staff.role, 'owner'))
    .orderBy(staff.id)
    .for('update');
  const [person] = await tx.select().from(staff).where(eq(staff.id, id)).for('update');
  if (!person) throw new Refusal('notFound');
  return person;
}

async function keepAnOwner(tx: Tx, leavingId: string): Promise<void> {
  const owners = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.role, 'owner'), eq(staff.active, true)));
  if (!owners.some(({ id }) => id !== leavingId)) throw new Refusal('lastOwner');
}

async function openSignIn(
  tx: Tx,
  ctx: Acting,
  { id, name, role, before }: { id: string; name: string; role: Role; before: Person | null },
  email: string,
): Promise<ResetLink> {
  if (ctx.member.role !== 'owner') throw new Refusal('notAllowed', { field: 'email' });
  if (!maySignInByEmail(role)) throw new Refusal('badInput', { field: 'email' });
  if (before?.userId) throw new Refusal('emailTaken', { field: 'email' });
  const userId = ctx.newId();
  await enterSystem(tx);
  await addPerson(tx, { id: userId, name, email, passwordHash: null });
  const link = await makeResetLink(tx, ctx, userId);
  await enterTenant(tx, ctx.tenantId);
  await tx.update(staff).set({ userId }).where(eq(staff.id, id));
  await mirrorMembership(tx, ctx.tenantId, id);
  return link;
}

/** Makes the membership what the person's row says: active, with a role that signs in by e-mail; else none. */
async function mirrorMembership(tx: Tx, tenantId: string, staffId: string): Promise<void> {
  const [person] = await tx.select().from(staff).where(eq(staff.id, staffId));
  if (!person?.userId) return;
  const { userId, role, active } = person;
  await enterSystem(tx);
  if (active && maySignInByEmail(role)) {
    await tx
      .insert(membership)
      .values({ userId, tenantId, staffId, role })
      .onConflictDoUpdate({ target: [membership.userId, membership.tenantId], set: { role, staffId } });
  } else {
    await tx.delete(membership).where(and(eq(membership.userId, userId), eq(membership.tenantId, tenantId)));
  }
  await enterTenant(tx, tenantId);
}
