import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeOnPostgres } from '../db/testing.ts';
import { openDoor, shopWithOwner, testServices, visitor } from './testing.ts';

const run = promisify(execFile);
const cli = new URL('./reset-cli.ts', import.meta.url).pathname;

describeOnPostgres('npm run reset-password', (open) => {
  test('prints a link that works once, or one sentence and exit code 1', async () => {
    const { db, config } = await open();
    const services = await testServices(db);
    const door = await openDoor(services);
    await shopWithOwner(services, door.url, 'Sinar');
    const env = { ...process.env, DATABASE_URL: (config as { databaseUrl: string }).databaseUrl };

    const { stdout } = await run(process.execPath, [cli, '--email', 'SINAR@example.test'], { env });
    const token = /\/reset\?token=([\w-]+)/.exec(stdout)?.[1] ?? '';
    const person = visitor(services);
    await person.call.resetPassword({ token, password: 'sandi-yang-baru' });
    expect(await person.signIn(door.url, 'sinar@example.test', 'sandi-yang-baru')).toBe(200);

    const refused = [
      [['--email', 'siapa@example.test'], 'Nobody signs in with siapa@example.test.\n'],
      [[], 'Say whose password: npm run reset-password -- --email X\n'],
    ] as const;
    for (const [flags, stderr] of refused)
      await expect(run(process.execPath, [cli, ...flags], { env })).rejects.toMatchObject({
        code: 1,
        stderr,
      });
    await door.close();
  });
});
