import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectEnv, projectNode, root } from './install.mjs';

const INPUTS = ['client', 'shared', 'public', 'index.html', 'tsconfig.json', 'package-lock.json'];
const stampFile = join(root, 'dist', '.client-stamp');

/** Builds the client into dist/client unless its sources are those of the last build. Throws one clear sentence. */
export function buildClientIfNeeded() {
  const config = readdirSync(root).find((name) => /^vite\.config\.[cm]?[jt]s$/.test(name));
  if (!config) {
    console.log('No vite config yet: the client is not built.');
    return;
  }
  const stamp = fingerprint([...INPUTS, config]);
  if (existsSync(join(root, 'dist', 'client', 'index.html')) && readStamp() === stamp) return;

  console.log('Building the client ...');
  rmSync(stampFile, { force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--logLevel', 'warn'];
  const build = spawnSync(projectNode(), args, { cwd: root, env: projectEnv(), stdio: 'inherit' });
  if (build.status !== 0) throw new Error('The client could not be built: see what vite says above.');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

/** Contents, not times: a fresh clone or a branch switch touches times of files that did not change. */
function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) addToHash(hash, input);
  return hash.digest('hex');
}

function addToHash(hash, relativePath) {
  const path = join(root, relativePath);
  if (!existsSync(path)) return;
  const entries = listFolder(path);
  if (entries) {
    for (const name of entries) addToHash(hash, `${relativePath}/${name}`);
  } else if (!/\.test\.tsx?$/.test(relativePath)) {
    hash.update(`${relativePath}\0`).update(readFileSync(path)).update('\0');
  }
}

function listFolder(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
