import { parseArgs } from 'node:util';
import { playPrinting } from './print-chaos.ts';

/**
 * `npm run chaos:print -- --seeds K [--seed N]`: plays K seeds from N on, each with five receipts and printers in every
 * kind of trouble, and prints each violation with the seed that replays it. Exit code 1 when there was one.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, seeds: { type: 'string', default: '20' } },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
let [failed, attempts, unclear] = [0, 0, 0];
for (let seed = first; seed < first + count; seed += 1) {
  const result = await playPrinting(seed);
  attempts += result.attempts;
  unclear += result.unclear;
  for (const violation of result.violations) console.error(`seed ${seed} (${result.way}): ${violation}`);
  if (result.violations.length > 0) failed += 1;
}
console.log(
  `${count} seeds, ${attempts} attempts, ${unclear} looked at by a person: ${failed} with violations`,
);
process.exitCode = failed > 0 ? 1 : 0;
