/** Runs every HTML block of the documents as a page. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { htmlBlocks, PAGES, read } from '../../support/docs.js';
import type { SandboxShop } from '../../support/sandbox-shop.js';
import { begin, end, run, waitUntilSettled, statesOf } from './docs-page.js';

before(begin);
after(end);

/** Elements that show guests a link to log in instead of personal data. */
const PERSONAL = /^etalase-(balance|ledger|orders|transactions)$/;

/** Where each block stands: most are the same in both languages, and the same page needs one run. */
const placesOf = new Map<string, string[]>();
for (const { code, file, line } of htmlBlocks) {
  placesOf.set(code, [...(placesOf.get(code) ?? []), `${file}:${String(line)}`]);
}

suite('every HTML block runs unchanged', { concurrency: 3 }, () => {
  test('every file has some', () => {
    for (const file of PAGES) {
      const count = htmlBlocks.filter((block) => block.file === file).length;
      assert.equal(count, read(file).split('```html').length - 1, `${file}: not all were found`);
      assert.ok(count > 0, file);
    }
  });

  for (const [code, places] of placesOf) {
    for (const isShopper of code.includes('{{') ? [false, true] : [false]) {
      const isKnown = isShopper || /id-user="\d/.test(code);
      const who = isShopper ? 'a shopper' : 'a guest';
      test(`${places.join(', ')}, for ${who}`, () =>
        run(code, isShopper, async ({ page, shop, errors }) => {
          const states = await statesOf(page);
          assert.ok(states.length > 0, 'no element');
          for (const state of states) {
            const [tag = ''] = state.split(': ');
            const expected = PERSONAL.test(tag) && !isKnown ? 'guest' : 'shown';
            assert.equal(state, `${tag}: ${expected}`);
          }
          if (code.includes("'preload'")) await checkPreload(page, shop);
          assert.deepEqual(errors(), []);
        }));
    }
  }
});

/** Expects one request in total, preload included, and none on a visit soon after. */
async function checkPreload(page: Page, shop: SandboxShop): Promise<void> {
  const count = async () =>
    (await shop.requestedPaths()).filter((path) => path === '/app/produk').length;
  assert.equal(await count(), 1);
  await page.reload();
  await waitUntilSettled(page);
  assert.equal(await count(), 1);
}

suite('the examples with events work as described', { concurrency: 3 }, () => {
  const card = 'etalase-products [part~=card]';
  /** By the code, so that the same example in both languages runs once. */
  const examplesOf = (name: string): [code: string, places: string[]][] =>
    Array.from(placesOf).filter(([code]) => code.includes(`addEventListener('${name}'`));

  test('both have some', () => {
    for (const name of ['etalase-select', 'etalase-buy']) assert.ok(examplesOf(name).length > 0);
  });

  for (const [code, places] of examplesOf('etalase-select')) {
    test(`${places.join(', ')}: etalase-select`, () =>
      run(code, false, async ({ page, shopOrigin }) => {
        await page.locator(card).first().click();
        await page.waitForURL(`${shopOrigin}/toko*/**`);
      }));
  }

  for (const [code, places] of examplesOf('etalase-buy')) {
    test(`${places.join(', ')}: etalase-buy`, () =>
      run(code, false, async ({ page }) => {
        await page.locator(card).first().click();
        for (const group of await page.getByRole('radiogroup').all()) {
          await group.locator('label').first().click();
        }
        const chatRequest = page.waitForRequest(/^https:\/\/wa\.me\/\d+\?text=/);
        await page.locator('etalase-product [part~=buy]').click();
        await chatRequest;
      }));
  }
});
