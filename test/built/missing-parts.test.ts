/** A part of the script that cannot be loaded: said in its place, and loaded again by itself. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { ServedSandbox } from '../../src/sandbox/serve.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { launchChromium, PHONE } from '../support/chromium.js';
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

suite('a part that cannot be loaded', () => {
  for (const [name, script] of Object.entries(SCRIPTS)) {
    for (const how of ['online', 'button'] as const) {
      test(`${name}: says so, and comes after ${how}`, async () => {
        const { token, api } = await openSandboxShop(sandbox.origin);
        const tag = `<etalase-shop token="${token}" api="${api}" proxy="${sandbox.origin}/none">
          <etalase-topup></etalase-topup></etalase-shop>`;
        const site = await serveSite({ pages: { '/': `<!doctype html>${script}${tag}` } });
        const page = await browser.newPage({ viewport: PHONE });
        try {
          const parts = /chunks\/|etalase\.topup\.global/;
          await page.route(parts, (route) => route.abort());
          await page.goto(site.origin);
          const message = page.locator('etalase-missing [role=alert]');
          await message.waitFor();
          assert.match(await message.innerText(), /Belum bisa terhubung/);
          await page.unroute(parts);
          if (how === 'button') await message.getByRole('button').click();
          else await page.evaluate(`dispatchEvent(new Event('online'))`);
          await page.waitForFunction(`customElements.get('etalase-topup')`);
          await message.waitFor({ state: 'detached' });
          await page.locator('etalase-topup .etalase').waitFor();
          assert.equal(await page.locator('etalase-topup .etalase').count(), 1);
        } finally {
          await page.close();
          await site.close();
        }
      });
    }
  }
});
