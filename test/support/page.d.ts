import type axe from 'axe-core';

declare global {
  /** What the test page offers beside the document; see web-test-runner.config.mjs. */
  interface Window {
    /** The origin of the sandbox that imitates bukaOlshop. */
    readonly SANDBOX: string;
    readonly axe: typeof axe;
    /** How property tests run; see fuzz.ts. */
    readonly process: { readonly env: Readonly<Record<string, string | undefined>> };
  }
}
