import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readPrintNetworks } from './relay/print-networks.ts';
import { StartError } from './start-error.ts';

/** Everything the server is told from outside, checked once. */
export interface Config {
  port: number;
  host: string;
  /** set: Postgres; unset: the embedded database below `dataDir` */
  databaseUrl: string | undefined;
  dataDir: string;
  /** seed the demo shop (idempotent); undefined: only on the first start of the embedded database */
  demo: boolean | undefined;
  /** fixes the demo's enrolment code */
  demoCode: string | undefined;
  /** the demo also has goods that ask something before they are sold: variants, units, modifiers, weight */
  demoExtras?: boolean;
  /** instance keys, newest first, `k2:base64,k1:base64`; unset: kept in the data folder */
  keys: string | undefined;
  logLevel: string;
  /** how many proxies stand in front, for the caller's address */
  trustProxy: number;
  /** opens /metrics to whoever sends it; unset: only to this machine */
  metricsToken?: string | undefined;
  /** where the relay may look for network printers; unset: the private networks on ports 9100 to 9109 */
  printNetworks?: string | undefined;
  /** where providers reach this server, for the addresses of their webhooks */
  publicUrl?: string | undefined;
  /** simulated providers that run already (`npm run sandbox`); unset: the demo starts its own */
  sandboxUrl?: string | undefined;
}

/** Environment and flags (`--port --data --demo --host`) to a typed config, or a StartError with one sentence. */
export function readConfig(argv: string[], env: NodeJS.ProcessEnv): Config {
  let flags: { port?: string; host?: string; data?: string; demo?: boolean };
  try {
    flags = parseArgs({
      args: argv,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message}. Known flags: --port P --host H --data DIR --demo.`);
  }
  const port = Number(flags.port ?? env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`The port must be a whole number from 0 to 65535, not "${flags.port ?? env.PORT}".`);
  }
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new StartError('DATABASE_URL must look like postgres://user:password@host:5432/name.');
  }
  const demoCode = env.GERAI_DEMO_CODE || undefined;
  if (demoCode && !/^\d{6}$/.test(demoCode)) throw new StartError('GERAI_DEMO_CODE must be six digits.');
  const trustProxy = Number(env.GERAI_TRUST_PROXY ?? 0);
  if (!Number.isInteger(trustProxy) || trustProxy < 0)
    throw new StartError('GERAI_TRUST_PROXY must be how many proxies stand in front, such as 1.');
  const metricsToken = env.GERAI_METRICS_TOKEN || undefined;
  if (metricsToken !== undefined && !/^[\x21-\x7e]{16,}$/.test(metricsToken))
    throw new StartError('GERAI_METRICS_TOKEN must be 16 or more letters, digits or signs, without spaces.');
  const printNetworks = env.GERAI_PRINT_NETWORKS || undefined;
  try {
    readPrintNetworks(printNetworks);
  } catch (error) {
    throw new StartError(`GERAI_PRINT_NETWORKS: ${(error as Error).message}.`);
  }
  const publicUrl = env.GERAI_PUBLIC_URL?.replace(/\/+$/, '') || undefined;
  if (publicUrl !== undefined && !(URL.canParse(publicUrl) && /^https?:\/\//.test(publicUrl)))
    throw new StartError('GERAI_PUBLIC_URL must look like https://kasir.example.');
  return {
    port,
    host: flags.host ?? env.HOST ?? '127.0.0.1',
    databaseUrl,
    dataDir: resolve(flags.data ?? env.GERAI_DATA ?? 'data'),
    demo: flags.demo,
    demoCode,
    demoExtras: env.GERAI_DEMO_EXTRAS === '1',
    keys: env.GERAI_KEYS || undefined,
    logLevel: env.LOG_LEVEL ?? 'info',
    trustProxy,
    metricsToken,
    printNetworks,
    publicUrl,
    sandboxUrl: env.GERAI_SANDBOX_URL?.replace(/\/+$/, '') || undefined,
  };
}
