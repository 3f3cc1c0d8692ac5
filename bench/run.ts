import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Measured } from './measured.ts';

/**
 * `npm run bench [-- --only NAME]`: one JSON line each, with the floor measured in the same run where there is one.
 * A line whose bar is missed says so; figures of a shared, noisy machine are to be read as ratios.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const folders = ['server', 'client'];
for (const folder of folders) {
  const files = readdirSync(new URL(`./${folder}/`, import.meta.url)).filter((name) =>
    name.endsWith('.bench.ts'),
  );
  for (const file of files.sort()) {
    const name = `${folder}/${file.replace('.bench.ts', '')}`;
    if (values.only && !name.includes(values.only)) continue;
    const { default: measure } = (await import(new URL(`./${folder}/${file}`, import.meta.url).href)) as {
      default: () => Promise<Measured | Measured[]>;
    };
    try {
      for (const measured of [await measure()].flat()) console.log(JSON.stringify(withVerdict(measured)));
    } catch (error) {
      console.log(JSON.stringify({ name, error: (error as Error).message }));
      process.exitCode = 1;
    }
  }
}

function withVerdict(measured: Measured): Measured & { met?: boolean } {
  if (measured.bar === undefined) return measured;
  return { ...measured, met: (measured.ratio ?? measured.value) <= measured.bar };
}
