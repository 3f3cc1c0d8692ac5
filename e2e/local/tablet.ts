import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, expect } from '@playwright/test';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser of our own with its folder, so that it can be killed like a tablet whose battery is pulled. */
export interface Tablet {
  context: BrowserContext;
  /** As a person does: the browser writes out what it still holds in memory, such as cookies. */
  close(): Promise<void>;
  /** Nothing is told to the browser beforehand. */
  kill(): Promise<void>;
}

export interface TabletFolder {
  start(): Promise<Tablet>;
  remove(): Promise<void>;
}

export function newTabletFolder(): TabletFolder {
  const folder = mkdtempSync(join(tmpdir(), 'gerai-tablet-'));
  let running: Tablet | undefined;
  return {
    start: async () => {
      running = await launch(folder);
      return running;
    },
    remove: async () => {
      await running?.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function launch(folder: string): Promise<Tablet> {
  const program =
    process.env.CHROMIUM_PATH ??
    SYSTEM_BROWSERS.find((path) => existsSync(path)) ??
    chromium.executablePath();
  const portFile = join(folder, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const child = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  await expect.poll(() => existsSync(portFile) && readFileSync(portFile, 'utf8').includes('\n')).toBe(true);
  const port = readFileSync(portFile, 'utf8').split('\n')[0];
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = browser.contexts()[0];
  if (!context) throw new Error('the browser has no window');
  return {
    context,
    close: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await (await browser.newBrowserCDPSession()).send('Browser.close');
      await gone;
    },
    kill: () => kill(child),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
