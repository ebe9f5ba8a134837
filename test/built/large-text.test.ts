/** Larger text on narrow screens: every demo page keeps its words and amounts whole, and on the screen. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.js';
import { startDemo, type DemoServer } from '../support/pages/demo-server.js';
import { LAYOUT_FAULTS, scaleText } from '../support/pages/large-text.js';

/** A page, and what the shopper taps there. */
const SCENES: readonly (readonly [path: string, tapped?: string])[] = [
  ['/'],
  ['/', 'etalase-products .card'],
  ['/demo/elements.html'],
  ['/demo/guest.html'],
  ['/demo/topup.html'],
  ['/demo/topup.html', 'etalase-topup .tile'],
];

let demo: DemoServer;
let browser: Browser;

before(async () => {
  demo = await startDemo(4330);
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await demo.close();
});

suite('larger text on a narrow screen', { concurrency: 3 }, () => {
  for (const [width, factor] of [
    [280, 1],
    [280, 1.3],
    [320, 2],
  ] as const) {
    for (const [path, tapped] of SCENES) {
      test(`${path} ${tapped ?? ''} at ${String(width)} px, text ×${String(factor)}`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 740 } });
        try {
          const page = await context.newPage();
          await page.addInitScript(scaleText(factor));
          await page.goto(demo.origin + path);
          await page.waitForLoadState('networkidle');
          if (tapped !== undefined) {
            await page.locator(tapped).first().click();
            await page.waitForLoadState('networkidle');
          }
          assert.deepEqual(await page.evaluate(LAYOUT_FAULTS), []);
        } finally {
          await context.close();
        }
      });
    }
  }
});
