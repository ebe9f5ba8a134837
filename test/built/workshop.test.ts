/** The built workshop: what it copies is a shop on an empty page of another host, and so is its preview. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { serveSite, type Site } from '../support/serve.js';

let sandbox: ServedSandbox;
let host: Site;
let browser: Browser;

before(async () => {
  sandbox = await serveSandbox();
  host = await serveSite({ pages: {}, headers: { 'Access-Control-Allow-Origin': '*' } });
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await host.close();
  await sandbox.close();
});

suite('the built workshop', () => {
  test('copies the code of a page that shows products on another host', async () => {
    const { token, api } = await openSandboxShop(sandbox.origin);
    const context = await browser.newContext({
      viewport: PHONE,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    try {
      const { page, errors } = await recordErrors(await context.newPage());
      await page.goto(`${host.origin}/dist/workshop/index.html`);
      // The script beside it was found.
      await page.getByText('Ubah kode yang sudah ada').click();
      await page
        .getByLabel('Tempel kode Anda di sini')
        .fill(`<etalase-shop token="${token}" api="${api}"></etalase-shop>`);
      await page.getByRole('button', { name: 'Baca kode' }).click();
      await page.getByText('Toko tersambung.').waitFor();
      await page.getByRole('button', { name: '#c2185b' }).click();

      await page.getByRole('tab', { name: 'Lihat' }).click();
      const preview = page.frameLocator('iframe');
      await preview.locator('etalase-products .card').first().waitFor();

      await page.getByRole('button', { name: 'Salin kode' }).click();
      const code = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(code, /^<!-- Dibuat dengan Pembuat kode Etalase/);
      assert.ok(code.includes(`src="${host.origin}/dist/etalase.js"`), code);
      assert.ok(code.includes('--etalase-accent: #c2185b'), code);

      const other = await serveSite({ pages: { '/': `<!doctype html><body>${code}</body>` } });
      const visited = await recordErrors(await context.newPage());
      await visited.page.goto(other.origin);
      await visited.page.locator('etalase-products .card').first().waitFor();
      await other.close();
      assert.deepEqual(visited.errors, []);
      // The proxy and the example shop of the demo are looked for, and are not here.
      assert.deepEqual(
        errors.filter((error) => !/404/.test(error)),
        [],
      );
    } finally {
      await context.close();
    }
  });
});
