// Runs on any Node from 18 with nothing installed: no imports outside node:.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NODE_MAJOR = 24;
const nodeModules = join(root, 'node_modules');
const windows = process.platform === 'win32';

/** The project's own Node (the `node` package), or undefined while it is not there. */
export function projectNode() {
  const candidates = [join(nodeModules, 'node', 'bin', windows ? 'node.exe' : 'node'), process.execPath];
  return candidates.find((path) => existsSync(path) && majorOf(path) >= NODE_MAJOR);
}

function majorOf(node) {
  const answer = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number.parseInt(answer.stdout ?? '', 10) || 0;
}

/** The environment for everything started from here: our Node and our tools come first. */
export function projectEnv(extra = {}) {
  return { ...process.env, PATH: join(nodeModules, '.bin') + delimiter + (process.env.PATH ?? ''), ...extra };
}

/** Installs what package-lock.json names unless exactly that is there already. Throws one clear sentence. */
export function installIfNeeded() {
  if (!installed()) {
    console.log('Installing packages (npm install), this can take a few minutes ...');
    // Not npm ci: it refuses a lock file that lacks optional packages of other platforms. Locked versions hold here too.
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: 'inherit', shell: windows });
    if (npm.status !== 0)
      throw new Error('The packages could not be installed: see what npm says above, then try again.');
  }
  finishSkippedScripts();
  if (!projectNode())
    throw new Error(`Node ${NODE_MAJOR} is missing: delete the folder node_modules and try again.`);
}

/** npm writes node_modules/.package-lock.json last, so equal versions there mean a finished install. */
function installed() {
  const there = packagesOf(join(nodeModules, '.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (!there || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = there[path];
    return found ? found.version === version : optional === true;
  });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Where npm was told not to run install scripts, the one that matters is run here: it fetches Node. */
function finishSkippedScripts() {
  const folder = join(nodeModules, 'node');
  if (projectNode() || !existsSync(join(folder, 'installArchSpecificPackage.js'))) return;
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: 'ignore' });
  const link = join(nodeModules, '.bin', 'node');
  if (!windows && !existsSync(link)) symlinkSync(join('..', 'node', 'bin', 'node'), link);
}
