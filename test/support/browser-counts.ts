import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';

/** Marks a log entry as an error, because the runner's collected logs have no level. */
export const ERROR_MARK = '[console.error]';

interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

function addCounts(suite: TestSuiteResult, counts: TestCounts): void {
  for (const test of suite.tests) {
    if (test.skipped) counts.skipped += 1;
    else if (test.passed) counts.passed += 1;
    else counts.failed += 1;
  }
  for (const child of suite.suites) addCounts(child, counts);
}

function hasConsoleError({ logs }: TestSession): boolean {
  return logs.some(([first]) => first === ERROR_MARK);
}

/** Counts a run's tests. A file that did not run, or logged an error, counts as one more failure. */
export function countResults(sessions: Iterable<TestSession>): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const session of sessions) {
    const before = { ...counts };
    if (session.testResults) addCounts(session.testResults, counts);
    const sawFailure = counts.failed > before.failed;
    const sawTest = sawFailure || counts.passed + counts.skipped > before.passed + before.skipped;
    const broken = session.errors.length > 0 || !sawTest || session.passed === false;
    if (hasConsoleError(session) || (broken && !sawFailure)) counts.failed += 1;
  }
  return counts;
}

/** Prints the counts; also fails runs that the runner itself lets pass. */
export function countsReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const all = [...sessions];
      const { passed, failed, skipped } = countResults(all);
      for (const session of all.filter(hasConsoleError)) {
        console.log(`Errors in the console of ${session.testFile}`);
      }
      console.log(`browser: ${passed} passed, ${failed} failed, ${skipped} skipped`);
      if (failed > 0) {
        process.once('exit', () => {
          process.exitCode = 1;
        });
      }
    },
  };
}
