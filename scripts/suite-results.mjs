/** @typedef {{ passed: number, skips: string[], failures: string[] }} SuiteResult */

/** @returns {SuiteResult} from Playwright's json reporter; a test that passed only when repeated is a failure. */
export function playwrightResult(report) {
  const result = { passed: 0, skips: [], failures: [] };
  for (const error of report.errors) result.failures.push(`end to end: ${firstLine(error.message)}`);
  for (const suite of report.suites) addSuite(result, suite, []);
  return result;
}

function addSuite(result, suite, parents) {
  const path = [...parents, suite.title];
  for (const child of suite.suites ?? []) addSuite(result, child, path);
  for (const spec of suite.specs) {
    for (const test of spec.tests) {
      const name = [...path, spec.title].join(' > ');
      const last = test.results.at(-1);
      if (test.status === 'expected') result.passed += 1;
      else if (test.status === 'skipped')
        result.skips.push([name, reasonOf(test)].filter(Boolean).join(': '));
      else result.failures.push(`${name}: ${firstLine(last?.error?.message ?? test.status)}`);
    }
  }
}

function reasonOf(test) {
  return test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
}

/** A message's first line without colours, for the summary. */
export function firstLine(text = '') {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
  return text.replace(/\u001b\[[0-9;]*m/g, '').split('\n')[0];
}
