import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { createShop } from '../accounts/create-shop.ts';
import { deviceCookie, hashSecret } from '../accounts/device-cookie.ts';
import { hashPassword } from '../accounts/password.ts';
import { addPerson } from '../accounts/people.ts';
import { storePin } from '../accounts/pin.ts';
import { auditEntry, device, membership, staff } from '../accounts/tables.ts';
import { catalogueImport, category, picture, product } from '../catalogue/tables.ts';
import { type Db, enterSystem, enterTenant, type Tx } from '../db/connect.ts';
import { openInstanceKeys } from '../instance-keys.ts';
import { earlierCost } from '../reports/tables.ts';
import { payment, refusedRecord, sale, saleLine } from '../sales/tables.ts';
import type { Services } from '../services.ts';
import { stockMovement } from '../stock/tables.ts';
import { plantDay } from './plant-day.ts';
import { plantDepth } from './plant-depth.ts';
import { plantHub } from './plant-hub.ts';
import { plantPayments } from './plant-payments.ts';

const PASSWORD = 'rahasia-sekali';

/** A tenant with at least one row in every table, every text of which holds `mark`, and the ways in. */
export interface Planted {
  mark: string;
  tenantId: string;
  userId: string;
  outletId: string;
  staffId: string;
  cashierId: string;
  deviceId: string;
  categoryId: string;
  productId: string;
  pictureId: string;
  saleId: string;
  /** an unconfirmed QRIS payment of the sale */
  qrisPaymentId: string;
  shiftId: string;
  customerId: string;
  /** a stock document */
  documentId: string;
  connectionId: string;
  webhookId: string;
  noticeId: string;
  templateId: string;
  /** paid online */
  attemptId: string;
  onlinePaymentId: string;
  settlementLineId: string;
  /** record id of a refused record with content hash `x` */
  refusedId: string;
  /** a bulk change of products that could be undone */
  changeId: string;
  /** cookie headers */
  device: string;
  revokedDevice: string;
  owner: string;
  manager: string;
}

export async function plant(services: Services, url: string, mark: string): Promise<Planted> {
  const passwordHash = await hashPassword(PASSWORD);
  const emails = { owner: `owner-${mark}@example.test`, manager: `manager-${mark}@example.test` };
  const planted = await services.db.system((tx) => plantRows(tx, services, mark, emails, passwordHash));
  return {
    ...planted,
    owner: await signIn(url, emails.owner),
    manager: await signIn(url, emails.manager),
  };
}

/** Two tenants straight in the database; their ids. */
export async function plantTwo(db: Db, instanceKeys: string): Promise<[string, string]> {
  const keys = await openInstanceKeys(db, { keys: instanceKeys, dataDir: '/nowhere' });
  const ports = { keys, now: () => Date.now(), newId: () => v7() };
  const one = async (mark: string) => {
    const emails = { owner: `owner-${mark}@example.test`, manager: `manager-${mark}@example.test` };
    return (await db.system((tx) => plantRows(tx, ports, mark, emails, null))).tenantId;
  };
  return [await one('kenari'), await one('merpati')];
}

