import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { openAuth } from './accounts/auth.ts';
import { DEMO_OWNER, demoPasswordIsPublic } from './accounts/demo-account.ts';
import { openIdentify } from './accounts/identify.ts';
import { setupToken } from './accounts/setup-token.ts';
import { type Config, readConfig } from './config.ts';
import { openHubPorts } from './connections/hub-ports.ts';
import { connect, type Db, type DbConfig } from './db/connect.ts';
import { migrate } from './db/migrate.ts';
import { connectSandbox } from './demo/connect-sandbox.ts';
import { sandboxAt } from './demo/sandbox-at.ts';
import { demoShop, hasDemo, seedDemo } from './demo/seed-demo.ts';
import { createApp } from './http/app.ts';
import { openInstanceKeys } from './instance-keys.ts';
import { keepLogDays } from './integration-log/keep-log-days.ts';
import { openJobQueue } from './job-queue.ts';
import { registerHubJobs } from './jobs/hub-jobs.ts';
import { registerPaymentJobs } from './jobs/payment-jobs.ts';
import { openLog } from './log.ts';
import type { Services } from './services.ts';
import { StartError } from './start-error.ts';
import { openChanges } from './sync/changes.ts';
import { checkEpoch } from './sync/epoch.ts';
import { openVault } from './vault/vault.ts';

/** a supervisor kills what takes longer than a few seconds */
const STOP_WITHIN_MS = 2_500;
const TIDY_AFTER_MS = 10 * 60_000;
const TIDY_EVERY_MS = 24 * 60 * 60_000;

export interface RunningServer {
  /** http://host:port as listened on */
  url: string;
  services: Services;
  /** lines for the person at the console */
  banner: string[];
  close(): Promise<void>;
}

