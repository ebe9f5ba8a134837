import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { CHROME_FLAGS, findBrowser } from './browser.js';

export const PHONE = { width: 360, height: 740 };

export const launchChromium = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: findBrowser(), args: [...CHROME_FLAGS, ...flags] });

export interface Visit {
  readonly page: Page;
  /** Console errors, uncaught errors and unhandled rejections. */
  readonly errors: string[];
}

/** Records a tab's errors, and its layout shifts in `window.shift` and `window.moved`. */
export async function recordErrors(page: Page): Promise<Visit> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  // As text, because the compiler's helpers do not exist in the page.
  await page.addInitScript(`
    window.shift = 0;
    window.moved = '';
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        window.shift += entry.value;
        for (const { node, previousRect, currentRect } of entry.sources)
          window.moved += (node && (node.localName + '.' + node.className)) + ' ' +
            previousRect.y + ' to ' + currentRect.y + '; ';
      }
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  return { page, errors };
}
