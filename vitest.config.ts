import { defineConfig } from 'vitest/config';

const common = { pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    // Many tests wait for a process, a lock or a deadline; left alone, two cores would get one worker.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          // The hub is pure: it needs no database.
          include: ['{client,shared,sandbox,presets,sdk,scripts,bench,server/hub}/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          ...common,
          name: 'server',
          include: ['server/**/*.test.ts'],
          exclude: ['server/hub/**'],
          // One Postgres for the run: tests take copies of its migrated database (server/db/testing.ts).
          globalSetup: ['server/db/testing/global-setup.ts'],
        },
      },
    ],
  },
});