async function plantRows(
  tx: Tx,
  services: Pick<Services, 'keys' | 'now' | 'newId'>,
  mark: string,
  emails: { owner: string; manager: string },
  passwordHash: string | null,
) {
  const { newId, keys } = services;
  const [userId, managerId] = [newId(), newId()];
  await addPerson(tx, { id: userId, name: `Owner ${mark}`, email: emails.owner, passwordHash });
  await addPerson(tx, { id: managerId, name: `Manager ${mark}`, email: emails.manager, passwordHash });
  const { tenantId, outletIds, ownerStaffId } = await createShop(
    tx,
    services,
    {
      name: `Toko ${mark}`,
      outlets: [{ code: 'PST', name: `Pusat ${mark}`, address: `Jalan ${mark}` }],
      owner: { userId, name: `Owner ${mark}` },
    },
    { actorKind: 'user', actorId: userId },
  );
  const outletId = outletIds[0] as string;
  const managerStaffId = newId();
  await tx
    .insert(membership)
    .values({ userId: managerId, tenantId, staffId: managerStaffId, role: 'manager' });

  await enterTenant(tx, tenantId);
  const cashierId = newId();
  await tx.insert(staff).values([
    { tenantId, id: managerStaffId, name: `Manager ${mark}`, role: 'manager', userId: managerId },
    {
      tenantId,
      id: cashierId,
      name: `Kasir ${mark}`,
      role: 'cashier',
      ...(await storePin(keys, tenantId, cashierId, '1111')),
    },
  ]);
  const [used, revoked] = [newDevice('A1'), newDevice('A2')];
  await tx.insert(device).values([used.row, { ...revoked.row, revokedAt: new Date() }]);
  const { productId, ...shelf } = await plantCatalogue(tx, newId, tenantId, mark);
  await tx.insert(stockMovement).values({
    tenantId,
    id: newId(),
    outletId,
    productId,
    quantityMilli: 7_000,
    reason: 'opening',
  });
  const [saleId, refusedId] = [newId(), newId()];
  await plantSale(tx, newId, {
    tenantId,
    outletId,
    deviceId: used.row.id,
    cashierId,
    productId,
    saleId,
    refusedId,
    mark,
  });
  const day = await plantDay(tx, newId, {
    tenantId,
    outletId,
    deviceId: used.row.id,
    staffId: cashierId,
    productId,
    saleId,
    mark,
  });
  const depth = await plantDepth(tx, newId, {
    tenantId,
    outletId,
    deviceId: used.row.id,
    staffId: cashierId,
    productId,
    mark,
  });
  const hub = await plantHub(tx, newId, { tenantId, outletId, mark });
  const payments = await plantPayments(tx, newId, {
    tenantId,
    outletId,
    deviceId: used.row.id,
    saleId,
    connectionId: hub.connectionId,
    mark,
  });
  const changeId = newId();
  await tx.insert(auditEntry).values({
    tenantId,
    id: newId(),
    actorKind: 'user',
    actorId: userId,
    action: 'product.bulk',
    target: changeId,
    detail: { before: [], after: [], mark },
  });
  await enterSystem(tx);
  return {
    mark,
    changeId,
    tenantId,
    userId,
    outletId,
    staffId: ownerStaffId,
    cashierId,
    deviceId: used.row.id,
    ...shelf,
    ...day,
    ...depth,
    ...hub,
    ...payments,
    productId,
    saleId,
    refusedId,
    device: used.cookie,
    revokedDevice: revoked.cookie,
  };

  function newDevice(code: string) {
    const [id, secret] = [newId(), randomBytes(32).toString('base64url')];
    const [cookie = ''] = deviceCookie({ tenantId, deviceId: id, secret }).split(';');
    const row = { tenantId, id, outletId, code, name: `Tablet ${mark}`, credentialHash: hashSecret(secret) };
    return { row, cookie };
  }
}

async function plantCatalogue(tx: Tx, newId: () => string, tenantId: string, mark: string) {
  const [categoryId, productId, pictureId] = [newId(), newId(), newId()];
  await tx.insert(category).values({ tenantId, id: categoryId, name: `Kategori ${mark}` });
  await tx.insert(picture).values({
    tenantId,
    id: pictureId,
    mime: 'image/svg+xml',
    bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><title>${mark}</title></svg>`),
  });
  await tx.insert(product).values({
    tenantId,
    id: productId,
    sku: `SKU-${mark}`,
    barcodes: ['8991234567890'],
    name: `Produk ${mark}`,
    categoryId,
    pictureId,
    price: 12_500,
  });
  await tx.insert(earlierCost).values({ tenantId, productId, until: new Date(), cost: 9_000 });
  await tx.insert(catalogueImport).values({
    tenantId,
    id: newId(),
    at: new Date(),
    report: { mark } as unknown as typeof catalogueImport.$inferInsert.report,
  });
  return { categoryId, productId, pictureId };
}

async function plantSale(
  tx: Tx,
  newId: () => string,
  ids: {
    tenantId: string;
    outletId: string;
    deviceId: string;
    cashierId: string;
    productId: string;
    saleId: string;
    refusedId: string;
    mark: string;
  },
) {
  const { tenantId, outletId, deviceId, cashierId, productId, saleId, refusedId, mark } = ids;
  await tx.insert(sale).values({
    tenantId,
    id: saleId,
    outletId,
    deviceId,
    staffId: cashierId,
    receiptSeq: 1,
    receiptNumber: `PST-A1-000001-${mark}`,
    soldAt: new Date(),
    occurredAt: new Date(),
    deviceCounter: 1,
    subtotal: 12_500,
    discount: 0,
    tax: 0,
    rounding: 0,
    total: 12_500,
    lineCount: 1,
    note: mark,
    contentHash: 'x',
  });
  await tx.insert(saleLine).values({
    tenantId,
    saleId,
    lineNo: 1,
    productId,
    sku: `SKU-${mark}`,
    name: `Produk ${mark}`,
    unit: 'pcs',
    quantityMilli: 1_000,
    unitPrice: 12_500,
    lineTotal: 12_500,
    taxClass: 'standard',
  });
  await tx.insert(payment).values({
    tenantId,
    id: newId(),
    saleId,
    method: 'cash',
    amount: 12_500,
    tendered: 12_500,
    change: 0,
  });
  await tx.insert(refusedRecord).values({
    tenantId,
    recordId: refusedId,
    contentHash: 'x',
    deviceId,
    code: 'invalid',
    payload: { note: mark },
  });
}

async function signIn(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${email}: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
