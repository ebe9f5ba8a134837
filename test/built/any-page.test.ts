/** The built files on pages of other people: strict policies, and tags that were not closed. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { ServedSandbox } from '../../src/sandbox/serve.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import type { SandboxShop } from '../support/sandbox-shop.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { serveSite } from '../support/serve.js';

const SCRIPTS = {
  module: '<script type="module" src="/dist/etalase.js"></script>',
  global: '<script src="/dist/etalase.global.js" defer></script>',
};

let sandbox: ServedSandbox;
let browser: Browser;

before(async () => {
  sandbox = await serveSandbox();
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await sandbox.close();
});

type Act = (visit: { page: Page; errors: string[]; warnings: string[] }) => Promise<void>;

async function withPage(
  make: (shop: SandboxShop) => string,
  act: Act,
  headers: Record<string, string> = {},
): Promise<void> {
  const shop = await openSandboxShop(sandbox.origin);
  const site = await serveSite({ pages: { '/': `<!doctype html>${make(shop)}` }, headers });
  const context = await browser.newContext({ viewport: PHONE });
  try {
    const { page, errors } = await recordErrors(await context.newPage());
    const warnings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text());
    });
    await page.goto(site.origin);
    await act({ page, errors, warnings });
  } finally {
    await context.close();
    await site.close();
  }
}

suite('under require-trusted-types-for', () => {
  const policies = ["require-trusted-types-for 'script'"];
  policies.push(`${String(policies[0])}; trusted-types lit-html etalase etalase-script`);
  for (const [name, script] of Object.entries(SCRIPTS)) {
    for (const policy of policies) {
      test(`${name}: product and top-up open (${policy})`, () =>
        withPage(
          ({ token, api }) =>
            `${script}<etalase-shop token="${token}" api="${api}" proxy="${sandbox.origin}/none">
              <etalase-products></etalase-products><etalase-topup></etalase-topup></etalase-shop>`,
          async ({ page, errors }) => {
            await page.locator('etalase-products .card').first().click();
            await page.locator('dialog[open] .clamped').first().waitFor();
            await page.keyboard.press('Escape');
            await page.locator('etalase-topup .etalase').waitFor();
            assert.deepEqual(
              errors.filter((error) => !error.includes('Failed to load resource')),
              [],
            );
          },
          { 'Content-Security-Policy': policy },
        ));
    }
  }
});

suite('a self-closing tag', () => {
  for (const [name, script] of Object.entries(SCRIPTS)) {
    test(`${name}: is told of, and what it swallowed is shown`, () =>
      withPage(
        ({ token, api }) =>
          `${script}<etalase-shop token="${token}" api="${api}"><etalase-search /><h2>Baru</h2>
            <etalase-pages /><etalase-products /></etalase-shop><footer>Alamat toko</footer>`,
        async ({ page, warnings }) => {
          await page.locator('etalase-products .card').first().waitFor();
          await page.locator('etalase-search input').waitFor();
          assert.ok(await page.getByRole('heading', { name: 'Baru' }).isVisible());
          assert.ok(await page.getByText('Alamat toko').isVisible());
          assert.deepEqual(warnings, [
            '<etalase-search /> must be <etalase-search></etalase-search>',
            '<etalase-pages /> must be <etalase-pages></etalase-pages>',
          ]);
        },
      ));

    test(`${name}: of the shop, shows the whole shop before the rest of the page`, () =>
      withPage(
        ({ token, api }) =>
          `${script}<etalase-shop token="${token}" api="${api}" /><footer>Alamat toko</footer>`,
        async ({ page, warnings }) => {
          await page.locator('etalase-products .card').first().waitFor();
          assert.equal(await page.locator('etalase-shop footer').count(), 0);
          assert.ok(await page.getByText('Alamat toko').isVisible());
          assert.deepEqual(warnings, ['<etalase-shop /> must be <etalase-shop></etalase-shop>']);
        },
      ));
  }

  test('does not mean an element in a slot', () =>
    withPage(
      ({ token, api }) =>
        `${SCRIPTS.module}<etalase-shop token="${token}" api="${api}"><etalase-products>
          <div slot="header"><etalase-search></etalase-search></div></etalase-products></etalase-shop>`,
      async ({ page, warnings }) => {
        await page.locator('etalase-products .card').first().waitFor();
        assert.deepEqual(warnings, []);
      },
    ));
});
