/** The browser files as the built proxy serves them to a page of another origin. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { proxySettings } from '../../src/sandbox/proxy-settings.js';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';
import { startBuiltProxy } from '../support/built-proxy.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import { PROJECT } from '../support/command.js';
import type { Served } from '../support/listen.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { serveSite } from '../support/serve.js';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));

let sandbox: ServedSandbox;
let browser: Browser;
let proxy: Served;
let origin: string;

before(async () => {
  sandbox = await serveSandbox();
  browser = await launchChromium();
  proxy = await startBuiltProxy(proxySettings(sandbox.origin, 'demo'));
  ({ origin } = proxy);
});

after(async () => {
  await browser.close();
  await proxy.close();
  await sandbox.close();
});

suite('a page of another origin', () => {
  for (const [name, path, kind] of [
    ['latest.js', 'latest.js', 'type="module"'],
    ['etalase.js', `${version}/etalase.js`, 'type="module"'],
    ['etalase.global.js', `${version}/etalase.global.js`, 'defer'],
  ] as const) {
    test(`shows products, their search and the top-up by ${name} of the proxy`, async () => {
      const { token, api } = await openSandboxShop(sandbox.origin);
      const html = `<!doctype html><script ${kind} src="${origin}/etalase/${path}"></script>
        <etalase-shop token="${token}" api="${api}" proxy="${origin}"><etalase-search></etalase-search>
        <etalase-products></etalase-products><etalase-topup></etalase-topup></etalase-shop>`;
      const site = await serveSite({ pages: { '/': html } });
      const context = await browser.newContext({ viewport: PHONE });
      try {
        const { page, errors } = await recordErrors(await context.newPage());
        const loaded: string[] = [];
        page.on('response', (response) => {
          const { pathname, origin: from } = new URL(response.url());
          if (from === origin && pathname.startsWith('/etalase/'))
            loaded.push(`${response.status()} ${pathname}`);
        });
        await page.goto(site.origin);
        await page.locator('etalase-products .card').first().waitFor();
        await page.locator('etalase-search input').waitFor();
        await page.locator('etalase-topup .etalase').waitFor();
        const redirect = `302 /etalase/latest.js`;
        assert.equal(loaded.includes(redirect), name === 'latest.js');
        const files = loaded.filter((each) => each !== redirect);
        assert.ok(files.length >= 2, String(files));
        for (const file of files) assert.ok(file.startsWith(`200 /etalase/${version}/`), file);
        // The shelf refuses a page that the settings do not name.
        assert.deepEqual(
          errors.filter((error) => !error.includes('/v1/shelf') && !/Failed to load/.test(error)),
          [],
        );
      } finally {
        await context.close();
        await site.close();
      }
    });
  }
});
