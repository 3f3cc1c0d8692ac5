import { and, eq, sql } from 'drizzle-orm';
import { createShop, DEMO_SLUG } from '../accounts/create-shop.ts';
import { DEMO_OWNER } from '../accounts/demo-account.ts';
import { hashCode, issueCode } from '../accounts/enrolment-code.ts';
import { hashPassword } from '../accounts/password.ts';
import { addPerson, findByEmail } from '../accounts/people.ts';
import { storePin } from '../accounts/pin.ts';
import { needsSetup } from '../accounts/setup-token.ts';
import { enrolmentCode, outlet, staff, tenant } from '../accounts/tables.ts';
import { category, picture, product } from '../catalogue/tables.ts';
import { enterSystem, enterTenant, type Tx } from '../db/connect.ts';
import type { Services } from '../services.ts';
import { stockMovement } from '../stock/tables.ts';
import { seedDepth } from './depth.ts';
import { drawPicture } from './pictures.ts';
import { demoCategories, demoProducts } from './products.ts';

const OUTLETS = [
  { code: 'PST', name: 'Gerai Pusat', address: 'Jl. Melati No. 12, Bandung' },
  { code: 'CBG', name: 'Gerai Cabang', address: 'Jl. Kenanga No. 7, Cimahi' },
];
const PEOPLE = [
  { name: 'Sari', role: 'cashier', pin: '1111' },
  { name: 'Budi', role: 'cashier', pin: '2222' },
  { name: 'Dewi', role: 'cashier', pin: '3333' },
  { name: 'Pak Hendra', role: 'manager', pin: '9999' },
] as const;
const OWNER_PIN = '1234';
const DAY_MS = 86_400_000;
const SEED_LOCK = 0x6465_6d6f; // any number that is ours

type Needed = Pick<Services, 'db' | 'keys' | 'now' | 'newId'>;

export interface SeededDemo {
  /** enrols a tablet at the first outlet */
  code: string;
  /** for the person at the console; `{url}` stands for the server's address */
  lines: string[];
}

/** The demo shop, made in one transaction unless it is there, and a code for a tablet (`code`: fixed and reusable). */
export async function seedDemo(
  services: Needed,
  options: { code?: string | undefined; extras?: boolean | undefined },
): Promise<SeededDemo> {
  const hashed = await secretsOf(services);
  const code = await services.db.system(async (tx) => {
    // Several processes may start on one database at once.
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    const shop = (await findDemo(tx)) ?? (await createDemo(tx, services, hashed, options.extras === true));
    return issueDemoCode(tx, services, shop, options.code);
  });
  return {
    code,
    lines: [
      `Demo till: open {url}/?enrol=${code} (enrolment code ${code}${options.code ? '' : ', one tablet, one day'})`,
      `  cashiers: ${PEOPLE.map(({ name, pin }) => `${name} PIN ${pin}`).join(', ')}, ${DEMO_OWNER.name} (owner) PIN ${OWNER_PIN}`,
      `Demo owner: {url}/owner, ${DEMO_OWNER.email} / ${DEMO_OWNER.password}`,
    ],
  };
}

interface DemoShop {
  tenantId: string;
  outletId: string;
}

async function findDemo(tx: Tx): Promise<DemoShop | undefined> {
  const [found] = await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.slug, DEMO_SLUG));
  if (!found) return undefined;
  await enterTenant(tx, found.id);
  const [first] = await tx.select({ id: outlet.id }).from(outlet).orderBy(outlet.id).limit(1);
  await enterSystem(tx);
  return first && { tenantId: found.id, outletId: first.id };
}

/** The demo shop of this installation, if it has one. */
export function demoShop({ db }: Pick<Services, 'db'>): Promise<DemoShop | undefined> {
  return db.system(findDemo);
}

/** Whether this installation has the demo shop. */
export async function hasDemo(services: Pick<Services, 'db'>): Promise<boolean> {
  return (await demoShop(services)) !== undefined;
}

/** Slow hashing, done before the transaction opens; nothing when the demo is there. */
async function secretsOf({ db }: Needed) {
  return (await hasDemo({ db })) ? null : { passwordHash: await hashPassword(DEMO_OWNER.password) };
}

