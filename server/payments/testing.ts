import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Control } from '../../sandbox/control/control.ts';
import { type SandboxOptions, startSandbox } from '../../sandbox/server.ts';
import { outlet, tenant } from '../accounts/tables.ts';
import { testServices } from '../accounts/testing.ts';
import { openHubPorts } from '../connections/hub-ports.ts';
import type { Db } from '../db/connect.ts';
import { connectSandbox, type SandboxConnection } from '../demo/connect-sandbox.ts';
import { processWebhook } from '../webhooks/process-webhook.ts';
import { webhookHandlers } from '../webhooks/webhook-handlers.ts';
import { webhookRoutes } from '../webhooks/webhook-routes.ts';
import { onPaymentWebhook } from './payment-webhooks.ts';

export type PaymentShop = Awaited<ReturnType<typeof openPaymentShop>>;

/**
 * A shop on a test database, connected with the simulated providers: `providers` of them for QRIS, whose webhooks reach it.
 * Webhooks are processed at once, without the queue.
 */
export async function openPaymentShop(
  db: Db,
  options: { providers?: number; features?: string[]; sandbox?: SandboxOptions } = {},
) {
  webhookHandlers.payment = onPaymentWebhook;
  const base = await testServices(db);
  const { now, newId } = base;
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hub = openHubPorts({ now, newId, publicUrl: url });
  const processed: Promise<void>[] = [];
  const services: typeof base = {
    ...base,
    hub,
    jobs: {
      ...base.jobs,
      send: async (_queue, data) => {
        const job = data as Parameters<typeof processWebhook>[1];
        if (job.webhookId) processed.push(processWebhook(services, job).catch(() => {}));
      },
    },
  };
  app.use(webhookRoutes(services));
  const sandbox = await startSandbox({ webhookBase: url, ...options.sandbox });
  const { control } = sandbox;
  const tenantId = newId();
  const outletId = newId();
  const device = { tenantId, outletId, deviceId: newId() };
  await db.system((tx) => tx.insert(tenant).values({ id: tenantId, slug: `toko-${tenantId}`, name: 'Toko' }));
  await db.tenant(tenantId, (tx) =>
    tx.insert(outlet).values({ tenantId, id: outletId, code: 'AAA', name: 'A' }),
  );
  const connections: SandboxConnection[] = await connectSandbox(
    services,
    tenantId,
    { url: sandbox.url, vendors: control.vendors, setNotificationUrl: control.setNotificationUrl },
    { providers: options.providers ?? 1, features: options.features ?? ['payment.qris'] },
  );
  for (const { vendor } of connections) control.set(vendor, { limits: false });
  return {
    services,
    control,
    device,
    tenantId,
    outletId,
    connections,
    vendors: connections.map(({ vendor }) => vendor),
    url,
    sandboxUrl: sandbox.url,
    /** resolves when every webhook that is under way was stored and processed */
    quiet: async () => {
      await control.settled();
      for (let seen = -1; seen !== processed.length; ) {
        seen = processed.length;
        await Promise.all(processed);
        await control.settled();
      }
    },
    /** the customer's thumb: what the simulated provider has under our number */
    pay: (reference: string, action: Parameters<Control['act']>[2] = 'pay') => {
      const [entry] = control.find(reference);
      if (!entry) throw new Error(`the sandbox has no ${reference}`);
      return control.act(entry.vendor, entry.id, action);
    },
    close: async () => {
      await sandbox.close();
      await base.jobs.stop();
      await base.changes.close();
      await hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
