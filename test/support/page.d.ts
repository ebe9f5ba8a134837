import type axe from 'axe-core';

declare global {
  /** What the test page offers beside the document; see web-test-runner.config.mjs. */
  interface Window {
    /** The origin of the sandbox that imitates bukaOlshop. */
    readonly SANDBOX: string;
    readonly axe: typeof axe;
  }
}