async function createDemo(
  tx: Tx,
  services: Needed,
  hashed: { passwordHash: string } | null,
  extras: boolean,
): Promise<DemoShop> {
  const { keys, now, newId } = services;
  const passwordHash = hashed?.passwordHash ?? (await hashPassword(DEMO_OWNER.password));
  // On an empty installation somebody must be; what reaches beyond the demo waits until its public password is
  // changed (accounts/demo-account.ts). An installation that belongs to somebody gets no super admin from here.
  const superAdmin = await needsSetup(tx);
  const known = await findByEmail(tx, DEMO_OWNER.email);
  const userId = known?.id ?? newId();
  if (!known)
    await addPerson(tx, {
      id: userId,
      name: DEMO_OWNER.name,
      email: DEMO_OWNER.email,
      superAdmin,
      passwordHash,
    });
  const { tenantId, outletIds, ownerStaffId } = await createShop(
    tx,
    { now, newId },
    {
      name: 'Toko Gerai Demo',
      slug: DEMO_SLUG,
      outlets: OUTLETS,
      owner: { userId, name: DEMO_OWNER.name },
    },
    { actorKind: 'system', actorId: 'demo' },
  );
  await enterTenant(tx, tenantId);
  await tx
    .update(staff)
    .set(await storePin(keys, tenantId, ownerStaffId, OWNER_PIN))
    .where(and(eq(staff.tenantId, tenantId), eq(staff.id, ownerStaffId)));
  for (const { name, role, pin } of PEOPLE) {
    const id = newId();
    await tx.insert(staff).values({ tenantId, id, name, role, ...(await storePin(keys, tenantId, id, pin)) });
  }
  await stockShelves(tx, services, tenantId, outletIds, extras);
  await enterSystem(tx);
  return { tenantId, outletId: outletIds[0] as string };
}

async function stockShelves(
  tx: Tx,
  { now, newId }: Needed,
  tenantId: string,
  outletIds: string[],
  extras: boolean,
) {
  const categories = demoCategories.map((name, sortOrder) => ({ tenantId, id: newId(), name, sortOrder }));
  const pictures = demoProducts.map((one) => ({
    tenantId,
    id: newId(),
    mime: 'image/svg+xml' as const,
    bytes: new TextEncoder().encode(drawPicture(one)),
  }));
  const products = demoProducts.map((one, index) => ({
    tenantId,
    id: newId(),
    sku: one.sku,
    barcodes: [one.barcode],
    name: one.name,
    categoryId: categories.find((shelf) => shelf.name === one.category)?.id ?? null,
    unit: one.unit,
    price: one.price,
    cost: one.cost,
    taxClass: one.taxClass,
    pictureId: pictures[index]?.id ?? null,
  }));
  await tx.insert(category).values(categories);
  await tx.insert(picture).values(pictures);
  await tx.insert(product).values(products);
  await tx.insert(stockMovement).values(
    outletIds.flatMap((outletId) =>
      products.map(({ id: productId }, index) => ({
        tenantId,
        id: newId(),
        outletId,
        productId,
        quantityMilli: (demoProducts[index]?.openingStock ?? 0) * 1000,
        reason: 'opening' as const,
        at: new Date(now()),
        occurredAt: new Date(now()),
      })),
    ),
  );
  const categoryOf = (name: string) => categories.find((shelf) => shelf.name === name)?.id ?? null;
  await seedDepth(tx, { now, newId }, { tenantId, outletIds, categoryOf, extras });
}

/** A fixed code works again and again while the server is told so; otherwise one tablet within a day. */
async function issueDemoCode(
  tx: Tx,
  services: Needed,
  { tenantId, outletId }: DemoShop,
  fixed: string | undefined,
): Promise<string> {
  await tx
    .delete(enrolmentCode)
    .where(and(eq(enrolmentCode.tenantId, tenantId), eq(enrolmentCode.reusable, true)));
  if (!fixed) return (await issueCode(tx, services, { tenantId, outletId }, DAY_MS)).code;
  const row = {
    tenantId,
    outletId,
    expiresAt: new Date('9999-01-01T00:00:00Z'),
    usedAt: null,
    reusable: true,
  };
  await tx
    .insert(enrolmentCode)
    .values({ codeHash: hashCode(services.keys, fixed), ...row })
    .onConflictDoUpdate({ target: enrolmentCode.codeHash, set: row });
  return fixed;
}
