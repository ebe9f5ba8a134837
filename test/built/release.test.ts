/** The archive for a designer's own hosting: unpacked, opened by a double click, and loaded from another host. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { unzipSync } from 'fflate';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { collectFiles, pack } from '../../demo/archive/pack.js';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';
import { axeViolations } from '../support/pages/axe.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import { PROJECT } from '../support/command.js';
import { serveFetch, type Served } from '../support/listen.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { serveSite } from '../support/serve.js';

const VERSION = '1.2.3';
const FOLDER = `etalase/${VERSION}`;

const make = (): Uint8Array => pack(collectFiles({ project: PROJECT, version: VERSION }));
const textOf = (files: Record<string, Uint8Array>, path: string): string =>
  Buffer.from(files[`${FOLDER}/${path}`] ?? []).toString('utf8');

suite('the archive', () => {
  const bytes = make();
  const files = unzipSync(bytes);

  test('has the same bytes each time', () => assert.deepEqual(make(), bytes));

  test('holds what a hosting and a designer need, below the path of the script', () => {
    const paths = Object.keys(files).map((path) => path.replace(`${FOLDER}/`, ''));
    const below = (folder: string, parent = 'demo'): string[] =>
      readdirSync(join(PROJECT, parent, folder)).map((name) => `${folder}/${name}`);
    assert.deepEqual(
      paths.sort(),
      [
        '.htaccess',
        'BACA-DULU.txt',
        'LICENSE',
        'READ-ME-FIRST.txt',
        'etalase.global.js',
        'etalase.js',
        'etalase.topup.global.js',
        'mulai.html',
        ...below('chunks', 'dist'),
        ...below('pages'),
        ...below('themes'),
        ...below('workshop', 'dist'),
      ].sort(),
    );
  });

  test('names its own version, and the script on the own hosting', () => {
    const texts = Object.keys(files)
      .map((path) => path.replace(`${FOLDER}/`, ''))
      .filter((path) => /^(pages\/.*|.*\.txt|mulai\.html)$/.test(path));
    assert.ok(texts.length > 10);
    for (const path of texts) {
      const text = textOf(files, path);
      assert.ok(text.includes(`https://ALAMAT-ANDA/${FOLDER}/etalase.js`), path);
      assert.doesNotMatch(text, /VERSI\b|latest\.js/, path);
    }
  });
});

suite('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etalase-release-'));
  const start = join(folder, FOLDER, 'mulai.html');
  const requests: string[] = [];
  let sandbox: ServedSandbox;
  let hosting: Served;
  let browser: Browser;

  before(async () => {
    for (const [path, bytes] of Object.entries(unzipSync(make()))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    sandbox = await serveSandbox();
    // What .htaccess says, for a server that does not read it.
    const app = new Hono().use(async (context, next) => {
      await next();
      if (context.req.path.endsWith('.js')) context.header('Access-Control-Allow-Origin', '*');
    });
    app.get('*', serveStatic({ root: folder }));
    hosting = await serveFetch(app.fetch);
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    await hosting.close();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  async function open(url: string, act: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: PHONE });
    try {
      const { page, errors } = await recordErrors(await context.newPage());
      page.on('request', (request) => requests.push(request.url()));
      requests.length = 0;
      await page.goto(url);
      await act(page);
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
    }
  }

  test('a double click shows the steps, and asks nobody for anything', () =>
    open(pathToFileURL(start).href, async (page) => {
      await page.getByRole('heading', { name: 'Toko Anda, tiga langkah lagi' }).waitFor();
      assert.equal(await page.locator('etalase-shop').count(), 0);
      assert.match(
        await page.locator('#snippet').innerText(),
        /^<script type="module" src="https:\/\/ALAMAT-ANDA\/etalase\/1\.2\.3\/etalase\.js"><\/script>\n<etalase-shop .*><\/etalase-shop>$/,
      );
      await page.getByRole('button', { name: 'Salin' }).click();
      await page.getByRole('button', { name: 'Tersalin' }).waitFor();
      assert.deepEqual(await axeViolations(page), []);
      assert.deepEqual(
        requests.filter((url) => !url.startsWith('file:')),
        [],
      );
    }));

  test('the steps lead to the workshop, also from a file', () =>
    open(pathToFileURL(start).href, async (page) => {
      await page.getByRole('link', { name: 'Pembuat kode' }).click();
      await page.getByRole('button', { name: 'Salin kode' }).waitFor();
    }));

  test('with a token in it, a double click shows the shop, and a product', async () => {
    const { token, api } = await openSandboxShop(sandbox.origin);
    const withToken = join(dirname(start), 'toko.html');
    const html = readFileSync(start, 'utf8');
    const ours = html.replace('token="TOKEN_TOKO"></', `token="${token}" api="${api}"></`);
    writeFileSync(withToken, ours);
    await open(pathToFileURL(withToken).href, async (page) => {
      await page.locator('etalase-products .card').first().click();
      await page.locator('dialog[open] .clamped').first().waitFor();
      assert.equal(await page.locator('#steps').count(), 0);
    });
  });

  test('on the hosting, the page tells the address to paste', () =>
    open(`${hosting.origin}/${FOLDER}/mulai.html`, async (page) => {
      const snippet = await page.locator('#snippet').innerText();
      assert.ok(snippet.includes(` src="${hosting.origin}/${FOLDER}/etalase.js"`), snippet);
    }));

  for (const [kind, script] of [
    ['its script', 'type="module" src="ADDRESS/etalase.js"'],
    ['its plain script', 'src="ADDRESS/etalase.global.js" defer'],
  ] as const) {
    test(`a finished page on another host loads ${kind}`, async () => {
      const { token, api } = await openSandboxShop(sandbox.origin);
      const html = readFileSync(join(folder, FOLDER, 'pages/whole-shop.html'), 'utf8')
        .replace(
          /type="module" src="[^"]*"/,
          script.replace('ADDRESS', `${hosting.origin}/${FOLDER}`),
        )
        .replace('token="TOKEN_TOKO"', `token="${token}" api="${api}"`);
      const site = await serveSite({ pages: { '/': html } });
      await open(site.origin, async (page) => {
        await page.locator('etalase-products .card').first().waitFor();
        await page.locator('etalase-search input').waitFor();
      }).finally(() => site.close());
    });
  }
});
