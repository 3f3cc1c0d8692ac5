import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import english from '../../app/locales/en/owner.ts';
import indonesian from '../../app/locales/id/owner.ts';

/** What the server writes into the log, as its sources name it. */
const WRITTEN =
  /(?:action: |note\(tx, ctx, (?:before \? )?|: )'((?:tenant|outlet|staff|device|product|category|settings|customer|stock|qris|printer|provider)\.\w+)'/g;

it('every action of the audit log has words in both languages', () => {
  const actions = new Set<string>();
  for (const file of globSync('server/**/*.ts').filter((path) => !path.endsWith('.test.ts')))
    for (const [, action = ''] of readFileSync(file, 'utf8').matchAll(WRITTEN)) actions.add(action);
  expect([...actions]).toEqual(
    expect.arrayContaining(['settings.saved', 'customer.erased', 'customer.created', 'stock.document']),
  );
  for (const { audit } of [english, indonesian]) {
    const known: Record<string, Record<string, string>> = audit.actions;
    const silent = [...actions].filter((action) => {
      const [thing = '', verb = ''] = action.split('.');
      return !known[thing]?.[verb];
    });
    expect(silent).toEqual([]);
  }
});
