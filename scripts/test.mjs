// npm test: everything a change must pass, in one run that ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildClientIfNeeded } from './build.mjs';
import { findOrInstallChromium } from './chromium.mjs';
import { installIfNeeded, projectEnv, projectNode, root } from './install.mjs';
import { installReferees } from './referees.mjs';
import { playwrightResult } from './suite-results.mjs';

const reports = join(root, 'test-results', 'reports');
const bin = (name) => join(root, 'node_modules', name);

/** Counts of one step; `skips` and `failures` are lines for the summary. */
const total = { passed: 0, failed: 0, skips: [], failures: [] };

process.env.CI ??= 'true';
await step('packages', installIfNeeded);
if (total.failed === 0) await allSteps();
summary();

async function allSteps() {
  await step('client build', buildClientIfNeeded);
  await toolStep('lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']);
  await toolStep('vendor names', ['scripts/check-vendors.mjs']);
  await toolStep('types', [bin('typescript/bin/tsc'), '--noEmit']);
  await toolStep('imports', ['scripts/check-imports.mjs']);
  await toolStep('dead code', [bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints']);
  await step('chromium', async () => {
    process.env.CHROMIUM_PATH = await findOrInstallChromium();
  });
  installReferees();
  const vitest = [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=scripts/vitest-report.mjs',
  ];
  await suiteStep('unit and server tests', 'vitest', (result) => result, vitest);
  const playwright = [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'];
  await suiteStep('end to end', 'playwright', playwrightResult, playwright);
}

function report(name) {
  return join(reports, `${name}.json`);
}

/** A preparation counts only when it fails; what follows still runs. */
async function step(name, work) {
  try {
    await work();
  } catch (error) {
    fail(name, error.message);
  }
}

/** A tool that says yes or no counts as one test; its words are shown when it says no. */
async function toolStep(name, args) {
  const started = Date.now();
  const { code, output } = await run(args, { quiet: true });
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds(started)})`);
  if (code === 0) total.passed += 1;
  else fail(name, output.trim(), 'says no, see above');
}

/** A test runner: its own report says how many passed; without a report the whole suite counts as one failure. */
async function suiteStep(name, reportName, read, args) {
  console.log(`\n${name}`);
  mkdirSync(reports, { recursive: true });
  rmSync(report(reportName), { force: true });
  const started = Date.now();
  const { code } = await run(args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report(reportName), VITEST_REPORT: report(reportName) },
  });
  const result = readReport(reportName, read);
  console.log(`${name} took ${seconds(started)}`);

  total.passed += result.passed;
  total.skips.push(...result.skips);
  total.failed += result.failures.length;
  total.failures.push(...result.failures);
  if (code !== 0 && result.failures.length === 0) fail(name, `ended with exit code ${code}, see above`);
}

function readReport(name, read) {
  if (!existsSync(report(name))) return { passed: 0, skips: [], failures: [] };
  return read(JSON.parse(readFileSync(report(name), 'utf8')));
}

function fail(name, message, short = message.split('\n')[0]) {
  total.failed += 1;
  total.failures.push(`${name}: ${short}`);
  console.error(`✗ ${name}\n${message}`);
}

function run(args, { quiet = false, env = {} } = {}) {
  const stdio = ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'];
  const child = spawn(projectNode(), args, { cwd: root, env: projectEnv(env), stdio });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function summary() {
  const { passed, failed, skips, failures } = total;
  console.log('');
  for (const line of skips) console.log(`skipped: ${line}`);
  for (const line of failures) console.log(`failed: ${line}`);
  console.log(`${passed} passed, ${failed} failed${skips.length > 0 ? `, ${skips.length} skipped` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
