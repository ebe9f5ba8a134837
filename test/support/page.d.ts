import type axe from 'axe-core';

declare global {
  /** Globals of the test page; see web-test-runner.config.mjs. */
  interface Window {
    /** The sandbox's origin. */
    readonly SANDBOX: string;
    readonly axe: typeof axe;
    /** Settings of the property tests; see fuzz.ts. */
    readonly process: { readonly env: Readonly<Record<string, string | undefined>> };
  }
}
