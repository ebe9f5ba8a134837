/** Every demo page, with text below each element, on a slow line: nothing that is in view moves. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { PROJECT } from '../support/command.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import { startDemo, type DemoServer } from '../support/pages/demo-server.js';

const MAX_SHIFT = 0.01;
const SCRIPT_DELAY_MS = 400;
const ANSWER_DELAY_MS = 500;

const WIDTHS = [PHONE, { width: 1280, height: 800 }];

const paths = [
  '/',
  ...readdirSync(join(PROJECT, 'demo'))
    .filter((file) => file.endsWith('.html'))
    .map((file) => `/demo/${file}`),
];

const ELEMENTS = [
  '<etalase-balance></etalase-balance>',
  '<etalase-search></etalase-search>',
  '<etalase-slides></etalase-slides>',
  '<etalase-pages></etalase-pages>',
  '<etalase-pages layout="row"></etalase-pages>',
  '<etalase-categories></etalase-categories>',
  '<etalase-categories layout="grid"></etalase-categories>',
  '<etalase-categories layout="tree"></etalase-categories>',
  '<etalase-products></etalase-products>',
  '<etalase-products search="kopi"></etalase-products>',
  '<etalase-products search="tidak ada"></etalase-products>',
  '<etalase-ledger></etalase-ledger>',
  '<etalase-transactions></etalase-transactions>',
  '<etalase-topup></etalase-topup>',
  '<etalase-orders></etalase-orders>',
  '<etalase-product product-id="1"></etalase-product>',
];

/** One element in a shop, between texts of the page. */
const pageOf = (element: string): string => `<!doctype html>
  <html lang="id"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/demo/demo.css">
    <script type="module" src="/dist/etalase.js"></script></head>
  <body><h1>Toko</h1>
    <etalase-shop token="demo" api="/api/v1" proxy="/proxy"
      id-user="130173" token-user="demo-user">${element}
      <h2>Cara memesan</h2><p>Pilih, isi, bayar.</p></etalase-shop></body></html>`;

let demo: DemoServer;
let browser: Browser;

before(async () => {
  demo = await startDemo(4310);
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await demo.close();
});

/** Text of the page's own, below every element. */
const addTexts = (html: string): string =>
  html.replace(/<\/etalase-[a-z]+>/g, (tag) => `${tag}<p>Teks dari halaman ini, di bawahnya.</p>`);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function slowDown(page: Page, html?: string): Promise<void> {
  await page.route('**/dist/**', async (route) => {
    await pause(SCRIPT_DELAY_MS);
    await route.continue();
  });
  await page.route(/\/(api|proxy)\//, async (route) => {
    await pause(ANSWER_DELAY_MS);
    await route.continue();
  });
  await page.route(/(\/|\.html)$/, async (route) => {
    if (html !== undefined) return route.fulfill({ body: html, contentType: 'text/html' });
    const response = await route.fetch();
    return route.fulfill({ response, body: addTexts(await response.text()) });
  });
}

async function expectStill(viewport: typeof PHONE, path: string, html?: string): Promise<void> {
  const context = await browser.newContext({ viewport });
  try {
    const { page } = await recordErrors(await context.newPage());
    await slowDown(page, html);
    await page.goto(demo.origin + path);
    await page.waitForLoadState('networkidle');
    const shift = Number(await page.evaluate('shift'));
    assert.ok(shift <= MAX_SHIFT, `${String(shift)}: ${String(await page.evaluate('moved'))}`);
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

suite('nothing jumps', { concurrency: 4 }, () => {
  for (const viewport of WIDTHS) {
    for (const path of paths) {
      test(`${path} at ${String(viewport.width)} px`, () => expectStill(viewport, path));
    }
    for (const element of ELEMENTS) {
      test(`${element} at ${String(viewport.width)} px`, () =>
        expectStill(viewport, '/', pageOf(element)));
    }
  }
});
