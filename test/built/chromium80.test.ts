import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Page } from 'puppeteer-core-13';
import { builtInTokens } from '../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';
import { canRunChromium80, launchChromium80, type Chromium80 } from '../support/chromium80.js';
import { serveSite, type Site } from '../support/serve.js';

const SCREENSHOTS = join(import.meta.dirname, '../../screenshots');

const SCRIPTS = {
  module: '<script type="module" src="/dist/etalase.js"></script>',
  global: '<script src="/dist/etalase.global.js"></script>',
};

/** Queries through shadow roots. As text: compiled functions need helpers that the page lacks. */
const DEEP = `window.deep = (selector, root = document) => root ? [
  ...root.querySelectorAll(selector),
  ...[...root.querySelectorAll('*')].flatMap((element) => deep(selector, element.shadowRoot)),
] : [];`;

const CARDS = `deep('etalase-products').flatMap((grid) => deep('[part~=card]', grid.shadowRoot))`;
const OPEN_DIALOGS = `deep('dialog').filter((dialog) => dialog.open)`;
const SEARCH_BOX = `deep('etalase-search').flatMap((box) => deep('input', box.shadowRoot))[0]`;

const count = async (page: Page, list: string): Promise<number> =>
  Number(await page.evaluate(`${list}.length`));

const until = (page: Page, condition: string): Promise<unknown> =>
  page.waitForFunction(condition, { timeout: 10_000 });

function storefront(script: string, { origin }: ServedSandbox): string {
  return `<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Etalase</title>
      </head>
      <body>
        <etalase-shop token="${builtInTokens.demo}" api="${origin}/v1"></etalase-shop>
        ${script}
      </body>
    </html>`;
}

const unsupported = canRunChromium80 ? false : 'Chromium 80 is packaged for Linux on x64 only';

suite('Chromium 80', { skip: unsupported }, () => {
  let sandbox: ServedSandbox;
  let site: Site;
  let chromium: Chromium80;

  before(async () => {
    sandbox = await serveSandbox({ port: 0 });
    const pages = Object.entries(SCRIPTS).map(([name, script]) => [
      `/${name}`,
      storefront(script, sandbox),
    ]);
    site = await serveSite({ pages: Object.fromEntries(pages) as Record<string, string> });
    chromium = await launchChromium80();
    await mkdir(SCREENSHOTS, { recursive: true });
  });

  after(async () => {
    await chromium.close();
    await Promise.all([site.close(), sandbox.close()]);
  });

  for (const name of Object.keys(SCRIPTS)) {
    suite(name, () => {
      const errors: string[] = [];
      let page: Page;

      const picture = (what: string): Promise<unknown> =>
        page.screenshot({ path: join(SCREENSHOTS, `chromium80-${name}-${what}.png`) });

      before(async () => {
        page = await chromium.browser.newPage();
        page.on('pageerror', (error) => errors.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error') errors.push(message.text());
        });
        await page.evaluateOnNewDocument(DEEP);
        await page.goto(`${site.origin}/${name}`);
      });

      after(() => page.close());

      test('shows the storefront', async () => {
        await until(page, `${CARDS}.length >= 10`);
        await picture('storefront');
      });

      test('loads more products at the end of the page', async () => {
        const shown = await count(page, CARDS);
        await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
        await until(page, `${CARDS}.length > ${shown}`);
        await picture('end');
        await page.evaluate('scrollTo(0, 0)');
      });

      test('opens a product and closes it with Escape', async () => {
        await page.evaluate(`${CARDS}[0].click()`);
        await until(page, `${OPEN_DIALOGS}.length === 1`);
        await picture('product');
        await page.keyboard.press('Escape');
        await until(page, `${OPEN_DIALOGS}.length === 0`);
      });

      test('searches', async () => {
        await until(page, `${SEARCH_BOX} !== undefined`);
        const all = await count(page, CARDS);
        await page.evaluate(`${SEARCH_BOX}.focus()`);
        await page.keyboard.type('kopi');
        await page.keyboard.press('Enter');
        await until(page, `${CARDS}.length > 0 && ${CARDS}.length < ${all}`);
        await picture('search');
      });

      test('logs no error', () => {
        assert.deepEqual(errors, []);
      });
    });
  }
});
