import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DbConfig } from '../../server/db/connect.ts';
import { CALM, type FaultyProxy, openFaultyProxy, STORM } from './faulty-proxy.ts';
import { type Random, seededRandom } from './random.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { Tablet } from './tablet.ts';
import { findViolations } from './verdict.ts';

const DAY_MS = 86_400_000;

/** A seeded shop with two enrolled tablets, made once and copied for every seed. */
export interface Stage {
  folder: string;
  basePort: number;
}

export interface PlayResult {
  seed: number;
  violations: string[];
  sales: number;
  steps: Record<string, number>;
  faults: Record<string, number>;
  ms: number;
}

const portsOf = (basePort: number) => ({ server: basePort, proxies: [basePort + 1, basePort + 2] as const });

export async function buildStage(basePort: number): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'gerai-chaos-stage-'));
  const ports = portsOf(basePort);
  const server = await startServerProcess({ port: ports.server, dataDir: join(folder, 'data'), demo: true });
  const random = seededRandom(1);
  for (const [index, port] of ports.proxies.entries()) {
    const proxy = await openFaultyProxy(port, random);
    proxy.upstreamPort = ports.server;
    const tablet = new Tablet(`tablet ${index + 1}`, join(folder, `profile-${index}`), proxy);
    await tablet.open();
    await tablet.enrol();
    await tablet.toTill();
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await tablet.close();
    await proxy.close();
  }
  await server.stop();
  return { folder, basePort };
}

/** Plays `steps` random steps with faults, calms everything down, and compares all books. */
export async function play(
  stage: Stage,
  seed: number,
  steps: number,
  say: (line: string) => void,
): Promise<PlayResult> {
  const started = Date.now();
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'gerai-chaos-'));
  cpSync(stage.folder, folder, { recursive: true, verbatimSymlinks: true });
  const ports = portsOf(stage.basePort);
  const dataDir = join(folder, 'data');
  const dbConfig: DbConfig = { dataDir: join(dataDir, 'db') };
  const taken: Record<string, number> = {};
  let server: ServerProcess | undefined;
  const proxies: FaultyProxy[] = [];
  const tablets: Tablet[] = [];
  try {
    server = await startServerProcess({ port: ports.server, dataDir });
    for (const [index, port] of ports.proxies.entries()) {
      const proxy = await openFaultyProxy(port, seededRandom(seed * 7 + index));
      proxy.upstreamPort = ports.server;
      if (random.chance(60)) proxy.weights = STORM;
      proxies.push(proxy);
      const tablet = new Tablet(`tablet ${index + 1}`, join(folder, `profile-${index}`), proxy);
      tablets.push(tablet);
      await tablet.open();
    }
    for (let step = 0; step < steps; step += 1) {
      const tablet = random.pick(tablets);
      const action = random.weighted({
        sell: 45,
        sellAndKill: 8,
        killServer: 5,
        storm: 12,
        calm: 4,
        networkDown: 7,
        networkUp: 9,
        secondTab: 4,
        sellInTwoTabs: 6,
        clock: 3,
        newWorker: 4,
        fullDisk: 4,
        roomAgain: 3,
        reload: 4,
      });
      taken[action] = (taken[action] ?? 0) + 1;
      say(`step ${step} ${tablet.name}: ${action}`);
      server = await act(action, { tablet, random, server, dataDir });
    }
    // The storm is over: whatever was promised must now arrive by itself.
    server ??= await startServerProcess({ port: ports.server, dataDir });
    for (const proxy of proxies) Object.assign(proxy, { down: false, weights: CALM });
    const books = [];
    for (const tablet of tablets) {
      if (!tablet.isOpen) await tablet.open();
      await tablet.setQuota(null);
      await tablet.toTill();
      const refused = await tablet.settle();
      books.push({ name: tablet.name, shown: tablet.shown, ledger: await tablet.ledger(), refused });
    }
    await server.stop();
    server = undefined;
    const violations = await findViolations(dbConfig, books);
    const faults: Record<string, number> = {};
    for (const proxy of proxies)
      for (const [name, count] of Object.entries(proxy.struck)) faults[name] = (faults[name] ?? 0) + count;
    faults.refusedByDisk = tablets.reduce((sum, tablet) => sum + tablet.refusedByDisk, 0);
    const sales = books.reduce((sum, book) => sum + book.ledger.length, 0);
    return { seed, violations, sales, steps: taken, faults, ms: Date.now() - started };
  } finally {
    for (const tablet of tablets) await tablet.kill().catch(() => {});
    for (const proxy of proxies) await proxy.close().catch(() => {});
    await server?.kill().catch(() => {});
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function act(
  action: string,
  {
    tablet,
    random,
    server,
    dataDir,
  }: { tablet: Tablet; random: Random; server: ServerProcess; dataDir: string },
): Promise<ServerProcess> {
  if (!tablet.isOpen) await tablet.open();
  switch (action) {
    case 'sell':
      await tablet.sell(random);
      break;
    case 'sellAndKill':
      await tablet.sell(random);
      await tablet.kill();
      break;
    case 'killServer': {
      await server.kill();
      // Sometimes the shop sells on for a while before anybody notices.
      if (random.chance(60)) await tablet.sell(random);
      return startServerProcess({ port: server.port, dataDir });
    }
    case 'storm':
      tablet.proxy.weights = STORM;
      break;
    case 'calm':
      tablet.proxy.weights = CALM;
      break;
    case 'networkDown':
      tablet.proxy.down = true;
      break;
    case 'networkUp':
      tablet.proxy.down = false;
      break;
    case 'secondTab':
      await tablet.secondTab();
      break;
    case 'sellInTwoTabs':
      await tablet.secondTab();
      await tablet.sellInBothTabs(random);
      break;
    case 'clock':
      // Takes effect at the next start of the page, as a tablet with a flat clock battery.
      tablet.clockShiftMs = random.pick([-DAY_MS, 0, DAY_MS]);
      await tablet.close();
      await tablet.open();
      break;
    case 'newWorker':
      tablet.proxy.workerRevision += 1;
      await tablet.checkForUpdate();
      await tablet.sell(random);
      break;
    case 'fullDisk':
      // Lasts until room is made, the browser dies or the run ends.
      await tablet.setQuota(1);
      await tablet.sell(random);
      break;
    case 'roomAgain':
      await tablet.setQuota(null);
      break;
    case 'reload':
      await tablet.page.reload({ waitUntil: 'domcontentloaded' });
      break;
  }
  return server;
}
