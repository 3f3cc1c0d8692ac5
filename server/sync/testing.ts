import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { sql } from 'drizzle-orm';
import express from 'express';
import { v7 } from 'uuid';
import { lineTotal } from '../../shared/pricing/price-cart.ts';
import { receiptNumber } from '../../shared/receipt-number.ts';
import { CONTRACT_VERSION, type PushEnvelope } from '../../shared/sync/contract.ts';
import type { SaleLine, SaleRecord } from '../../shared/sync/sale-record.ts';
import { PLAIN_LINE, PLAIN_SALE } from '../../shared/sync/upcast.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { errorHandler } from '../http/answer-error.ts';
import type { CallingDevice, CallingUser, Context } from '../services.ts';
import { appRouter } from '../trpc/router.ts';
import { type Changes, openChanges } from './changes.ts';
import { pullRoutes } from './pull-routes.ts';

/** A tenant with two outlets, a device in each, a cashier, somebody who left, and ten products (P0 … P9, 1000 … 10000). */
export interface TestShop {
  tenantId: string;
  outlets: [string, string];
  devices: [CallingDevice, CallingDevice];
  staffId: string;
  leftStaffId: string;
  products: { id: string; price: number }[];
}

export async function seedShop(db: Db, slug = `shop-${v7()}`): Promise<TestShop> {
  const tenantId = v7();
  const outlets: [string, string] = [v7(), v7()];
  const device = (outletId: string): CallingDevice => ({ id: v7(), tenantId, outletId, code: 'A1' });
  const devices: [CallingDevice, CallingDevice] = [device(outlets[0]), device(outlets[1])];
  const [staffId, leftStaffId] = [v7(), v7()];
  const products = Array.from({ length: 10 }, (_, index) => ({ id: v7(), price: (index + 1) * 1000 }));
  await db.system((tx) =>
    tx.execute(sql`insert into tenant (id, slug, name) values (${tenantId}, ${slug}, 'Toko Uji')`),
  );
  await db.tenant(tenantId, async (tx) => {
    await tx.execute(sql`insert into outlet (tenant_id, id, code, name, time_zone) values
      (${tenantId}, ${outlets[0]}, 'PST', 'Pusat', 'Asia/Jakarta'),
      (${tenantId}, ${outlets[1]}, 'TMR', 'Timur', 'Asia/Jayapura')`);
    for (const { id, outletId, code } of devices)
      await tx.execute(sql`insert into device (tenant_id, id, outlet_id, code, name, credential_hash)
        values (${tenantId}, ${id}, ${outletId}, ${code}, 'Tablet', 'x')`);
    await tx.execute(sql`insert into staff (tenant_id, id, name, role, active) values
      (${tenantId}, ${staffId}, 'Sari', 'cashier', true), (${tenantId}, ${leftStaffId}, 'Budi', 'cashier', false)`);
    for (const [index, product] of products.entries())
      await tx.execute(sql`insert into product (tenant_id, id, sku, name, price)
        values (${tenantId}, ${product.id}, ${`P${index}`}, ${`Produk ${index}`}, ${product.price})`);
  });
  return { tenantId, outlets, devices, staffId, leftStaffId, products };
}

/** Sale number `receiptSeq` of the shop's first device: two products, paid exactly. `change` replaces fields. */
export function saleOf(shop: TestShop, receiptSeq: number, change: Partial<SaleRecord> = {}): SaleRecord {
  const [device] = shop.devices;
  const lines = shop.products.slice(0, 2).map(
    ({ id, price }, index): SaleLine => ({
      lineNo: index + 1,
      productId: id,
      sku: `P${index}`,
      name: `Produk ${index}`,
      unit: 'pcs',
      quantityMilli: 2000,
      unitPrice: price,
      lineTotal: lineTotal({ unitPrice: price, quantityMilli: 2000 }),
      taxClass: 'standard',
      ...PLAIN_LINE,
    }),
  );
  const total = lines.reduce((sum, line) => sum + line.lineTotal, 0);
  return {
    kind: 'sale',
    id: v7(),
    outletId: shop.outlets[0],
    deviceId: device.id,
    staffId: shop.staffId,
    receiptSeq,
    receiptNumber: receiptNumber('PST', device.code, receiptSeq),
    soldAt: Date.now() - 1000,
    clockOffsetMs: 0,
    deviceCounter: receiptSeq,
    ...PLAIN_SALE,
    lines,
    subtotal: total,
    discount: 0,
    tax: 0,
    rounding: 0,
    total,
    payments: [{ id: v7(), method: 'cash', amount: total, tendered: total, change: 0 }],
    ...change,
  };
}

