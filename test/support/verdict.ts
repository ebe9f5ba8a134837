import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';

/** Put before what was logged as an error: the runner's collected logs have no level. */
export const ERROR_MARK = '[console.error]';

interface Verdict {
  passed: number;
  failed: number;
  skipped: number;
}

function count(suite: TestSuiteResult, verdict: Verdict): void {
  for (const test of suite.tests) {
    if (test.skipped) verdict.skipped += 1;
    else if (test.passed) verdict.passed += 1;
    else verdict.failed += 1;
  }
  for (const child of suite.suites) count(child, verdict);
}

function hasConsoleError({ logs }: TestSession): boolean {
  return logs.some(([first]) => first === ERROR_MARK);
}

/** Judges a run: a file fails by its tests, by not running at all, or by an error in its console. */
export function judge(sessions: Iterable<TestSession>): Verdict {
  const verdict = { passed: 0, failed: 0, skipped: 0 };
  for (const session of sessions) {
    const before = { ...verdict };
    if (session.testResults) count(session.testResults, verdict);
    const sawFailure = verdict.failed > before.failed;
    const sawTest = sawFailure || verdict.passed + verdict.skipped > before.passed + before.skipped;
    const broken = session.errors.length > 0 || !sawTest || session.passed === false;
    if (hasConsoleError(session) || (broken && !sawFailure)) verdict.failed += 1;
  }
  return verdict;
}

/** Prints the counts, and fails the run for what the runner itself lets pass. */
export function verdictReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const all = [...sessions];
      const { passed, failed, skipped } = judge(all);
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
