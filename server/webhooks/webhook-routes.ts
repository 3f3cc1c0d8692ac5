import express, { type Request, Router } from 'express';
import { answerError } from '../http/answer-error.ts';
import type { Services } from '../services.ts';
import { MAX_WEBHOOK_BYTES, receiveWebhook } from './receive-webhook.ts';

/**
 * `POST /webhook/:kind/:slug`, for providers: no cookie counts here, the signature does. The bytes are taken as they
 * are, whatever their type says.
 */
export function webhookRoutes(services: Services): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: MAX_WEBHOOK_BYTES });
  router.post('/webhook/:kind/:slug', raw, async (req, res) => {
    const { reply, afterwards } = await receiveWebhook(services, {
      kind: String(req.params.kind),
      slug: String(req.params.slug),
      method: req.method,
      path: req.path,
      rawBody: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
      headers: req.headers,
      query: queryOf(req),
      ip: req.ip ?? '',
    });
    res.setHeader('cache-control', 'no-store');
    res.status(reply.status).set(reply.headers).send(reply.body);
    // The provider has its answer; what follows has a row that waits for it.
    afterwards().catch((error: unknown) => services.log.error({ err: error }, 'a webhook waits to be swept'));
  });
  router.use('/webhook', (_req, res) => answerError(res, 'notFound'));
  return router;
}

/** The first value of each name, as text: a stranger may send a name twice, or with brackets. */
function queryOf(req: Request): Record<string, string> {
  const start = req.originalUrl.indexOf('?');
  if (start < 0) return {};
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(req.originalUrl.slice(start)))
    if (!Object.hasOwn(query, name) && name !== '__proto__') query[name] = value;
  return query;
}
