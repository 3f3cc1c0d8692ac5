import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildStage, play } from './play.ts';

/**
 * `npm run chaos -- --seed N --steps M [--seeds K] [--port P] [--verbose]`: plays K seeds from N on and prints every
 * violation with the seed that replays it. Exit code 1 when there was one.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '30' },
    port: { type: 'string', default: '4700' },
    verbose: { type: 'boolean', default: false },
  },
});
process.setMaxListeners(0);
const first = Number(values.seed);
const count = Number(values.seeds);
const steps = Number(values.steps);
const stage = await buildStage(Number(values.port));
let failed = 0;
let sales = 0;
const faults: Record<string, number> = {};
try {
  for (let seed = first; seed < first + count; seed += 1) {
    const lines: string[] = [];
    const result = await play(stage, seed, steps, (line) =>
      values.verbose ? console.log(line) : lines.push(line),
    ).catch((error: unknown) => ({
      seed,
      violations: [`the run broke: ${(error as Error).stack}`],
      sales: 0,
      steps: {},
      faults: {},
      ms: 0,
    }));
    sales += result.sales;
    for (const [name, times] of Object.entries(result.faults)) faults[name] = (faults[name] ?? 0) + times;
    if (result.violations.length > 0) {
      failed += 1;
      console.log(
        `seed ${seed}: ${result.violations.length} violations; replay: npm run chaos -- --seed ${seed} --steps ${steps} --verbose`,
      );
      for (const line of [...lines.slice(-8), ...result.violations.slice(0, 20)]) console.log(`  ${line}`);
    } else {
      console.log(
        `seed ${seed}: ok, ${result.sales} sales, ${result.ms} ms, ${JSON.stringify(result.steps)}`,
      );
    }
  }
} finally {
  rmSync(stage.folder, { recursive: true, force: true, maxRetries: 5 });
}
console.log(
  `${count - failed} of ${count} seeds without a violation, ${sales} sales, faults ${JSON.stringify(faults)}`,
);
process.exitCode = failed === 0 ? 0 : 1;
