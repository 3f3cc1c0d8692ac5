import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeOnBothEngines } from './db/testing.ts';
import { openInstanceKeys } from './instance-keys.ts';
import { StartError } from './start-error.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'gerai-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeOnBothEngines('instance keys', (open, engine) => {
  const dataDir = join(folder, engine);
  const about = { purpose: 'pin', tenantId: 't1', subject: 's1' };

  test('are made on the first start, readable by the owner only, with a word about backup', async () => {
    const { db } = await open();
    const first = await openInstanceKeys(db, { keys: undefined, dataDir });
    expect(first.notes.join()).toContain('Back it up');
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o600);
    const again = await openInstanceKeys(db, { keys: undefined, dataDir });
    expect(again.notes).toEqual([]);
    expect(again.open(first.seal(Buffer.from('isi'), about), about).toString()).toBe('isi');
    expect(await again.signingKey('staff-snapshot')).toEqual(await first.signingKey('staff-snapshot'));

    rmSync(join(dataDir, 'keys'));
    const missing = openInstanceKeys(db, { keys: undefined, dataDir });
    await expect(missing).rejects.toBeInstanceOf(StartError);
    await expect(missing).rejects.toThrow('is missing');
    expect(() => readFileSync(join(dataDir, 'keys'))).toThrow();
  });

  test('other keys, and words that are no key, stop the start with one sentence', async () => {
    const { db } = await open();
    await openInstanceKeys(db, { keys: `k1:${key(1)}`, dataDir });
    for (const keys of [`k1:${key(2)}`, `k2:${key(1)}`, 'k1', 'k1:abc', `k1:${key(1)},k1:${key(2)}`, ','])
      await expect(openInstanceKeys(db, { keys, dataDir }), keys).rejects.toBeInstanceOf(StartError);
  });

  test('a new key in front still opens what the old one sealed', async () => {
    const { db } = await open();
    const old = await openInstanceKeys(db, { keys: `k1:${key(1)}`, dataDir });
    const sealed = old.seal(Buffer.from('isi'), about);
    const pair = await old.signingKey('staff-snapshot');
    const rotated = await openInstanceKeys(db, { keys: `k2:${key(2)},k1:${key(1)}`, dataDir });
    expect(rotated.open(sealed, about).toString()).toBe('isi');
    expect(rotated.seal(Buffer.from('isi'), about)).toMatch(/^k2\./);
    expect(await rotated.signingKey('staff-snapshot')).toEqual(pair);
  });

  test('what is sealed for one tenant, subject or purpose opens for no other, nor when a bit changed', async () => {
    const { db } = await open();
    const keys = await openInstanceKeys(db, { keys: `k1:${key(1)}`, dataDir });
    const sealed = keys.seal(Buffer.from('isi'), about);
    for (const other of [
      { ...about, tenantId: 't2' },
      { ...about, subject: 's2' },
      { ...about, purpose: 'secret' },
    ])
      expect(() => keys.open(sealed, other)).toThrow();
    const flipped = sealed.slice(0, 8) + (sealed[8] === 'A' ? 'B' : 'A') + sealed.slice(9);
    for (const broken of [flipped, '', 'k1.', 'k9.abc', 'k1.abc'])
      expect(() => keys.open(broken, about)).toThrow();
    expect(keys.deriveKey('a')).not.toEqual(keys.deriveKey('b'));
    expect(keys.deriveKey('a', 't1')).not.toEqual(keys.deriveKey('a', 't2'));
  });
});
