import { enterSystem, enterTenant, type Tx } from '../db/connect.ts';
import type { Services } from '../services.ts';
import { audit, type Deed } from './audit.ts';
import { membership, outlet, staff, tenant } from './tables.ts';

/** Kept for the demo shop: it is found, and its sign-ins are shown, by this name. */
export const DEMO_SLUG = 'demo';

export interface NewShop {
  name: string;
  /** wanted short name; a number is added when it is taken. Default: from the name */
  slug?: string;
  outlets: { code: string; name: string; address?: string }[];
  /** an existing person */
  owner: { userId: string; name: string };
}

export interface CreatedShop {
  tenantId: string;
  outletIds: string[];
  ownerStaffId: string;
}

/**
 * A tenant with its outlets and its owner, in the caller's transaction: all of it or nothing.
 * Takes `tx` in the system scope and gives it back there.
 */
export async function createShop(
  tx: Tx,
  { now, newId }: Pick<Services, 'now' | 'newId'>,
  shop: NewShop,
  by: Pick<Deed, 'actorKind' | 'actorId'>,
): Promise<CreatedShop> {
  const [tenantId, ownerStaffId] = [newId(), newId()];
  const outlets = shop.outlets.map((one) => ({ tenantId, id: newId(), ...one }));
  await insertTenant(tx, tenantId, shop.name, shop.slug ?? slugOf(shop.name), shop.slug === DEMO_SLUG);
  await tx
    .insert(membership)
    .values({ userId: shop.owner.userId, tenantId, staffId: ownerStaffId, role: 'owner' });
  await enterTenant(tx, tenantId);
  await tx.insert(outlet).values(outlets);
  await tx
    .insert(staff)
    .values({ tenantId, id: ownerStaffId, name: shop.owner.name, role: 'owner', userId: shop.owner.userId });
  await audit(
    tx,
    { tenantId, newId, now },
    { ...by, action: 'tenant.created', target: tenantId, detail: { name: shop.name } },
  );
  await enterSystem(tx);
  return { tenantId, outletIds: outlets.map((one) => one.id), ownerStaffId };
}

async function insertTenant(tx: Tx, id: string, name: string, slug: string, mayBeDemo: boolean) {
  for (let attempt = 1; attempt < 1_000; attempt += 1) {
    const tried = attempt === 1 ? slug : `${slug}-${attempt}`;
    if (tried === DEMO_SLUG && !mayBeDemo) continue;
    const added = await tx
      .insert(tenant)
      .values({ id, name, slug: tried })
      .onConflictDoNothing()
      .returning({ id: tenant.id });
    if (added.length > 0) return;
  }
  throw new Error(`no free short name for a tenant like "${slug}"`);
}

/** `Toko Sinar Jaya` → `toko-sinar-jaya`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug || 'toko';
}
