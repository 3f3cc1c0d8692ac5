import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from './sha-256.ts';

it('hashes as the platform does, whatever the length', () => {
  for (let length = 0; length < 200; length += 1) {
    const text = 'aé€😀'.repeat(length).slice(0, length).toWellFormed();
    expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  }
});
