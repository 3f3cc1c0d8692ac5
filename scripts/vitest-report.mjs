import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { firstLine } from './suite-results.mjs';

/**
 * A vitest reporter for scripts/test.mjs. Unlike the built-in json one it keeps why a test was skipped,
 * and counts a file that could not be loaded. Writes a SuiteResult to the file in VITEST_REPORT.
 */
export default class SuiteReport {
  result = { passed: 0, skips: [], failures: [] };

  onTestCaseResult(test) {
    const { state, errors, note } = test.result();
    const name = `${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`;
    if (state === 'passed') this.result.passed += 1;
    else if (state === 'failed') this.result.failures.push(`${name}: ${firstLine(errors[0]?.message)}`);
    else this.result.skips.push(note ? `${name}: ${note}` : name);
  }

  onTestRunEnd(modules, unhandledErrors) {
    for (const module of modules)
      for (const error of module.errors())
        this.result.failures.push(`${relative(process.cwd(), module.moduleId)}: ${firstLine(error.message)}`);
    for (const error of unhandledErrors)
      this.result.failures.push(`outside any test: ${firstLine(error.message)}`);
    mkdirSync(dirname(process.env.VITEST_REPORT), { recursive: true });
    writeFileSync(process.env.VITEST_REPORT, JSON.stringify(this.result));
  }
}
