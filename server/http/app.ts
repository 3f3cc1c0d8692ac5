import { createExpressMiddleware } from '@trpc/server/adapters/express';
import compression from 'compression';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { isOfficePath } from '../../shared/office-paths.ts';
import { ANSWER_HEADER, CONTRACT_VERSION } from '../../shared/sync/contract.ts';
import type { Auth, SetCookie } from '../accounts/auth.ts';
import { authRoutes } from '../accounts/auth-routes.ts';
import { wantedTenant } from '../accounts/wanted-tenant.ts';
import { catalogueRoutes } from '../catalogue/routes.ts';
import { openRelay } from '../relay/relay.ts';
import { relayRoutes } from '../relay/routes.ts';
import { adminRoutes } from '../rest/admin-routes.ts';
import type { Context, Services } from '../services.ts';
import { pullRoutes } from '../sync/pull-routes.ts';
import { appRouter } from '../trpc/router.ts';
import { webhookRoutes } from '../webhooks/webhook-routes.ts';
import { answerError, errorHandler } from './answer-error.ts';
import { healthRoutes } from './health-routes.ts';
import { sameOriginOnly } from './same-origin.ts';
import { staticFiles } from './static-files.ts';

const MAX_JSON_BYTES = 4 * 1024 * 1024;
/** our own pages draw 8 together */
const MAX_BATCHED_CALLS = 20;
const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];
/** only the REST doors know these */
const REST_METHODS = ['PUT', 'PATCH', 'DELETE'];

/** All doors of one process, in the order in which a request meets them. */
export function createApp(
  services: Services,
  auth: Auth,
  options: {
    clientFolder: string;
    trustProxy: number;
    metricsToken?: string | undefined;
    printNetworks?: string | undefined;
  },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy);
  app.set('etag', false);
  app.use(securityHeaders());
  app.use((_req, res, next) => {
    res.setHeader(ANSWER_HEADER, String(CONTRACT_VERSION));
    next();
  });
  // Some methods can't even be handed on: the library behind a door throws at TRACE.
  app.use((req, res, next) => {
    const known =
      METHODS.includes(req.method) || (REST_METHODS.includes(req.method) && req.path.startsWith('/api/'));
    return known ? next() : answerError(res, 'notFound');
  });
  app.use(healthRoutes(services, options.metricsToken));
  // Providers are strangers from elsewhere: what they send is judged by its signature.
  app.use(webhookRoutes(services));
  app.use(sameOriginOnly);
  app.use(authRoutes(services, auth));
  app.use(pullRoutes(services));
  // Events must leave at once, so the live feed is not compressed.
  app.use(
    compression({
      filter: (req, res) => req.headers.accept !== 'text/event-stream' && compression.filter(req, res),
    }),
  );
  app.use(catalogueRoutes(services));
  app.use(adminRoutes(services));
  app.use(relayRoutes(services, openRelay({ networks: options.printNetworks, newId: services.newId })));
  app.use(
    '/trpc',
    createExpressMiddleware({
      router: appRouter,
      maxBodySize: MAX_JSON_BYTES,
      maxBatchSize: MAX_BATCHED_CALLS,
      createContext: ({ req, res }) => contextOf(services, req, res),
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          services.log.error({ err: error.cause ?? error, path }, 'unexpected error');
      },
    }),
  );
  app.use(['/trpc', '/api', '/sync', '/catalogue', '/pictures', '/relay'], (_req, res) =>
    answerError(res, 'notFound'),
  );
  app.use(staticFiles(options.clientFolder));
  app.use(errorHandler(services.log));
  return app;
}

function contextOf(services: Services, req: express.Request, res: express.Response): Context {
  const once = <T>(look: () => Promise<T>) => {
    let found: Promise<T> | undefined;
    return () => (found ??= look());
  };
  const setCookie: SetCookie = (cookie) => {
    // A feed's head has left long before it ends.
    if (!res.headersSent) res.append('set-cookie', req.secure ? `${cookie}; Secure` : cookie);
  };
  return {
    ...services,
    device: once(() => services.identify.device(req.headers)),
    user: once(() => services.identify.user(req.headers, setCookie)),
    wantedTenantId: wantedTenant(req),
    headers: req.headers,
    ip: req.ip ?? '',
    setCookie,
  };
}

function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The till's camera compiles its decoder; the back office has nothing to compile.
        scriptSrc: [
          ({ url = '/' }) => (isOfficePath(url.split('?')[0] ?? '') ? "'self'" : "'self' 'wasm-unsafe-eval'"),
        ],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Shops reach it over plain http on their own network too; a proxy with TLS adds this header itself.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
