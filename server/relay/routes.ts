import express, { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { CallingDevice, Services } from '../services.ts';
import { settingsOfOutlets } from '../settings/settings.ts';
import type { Relay } from './relay.ts';

/** a receipt of 300 lines as a picture is half of it */
const MAX_JOB_BYTES = 2 * 1024 * 1024;

const jobQuery = z.strictObject({ kind: z.enum(['document', 'drawer']), asked: z.uuid().optional() });
const attemptId = z.string().regex(/^[\w.-]{1,150}$/);

/** Plain routes: a job is bytes. Only a tablet may print, and only on a printer of its own outlet. */
export function relayRoutes(services: Pick<Services, 'db' | 'identify'>, relay: Relay): Router {
  const router = Router();

  /** Asked before a job: the server is there, knows the printer, and says which process it is. */
  router.get('/relay/printers/:printerId', async (req, res) => {
    const device = await calling(services, req.headers);
    await printerOf(services, device, req.params.printerId);
    res.setHeader('cache-control', 'no-store');
    res.json({ boot: relay.boot });
  });

  router.post(
    '/relay/printers/:printerId/jobs/:attemptId',
    // The body is read only of whoever may print.
    async (req, res, next) => {
      res.locals.device = await calling(services, req.headers);
      next();
    },
    express.raw({ type: 'application/octet-stream', limit: MAX_JOB_BYTES }),
    async (req, res) => {
      const device = res.locals.device as CallingDevice;
      const query = jobQuery.safeParse(req.query);
      const attempt = attemptId.safeParse(req.params.attemptId);
      if (!query.success || !attempt.success || !Buffer.isBuffer(req.body)) throw new Refusal('badInput');
      const { address, answers } = await printerOf(services, device, String(req.params.printerId));
      res.setHeader('cache-control', 'no-store');
      res.json(
        await relay.print({
          ...address,
          answers,
          bytes: req.body,
          kind: query.data.kind,
          askedBoot: query.data.asked,
          key: `${device.tenantId} ${device.id} ${attempt.data}`,
        }),
      );
    },
  );
  return router;
}

async function calling({ identify }: Pick<Services, 'identify'>, headers: express.Request['headers']) {
  const device = await identify.device(headers);
  if (!device) throw new Refusal('deviceNotEnrolled');
  return device;
}

async function printerOf({ db }: Pick<Services, 'db'>, device: CallingDevice, printerId: string) {
  const settings = await db.tenant(device.tenantId, (tx) => settingsOfOutlets(tx, [device.outletId]));
  const found = settings.get(device.outletId)?.printing.printers.find(({ id }) => id === printerId);
  if (found?.way !== 'network' || !found.address) throw new Refusal('notFound');
  return { address: found.address, answers: found.answers };
}