export function envelopeOf(records: unknown[], change: Partial<PushEnvelope> = {}): PushEnvelope {
  return {
    contract: CONTRACT_VERSION,
    deviceTime: Date.now(),
    unsent: records.length,
    refused: 0,
    appVersion: 'test',
    records,
    ...change,
  };
}

/** What a test may read in the server's log. */
export interface TestLog {
  error: (details: object, message: string) => void;
  lines: { details: object; message: string }[];
}

/** The router's procedures as one device or one person would call them, without HTTP. */
export async function openCallers(db: Db) {
  const changes: Changes = await openChanges(db);
  const lines: TestLog['lines'] = [];
  const log: TestLog = { lines, error: (details, message) => void lines.push({ details, message }) };
  const cookies: string[] = [];
  const caller = (device: CallingDevice | null, user: CallingUser | null, signal?: AbortSignal) => {
    const context = {
      db,
      log,
      changes,
      now: () => Date.now(),
      newId: () => v7(),
      identify: { device: async () => device, user: async () => user },
      device: async () => device,
      user: async () => user,
      wantedTenantId: undefined,
      headers: {},
      ip: '127.0.0.1',
      setCookie: (cookie: string) => void cookies.push(cookie),
    };
    return appRouter.createCaller(context as unknown as Context, { signal });
  };
  return {
    changes,
    log,
    device: (device: CallingDevice, signal?: AbortSignal) => caller(device, null, signal),
    manager: (tenantId: string, signal?: AbortSignal) => caller(null, person(tenantId, 'manager'), signal),
    owner: (tenantId: string) => caller(null, person(tenantId, 'owner')),
  };
}

const person = (tenantId: string, role: 'manager' | 'owner'): CallingUser => ({
  id: role,
  name: role,
  email: `${role}@example.com`,
  superAdmin: false,
  memberships: [{ tenantId, staffId: v7(), role }],
});

/** What every record of the shop's first device carries; `change` replaces fields. */
export function headerOf(shop: TestShop, deviceCounter: number, change: object = {}) {
  return {
    id: v7(),
    outletId: shop.outlets[0],
    deviceId: shop.devices[0].id,
    staffId: shop.staffId,
    clockOffsetMs: 0,
    deviceCounter,
    at: Date.now() - 1000,
    ...change,
  };
}

/** Rows of one table of a tenant, as the application's role sees them. */
export async function countRows(
  db: Db,
  tenantId: string,
  table: 'sale' | 'sale_line' | 'payment' | 'stock_movement' | 'refused_record',
): Promise<number> {
  const [row] = rowsOf<{ count: number }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`select count(*)::int as count from ${sql.identifier(table)}`),
    ),
  );
  return row?.count ?? 0;
}

/**
 * The sync doors over real HTTP. Header `x-test-device` names the calling device by its id, which counts until it is
 * taken out of `enrolled`.
 */
export async function openHttp(db: Db, devices: readonly CallingDevice[]) {
  const changes = await openChanges(db);
  const enrolled = new Map(devices.map((device) => [device.id, device]));
  const errors: unknown[] = [];
  const log = { error: (details: { err?: unknown }) => void errors.push(details.err ?? details) };
  const identify = {
    device: async (headers: IncomingHttpHeaders) => enrolled.get(String(headers['x-test-device'])) ?? null,
    user: async () => null,
  };
  const services = { db, log, changes, now: () => Date.now(), newId: () => v7(), identify };
  const app = express();
  app.use(pullRoutes(services));
  app.use(
    '/trpc',
    createExpressMiddleware({
      router: appRouter,
      maxBodySize: 4 * 1024 * 1024,
      createContext: ({ req }) =>
        ({
          ...services,
          device: () => identify.device(req.headers),
          user: identify.user,
          headers: req.headers,
          ip: req.ip ?? '',
          setCookie: () => {},
        }) as unknown as Context,
      onError: ({ error }) =>
        void (error.code === 'INTERNAL_SERVER_ERROR' && errors.push(error.cause ?? error)),
    }),
  );
  app.use(errorHandler(log as unknown as Parameters<typeof errorHandler>[0]));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    changes,
    enrolled,
    errors,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await changes.close();
    },
  };
}
