/** Larger text on narrow screens: every demo page keeps its words and amounts whole, and on the screen. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, suite, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { PROJECT } from '../support/command.js';
import { launchChromium } from '../support/chromium.js';

/** A page, and what the shopper taps there. */
const SCENES: readonly (readonly [path: string, tapped?: string])[] = [
  ['/'],
  ['/', 'etalase-products .card'],
  ['/demo/elements.html'],
  ['/demo/guest.html'],
  ['/demo/topup.html'],
  ['/demo/topup.html', 'etalase-topup .tile'],
];

/** Android's text size multiplies fonts and lines, and nothing else. */
const scaleText = (factor: number) => `
  const replaceSync = CSSStyleSheet.prototype.replaceSync;
  const scale = (all, name, px) => name + ':' + px * ${factor} + 'px';
  CSSStyleSheet.prototype.replaceSync = function (css) {
    return replaceSync.call(this, css.replace(/(font-size|line-height):\\s*([\\d.]+)px/g, scale));
  };`;

/** What stands out of the screen sideways, what is cut off, and amounts on more than one line. */
const FAULTS = `(() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const path = (element) => {
    const host = element.getRootNode().host;
    return (host ? host.localName + ' ' : '') + element.localName + '.' + (element.getAttribute('class') || '');
  };
  const scrolls = (element) => {
    for (let each = element; each; each = each.assignedSlot || each.parentElement || each.getRootNode().host) {
      const { overflowX } = getComputedStyle(each);
      if (overflowX === 'auto' || overflowX === 'scroll') return true;
    }
    return false;
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (root === document || element.closest('.visually-hidden')) continue;
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || !node.data.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
        if (boxes.length === 0) continue;
        const styles = getComputedStyle(element);
        const isEllipsis = styles.textOverflow === 'ellipsis';
        const text = path(element) + ' "' + node.data.trim().slice(0, 24) + '"';
        if (!scrolls(element) && !isEllipsis && boxes.some((box) => box.right > width + 1 || box.left < -1))
          faults.push('off the screen: ' + text);
        if (/^Rp[\\d.]+$/.test(node.data.trim()) && new Set(boxes.map((box) => Math.round(box.top))).size > 1)
          faults.push('broken amount: ' + text);
        const { overflow } = styles;
        if (overflow === 'hidden' && !isEllipsis && !styles.webkitLineClamp.match(/\\d/) &&
            (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2))
          faults.push('cut off: ' + text);
        const control = element.closest('button, a, label, summary');
        if (control && !scrolls(element)) {
          const outer = control.getBoundingClientRect();
          if (boxes.some((box) => !isEllipsis && !styles.webkitLineClamp.match(/\\d/) && (box.bottom > outer.bottom + 3 || box.right > outer.right + 1)))
            faults.push('out of its control: ' + text);
        }
      }
    }
  };
  walk(document);
  if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways');
  return [...new Set(faults)];
})()`;

let demo: ChildProcess;
let origin = '';
let browser: Browser;

before(async () => {
  demo = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts', '--port', '4330'], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.ok(demo.stdout);
  const [line] = (await once(demo.stdout, 'data')) as [Buffer];
  origin = /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? '';
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  demo.kill();
  await once(demo, 'exit');
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
          await page.goto(origin + path);
          await page.waitForLoadState('networkidle');
          if (tapped !== undefined) {
            await page.locator(tapped).first().click();
            await page.waitForLoadState('networkidle');
          }
          assert.deepEqual(await page.evaluate(FAULTS), []);
        } finally {
          await context.close();
        }
      });
    }
  }
});
