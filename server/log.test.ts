import { Writable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { describeOnBothEngines } from './db/testing.ts';
import { openLog } from './log.ts';

describeOnBothEngines('log', (open) => {
  test('T5 a failed statement is logged without what was in it', async () => {
    const { db } = await open();
    const write = (email: string) =>
      db.unscoped.execute(
        sql`insert into "user" (id, name, email) values (${email}, 'x', 'siti@example.com')
          returning id, ${'note\n    at rahasia'}::text`,
      );
    await write('first');
    const error = await write('hanya-parameter').catch((thrown: unknown) => thrown);
    let written = '';
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        written += chunk;
        done();
      },
    });
    openLog('info', stream).error({ err: error }, 'unexpected error');
    const { err } = JSON.parse(written);
    expect(err).toMatchObject({ cause: { code: '23505', constraint: 'user_email_unique' } });
    expect(err.message).toContain('insert into "user"');
    expect(err.stack).toContain('log.test.ts');
    expect(written).not.toMatch(/hanya-parameter|rahasia|params|\(siti@/);
  });
});
