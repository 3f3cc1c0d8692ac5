import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { openHubPorts } from '../connections/hub-ports.ts';
import type { Db } from '../db/connect.ts';
import { errorHandler } from '../http/answer-error.ts';
import { openInstanceKeys } from '../instance-keys.ts';
import { openJobQueue } from '../job-queue.ts';
import type { Context, Services } from '../services.ts';
import { openChanges } from '../sync/changes.ts';
import { createCallerFactory } from '../trpc/procedures.ts';
import { openVault } from '../vault/vault.ts';
import { openAuth } from './auth.ts';
import { authRoutes } from './auth-routes.ts';
import { createShop } from './create-shop.ts';
import { openIdentify } from './identify.ts';
import { hashPassword } from './password.ts';
import { addPerson } from './people.ts';
import { accountsRouter } from './router.ts';

export const TEST_PASSWORD = 'rahasia-sekali';
export const TEST_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** Everything a procedure needs, on a test database; `clock.offsetMs` moves the server's time. */
export async function testServices(db: Db): Promise<Services & { clock: { offsetMs: number } }> {
  const keys = await openInstanceKeys(db, { keys: TEST_KEYS, dataDir: '/nowhere' });
  const auth = openAuth({ db, keys });
  const clock = { offsetMs: 0 };
  const log = pino({ level: 'silent' });
  const now = () => Date.now() + clock.offsetMs;
  return {
    db,
    keys,
    auth,
    clock,
    log,
    changes: await openChanges(db),
    now,
    newId: () => v7(),
    identify: openIdentify(db, auth),
    vault: openVault(keys),
    hub: openHubPorts({ now, newId: () => v7() }),
    jobs: openJobQueue(db, log),
  };
}

const createCaller = createCallerFactory(accountsRouter);

/** Calls the procedures as a browser with these cookies; cookies that are set stay in `jar`. */
export function visitor(services: Services, options: { ip?: string; tenantId?: string } = {}) {
  const jar = new Map<string, string>();
  const keep = (cookie: string) => {
    const [pair = ''] = cookie.split(';');
    jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  };
  const headers = () => ({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') });
  const context = (): Context => ({
    ...services,
    device: () => services.identify.device(headers()),
    user: () => services.identify.user(headers(), keep),
    wantedTenantId: options.tenantId,
    headers: headers(),
    ip: options.ip ?? '192.0.2.1',
    setCookie: keep,
  });
  return {
    jar,
    get call() {
      return createCaller(context());
    },
    /** Signs in through the door; answers with the status. */
    signIn: async (door: string, email: string, password: string) => {
      const answer = await post(door, '/api/auth/sign-in/email', { email, password });
      for (const cookie of answer.headers.getSetCookie()) keep(cookie);
      return answer.status;
    },
  };
}

export function post(door: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(door + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The sign-in door alone, on a free port. */
export async function openDoor(
  services: Services,
  trustProxy = 1,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = express();
  app.set('trust proxy', trustProxy);
  app.use(authRoutes(services, services.auth));
  app.use(errorHandler(services.log));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makes a shop directly and signs its owner in; every name of it holds `mark`. */
export async function shopWithOwner(
  services: Services,
  door: string,
  mark: string,
): Promise<{ owner: ReturnType<typeof visitor>; tenantId: string; outletId: string; ownerStaffId: string }> {
  const email = `${mark.toLowerCase()}@example.test`;
  const passwordHash = await hashPassword(TEST_PASSWORD);
  const userId = services.newId();
  const created = await services.db.system(async (tx) => {
    await addPerson(tx, { id: userId, name: `Owner ${mark}`, email, passwordHash });
    return createShop(
      tx,
      services,
      {
        name: `Toko ${mark}`,
        outlets: [{ code: 'AAA', name: `Cabang ${mark}` }],
        owner: { userId, name: `Owner ${mark}` },
      },
      { actorKind: 'system', actorId: 'test' },
    );
  });
  const owner = visitor(services);
  const status = await owner.signIn(door, email, TEST_PASSWORD);
  if (status !== 200) throw new Error(`the test's owner could not sign in: ${status}`);
  return {
    owner,
    tenantId: created.tenantId,
    outletId: created.outletIds[0] as string,
    ownerStaffId: created.ownerStaffId,
  };
}

/** For `rejects`: the refusal with this code. */
export const refusal = (code: ErrorCode) =>
  expect.objectContaining({ gerai: expect.objectContaining({ code }) });
