import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { openDoor, shopWithOwner, testServices, visitor } from '../accounts/testing.ts';
import type { Db } from '../db/connect.ts';
import { errorHandler } from '../http/answer-error.ts';
import { createCallerFactory } from '../trpc/procedures.ts';
import { catalogueRouter } from './router.ts';
import { catalogueRoutes } from './routes.ts';

const createCaller = createCallerFactory(catalogueRouter);

/** Two shops with their signed-in owners, the catalogue's procedures and its routes on a free port. */
export async function openShops(db: Db) {
  const services = await testServices(db);
  const signIn = await openDoor(services);
  const shops = [];
  for (const mark of ['Satu', 'Dua']) {
    const { owner, tenantId, outletId } = await shopWithOwner(services, signIn.url, mark);
    const cookie = [...owner.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie };
    shops.push({
      tenantId,
      outletId,
      headers,
      call: createCaller({
        ...services,
        device: async () => null,
        user: () => services.identify.user(headers),
        wantedTenantId: undefined,
        headers,
        ip: '192.0.2.1',
        setCookie: () => {},
      }),
    });
  }
  await signIn.close();
  const app = express();
  app.use(catalogueRoutes(services));
  app.use(errorHandler(services.log));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [one, two] = shops as [(typeof shops)[number], (typeof shops)[number]];
  return {
    services,
    one,
    two,
    /** a signed-out visitor */
    stranger: visitor(services),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await services.changes.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
