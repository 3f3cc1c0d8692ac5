import { existsSync } from 'node:fs';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startThrowawayPostgres } from './throwaway-postgres.ts';

async function startsAndLeavesNothing() {
  const server = await startThrowawayPostgres();
  const sql = postgres(server.url, { max: 1 });
  const [row] =
    await sql`select current_setting('fsync') as fsync, current_setting('data_directory') as folder`;
  await sql.end();
  expect(row).toEqual({ fsync: 'off', folder: `${server.folder}/data` });

  await server.stop();
  expect(existsSync(server.folder)).toBe(false);
  const after = postgres(server.url, { max: 1, connect_timeout: 2 });
  await expect(after`select 1`).rejects.toThrow(/ECONNREFUSED/);
  await after.end();
  return server.source;
}

test('a throwaway Postgres starts, answers, and leaves neither process nor folder', async () => {
  await startsAndLeavesNothing();
});

test("the package's Postgres does the same", async () => {
  const before = process.env.TEST_POSTGRES;
  process.env.TEST_POSTGRES = 'package';
  try {
    expect(await startsAndLeavesNothing()).toBe('package');
  } finally {
    if (before === undefined) delete process.env.TEST_POSTGRES;
    else process.env.TEST_POSTGRES = before;
  }
});