/** Wires everything and listens. Throws StartError with one sentence when it can't. */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = openLog(config.logLevel);
  const dbConfig: DbConfig = config.databaseUrl
    ? { databaseUrl: config.databaseUrl }
    : {
        dataDir: `${config.dataDir}/db`,
        onStopped: (reason) => {
          // Nothing can be stored any more; devices keep what they have and send it after the next start.
          process.stderr.write(`${reason.message}\n`);
          process.exit(1);
        },
      };
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closers.splice(0).reverse())
      await step().catch((error) => log.error({ err: error }, 'closing'));
  };
  try {
    const db = await connect(dbConfig);
    closers.push(() => db.close());
    await migrate(db, dbConfig);
    const keys = await openInstanceKeys(db, config);
    await checkEpoch(db);
    if (db.engine === 'pglite') closers.push(keepTidy(db, log));
    const changes = await openChanges(db);
    closers.push(() => changes.close());
    const auth = openAuth({ db, keys });
    const [now, newId] = [() => Date.now(), () => v7()];
    const hub = openHubPorts({ now, newId, publicUrl: config.publicUrl });
    closers.push(() => hub.close());
    const jobs = openJobQueue(db, log);
    const services: Services = {
      db,
      log,
      changes,
      keys,
      now,
      newId,
      identify: openIdentify(db, auth),
      auth,
      vault: openVault(keys),
      hub,
      jobs,
    };
    const banner = [
      ...keys.notes,
      ...(await firstVisit(services, config)),
      ...(await demoWarning(services, config)),
    ];

    const clientFolder = fileURLToPath(new URL('../dist/client', import.meta.url));
    const server = createServer(createApp(services, auth, { ...config, clientFolder }));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const sentence =
          error.code === 'EADDRINUSE'
            ? `Port ${config.port} is in use. Stop the other program or start with --port ${config.port + 1}.`
            : `Can't listen on ${config.host}:${config.port} (${error.code}).`;
        reject(new StartError(sentence));
      });
      server.listen(config.port, config.host, resolve);
    });
    closers.push(
      () =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          // Live feeds never end by themselves; everything else gets a moment to finish.
          server.closeIdleConnections();
          setTimeout(() => server.closeAllConnections(), 1_500).unref();
        }),
    );
    registerHubJobs(services);
    registerPaymentJobs(services);
    // Nobody at a till waits for these.
    const started = keepLogDays(db)
      .then(() => jobs.start())
      .catch((error) => log.error({ err: error }, 'jobs could not start'));
    closers.push(async () => {
      await started;
      await jobs.stop();
    });
    const { port } = server.address() as AddressInfo;
    const host = config.host === '0.0.0.0' || config.host === '127.0.0.1' ? 'localhost' : config.host;
    const url = `http://${host}:${port}`;
    banner.push(...(await openDemoSandbox(services, config, port, closers)));
    return { url, services, banner, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The embedded database has no autovacuum of its own: without this, tables bloat and plans lack statistics. */
function keepTidy(db: Db, log: Logger): () => Promise<void> {
  const tidy = () => db.runScript('vacuum (analyze)').catch((error) => log.warn({ err: error }, 'vacuum'));
  const first = setTimeout(tidy, TIDY_AFTER_MS);
  const daily = setInterval(tidy, TIDY_EVERY_MS);
  return async () => {
    clearTimeout(first);
    clearInterval(daily);
  };
}

/** Said when others on the network can reach a demo whose password everybody knows. */
async function demoWarning({ db }: Services, { host }: Config): Promise<string[]> {
  if (['127.0.0.1', '::1', 'localhost'].includes(host) || !(await demoPasswordIsPublic(db))) return [];
  return [
    `WARNING: others can reach ${host}, and everybody knows the password of ${DEMO_OWNER.email}. Change it at {url}/admin or run: npm run reset-password -- --email ${DEMO_OWNER.email}`,
  ];
}

/** Seeds the demo where it belongs, or opens the set-up page for an empty installation. */
async function firstVisit(services: Services, config: Config): Promise<string[]> {
  const token = await setupToken(services);
  // The embedded default opens with the demo, and says again at every start how to enter it.
  const embedded = !config.databaseUrl;
  if (config.demo ?? (embedded && (token !== null || (await hasDemo(services))))) {
    return (await seedDemo(services, { code: config.demoCode, extras: config.demoExtras })).lines;
  }
  return token === null ? [] : [`Set up your shop (this link works once): {url}/setup?token=${token}`];
}

/** The demo can be paid online without an account anywhere: by simulated providers in this process, for this machine only. */
async function openDemoSandbox(
  services: Services,
  config: Config,
  port: number,
  closers: (() => Promise<unknown>)[],
): Promise<string[]> {
  if (!(config.demo ?? !config.databaseUrl)) return [];
  const shop = await demoShop(services);
  if (!shop) return [];
  try {
    const ownUrl = `http://127.0.0.1:${port}`;
    services.hub.publicUrl ||= ownUrl;
    if (config.sandboxUrl) {
      await connectSandbox(services, shop.tenantId, await sandboxAt(config.sandboxUrl), { providers: 2 });
      return [`Online payments in the demo: by the sandbox at ${config.sandboxUrl}`];
    }
    const { startSandbox } = await import('../sandbox/server.ts');
    const sandbox = await startSandbox({ webhookBase: ownUrl });
    closers.push(() => sandbox.close());
    const { vendors, setNotificationUrl } = sandbox.control;
    await connectSandbox(services, shop.tenantId, { url: sandbox.url, vendors, setNotificationUrl });
    return [
      `Online payments in the demo: choose QRIS at the till, pay on the customer's phone at ${sandbox.url}/phone`,
    ];
  } catch (error) {
    // The shop opens all the same.
    services.log.warn({ err: error }, 'the sandbox could not start');
    return [];
  }
}

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  const running = await startServer(config);
  const lines = [
    `Gerai is open at ${running.url}`,
    ...running.banner.map((line) => line.replaceAll('{url}', running.url)),
    ...(config.databaseUrl
      ? []
      : [
          `Data is kept in ${config.dataDir}. For Postgres: DATABASE_URL=postgres://user:password@host/name npm start`,
        ]),
    'Stop with Ctrl-C.',
  ];
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    process.exitCode = 0;
    // A database that does not answer must not hold it: what was acknowledged is committed, the rest comes again.
    setTimeout(() => process.exit(), STOP_WITHIN_MS).unref();
    await running.close();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    process.stderr.write(
      error instanceof StartError
        ? `${error.message}\n`
        : `Gerai could not start: ${(error as Error)?.stack ?? error}\n`,
    );
    process.exitCode = 1;
  });
}
