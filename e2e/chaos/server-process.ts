import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerProcess {
  port: number;
  child: ChildProcess;
  /** SIGKILL, as a power cut of the process would */
  kill(): Promise<void>;
  /** SIGTERM and wait */
  stop(): Promise<void>;
}

/** Starts the real server and resolves when it answers. */
export async function startServerProcess(options: {
  port: number;
  dataDir: string;
  databaseUrl?: string | undefined;
  demo?: boolean;
}): Promise<ServerProcess> {
  const answers = () =>
    fetch(`http://127.0.0.1:${options.port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  if (await answers()) throw new Error(`Something else already answers on port ${options.port}`);
  const { DATABASE_URL: _ignored, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [
      'server/main.ts',
      '--port',
      String(options.port),
      '--data',
      options.dataDir,
      ...(options.demo ? ['--demo'] : []),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...env,
        LOG_LEVEL: 'error',
        GERAI_DEMO_CODE: '123456',
        ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
      },
    },
  );
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  // Whatever becomes of the run, its servers go with it.
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const deadline = Date.now() + 180_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended at its start: ${output}`);
    if (await answers()) break;
    if (Date.now() > deadline) throw new Error(`The server did not answer in 180 s: ${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal);
    await ended;
  };
  return { port: options.port, child, kill: end('SIGKILL'), stop: end('SIGTERM') };
}
