// npm start: whatever is missing is installed and built, then the server runs with the flags given.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildClientIfNeeded } from './build.mjs';
import { installIfNeeded, projectEnv, projectNode, root } from './install.mjs';

try {
  installIfNeeded();
  buildClientIfNeeded();
  await runServer(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Resolves when the server has ended; this process then ends with the server's exit code. */
function runServer(flags) {
  const main = join(root, 'server', 'main.ts');
  const server = spawn(projectNode(), [main, ...flags], { cwd: root, env: projectEnv(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to every process in the foreground, so the server has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      server.kill(signal);
    });
  }
  stopWithNpm(() => server.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    server.on('error', (error) => reject(new Error(`The server could not be started: ${error.message}`)));
    server.on('exit', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
      resolve();
    });
  });
}

/** `exec` in package.json makes npm our parent, so its signals arrive; when it dies without one, the server ends too. */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
  watch.unref();
}
