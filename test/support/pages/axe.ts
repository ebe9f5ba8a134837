import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT } from '../command.js';

const AXE = readFileSync(join(PROJECT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds in the page and its shadow roots.
 *
 * @param rules only these; all of them by default
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE);
  const options = {
    resultTypes: ['violations'],
    // A shop's page begins with its search, or with a banner.
    rules: { 'page-has-heading-one': { enabled: false } },
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  };
  const result: { checked: number; found: string[] } = await page.evaluate(`
    axe.run(document, ${JSON.stringify(options)}).then(({ violations, passes }) => ({
      checked: passes.length,
      found: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => [id, html.slice(0, 200), failureSummary].join(': '))),
    }))`);
  assert.ok(result.checked > 0, 'axe has checked nothing');
  return result.found;
}
