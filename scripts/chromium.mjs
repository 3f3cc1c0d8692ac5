import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectEnv, projectNode, root } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path of a Chromium; installs one where there is none. Throws one clear sentence. */
export async function findOrInstallChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('Installing Chromium, this can take a few minutes ...');
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  }
  if (!(await findChromium())) {
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const options = { cwd: root, env: projectEnv(), stdio: ['ignore', 'ignore', 'inherit'] };
    spawnSync(projectNode(), [cli, 'install', 'chromium'], options);
  }
  const installed = await findChromium();
  if (installed) return installed;
  throw new Error(
    'Chromium is missing and could not be installed: install it by hand or set CHROMIUM_PATH to its program.',
  );
}

async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH names "${given}", and there is no such file.`);
  }
  const system = NAMES.map(onPath).find(Boolean);
  if (system) return system;
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
