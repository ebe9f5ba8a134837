/** Loaded before a test file: names the test that hangs, and what it waits for, and ends its process. */
import { afterEach, beforeEach } from 'node:test';

/** ms that one test may take on a machine under load */
const TEST_LIMIT_MS = 120_000;

// The process that only starts the files has no tests of its own.
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  const timers = new Map<unknown, NodeJS.Timeout>();
  beforeEach((context) => {
    const end = () => {
      const open = process.getActiveResourcesInfo().join(', ');
      console.error(`✖ ${context.name}: no end after ${TEST_LIMIT_MS / 1_000} s. Open: ${open}`);
      process.exit(1);
    };
    timers.set(context, setTimeout(end, TEST_LIMIT_MS).unref());
  });
  afterEach((context) => {
    clearTimeout(timers.get(context));
    timers.delete(context);
  });
}
