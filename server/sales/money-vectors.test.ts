import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const VECTORS = new URL('../../shared/fixtures/money-vectors.ts', import.meta.url).href;

test('M5 the vectors hold as the server runs the engine: plain Node, types stripped, nothing bundled', async () => {
  const script = `import { brokenVectors, moneyVectors } from ${JSON.stringify(VECTORS)};
    console.log(JSON.stringify({ count: moneyVectors().length, broken: brokenVectors() }));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  const { count, broken } = JSON.parse(stdout) as { count: number; broken: string[] };
  expect(broken).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(120);
});
