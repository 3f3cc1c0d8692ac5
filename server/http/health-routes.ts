import { Router } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { databaseAnswers } from '../db/database-busy.ts';
import type { Services } from '../services.ts';
import { syncMetrics } from '../sync/horizon.ts';
import { answerError } from './answer-error.ts';
import { mayReadMetrics } from './may-read-metrics.ts';

/**
 * For whoever watches the process: alive and ready (the database answers) for anybody, Prometheus figures for who runs
 * the machine. None holds any tenant's data.
 */
export function healthRoutes(services: Services, metricsToken: string | undefined): Router {
  const router = Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'gerai_http_request_seconds',
    help: 'Time to answer, by kind of door and status class.',
    labelNames: ['door', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  const up = new Gauge({
    name: 'gerai_database_up',
    help: '1 when the database answers.',
    registers: [registry],
  });
  const horizon = new Gauge({
    name: 'gerai_pull_horizon_seconds',
    help: 'Age of the oldest open write transaction: tablets see nothing newer.',
    registers: [registry],
  });
  const live = new Gauge({
    name: 'gerai_live_feeds',
    help: 'Live feeds open on this process.',
    registers: [registry],
  });

  router.use((req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const door = DOORS.find((name) => req.path.startsWith(`/${name}`)) ?? 'page';
      requests.observe(
        { door, status: `${Math.floor(res.statusCode / 100)}xx` },
        (performance.now() - started) / 1000,
      );
    });
    next();
  });
  router.get('/healthz', (_req, res) => void res.json({ ok: true }));
  router.get('/readyz', async (_req, res) => {
    const ready = await databaseAnswers(services.db);
    res.status(ready ? 200 : 503).json({ ok: ready });
  });
  router.get('/metrics', async (req, res) => {
    if (!mayReadMetrics({ peer: req.socket.remoteAddress, headers: req.headers }, metricsToken)) {
      res.setHeader('www-authenticate', 'Bearer');
      return answerError(res, 'signInNeeded');
    }
    // Figures of the process are wanted most when the database is away.
    const figures = await syncMetrics(services.db, services.changes).catch(() => null);
    up.set(figures ? 1 : 0);
    if (figures) {
      horizon.set(figures.pullHorizonAgeSeconds);
      live.set(figures.liveClients);
    }
    res.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

const DOORS = [
  'trpc',
  'sync',
  'api',
  'catalogue',
  'pictures',
  'webhook',
  'assets',
  'healthz',
  'readyz',
  'metrics',
];
