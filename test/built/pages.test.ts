/** The finished pages and the themes: as they are copied, and as shoppers see them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { axeViolations } from '../support/pages/axe.js';
import { launchChromium, PHONE, recordErrors } from '../support/chromium.js';
import { PROJECT } from '../support/command.js';
import { startDemo, type DemoServer } from '../support/pages/demo-server.js';
import { LAYOUT_FAULTS, scaleText } from '../support/pages/large-text.js';
import { statesOf, waitUntilSettled } from './docs/docs-page.js';

const MAX_LINES = 60;
const MAX_SHIFT = 0.01;
const CONTRAST = ['color-contrast'];
const SCHEMES = ['light', 'dark'] as const;
const PAGES = join(PROJECT, 'demo/pages');
const THEMES = join(PROJECT, 'demo/themes');

const pages = readdirSync(PAGES);
const themes = readdirSync(THEMES);
const readPage = (name: string): string => readFileSync(join(PAGES, name), 'utf8');
const readTheme = (name: string): string => readFileSync(join(THEMES, name), 'utf8');
const allOf = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);

const manifest = z.object({
  modules: z.array(
    z.object({
      declarations: z.array(
        z.object({
          tagName: z.string().optional(),
          attributes: z.array(z.object({ name: z.string() })).optional(),
        }),
      ),
    }),
  ),
});

/** Attributes by tag. */
function readElements(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(PROJECT, 'dist/custom-elements.json'), 'utf8');
  const declarations = manifest
    .parse(JSON.parse(text))
    .modules.flatMap((each) => each.declarations);
  return new Map(
    declarations.flatMap(({ tagName, attributes = [] }) =>
      tagName === undefined ? [] : [[tagName, attributes.map(({ name }) => name)] as const],
    ),
  );
}

suite('the text of a finished page', () => {
  const elements = readElements();

  test('there are eight', () => assert.equal(pages.length, 8));

  for (const name of pages) {
    test(`${name}: is short, names itself, and has the two lines`, () => {
      const html = readPage(name);
      assert.ok(html.split('\n').length - 1 <= MAX_LINES);
      assert.match(html, /^<!-- [^·\n]+ · [^·:\n]+: [^·\n]+\. · [^·\n]+\. -->\n<!doctype html>\n/);
      const [body = ''] = allOf(html, /<body>\n([\s\S]*)<\/body>/g);
      assert.equal(
        body.split('<script type="module" src="https://PROKSI-ANDA/etalase/latest.js"></script>\n')
          .length,
        2,
      );
      assert.deepEqual(
        allOf(body, /(<etalase-shop token[^>]*?)(?: proxy="https:\/\/PROKSI-ANDA")?>/g),
        ['<etalase-shop token="TOKEN_TOKO" id-user="{{id_user}}" token-user="{{token_user}}"'],
      );
      assert.equal(/<etalase-(topup|orders)/.test(body), body.includes(' proxy='));
    });

    test(`${name}: holds only elements and attributes that exist`, () => {
      for (const [, tag = '', attributes = ''] of readPage(name).matchAll(
        /<(etalase-[\w-]+)([^>]*)>/g,
      )) {
        const known = elements.get(tag);
        assert.ok(known, tag);
        const used = allOf(attributes, /([\w-]+)=/g);
        assert.deepEqual(
          used.filter((each) => !known.includes(each)),
          [],
          tag,
        );
      }
    });
  }
});

suite('the text of a theme', () => {
  const PROPERTIES = /^(accent|surface|text|muted|line|danger|success|radius|gap|font)$/;

  test('there are six', () => assert.equal(themes.length, 6));

  for (const name of themes) {
    test(`${name}: holds nothing but custom properties, the same for both ways to dark`, () => {
      const css = readTheme(name);
      assert.match(css, /^\/\* [^·\n]+ · [^·\n]+ \*\/\netalase-shop \{\n/);
      const rules = allOf(css, /etalase-shop\S* \{([^}]*)\}/g).map((rule) =>
        rule
          .split(';')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
      assert.equal(rules.length, 3);
      assert.deepEqual(rules[1], rules[2]);
      for (const line of rules.flat()) {
        const [, property = '', value = ''] = /^--etalase-([a-z]+): (.*)$/.exec(line) ?? [];
        assert.match(property, PROPERTIES, line);
        assert.match(value, /^(#[\da-f]{3}|#[\da-f]{6}|\d+px)$/, line);
      }
    });
  }
});

suite('in a browser', { concurrency: 2 }, () => {
  let demo: DemoServer;
  let browser: Browser;

  before(async () => {
    demo = await startDemo(4350);
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    await demo.close();
  });

  async function open(
    path: string,
    width: number,
    act: (page: Page) => Promise<void>,
    factor = 1,
  ): Promise<void> {
    const context = await browser.newContext({
      viewport: { ...PHONE, width },
      reducedMotion: 'reduce',
    });
    try {
      const { page, errors } = await recordErrors(await context.newPage());
      if (factor !== 1) await page.addInitScript(scaleText(factor));
      await page.goto(demo.origin + path);
      await waitUntilSettled(page);
      await act(page);
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
    }
  }

  for (const name of pages) {
    test(`${name}: shows a shopper everything, still, for all, in light and dark`, () =>
      open(`/demo/pages/${name}`, PHONE.width, async (page) => {
        assert.deepEqual(
          (await statesOf(page)).filter((state) => !state.endsWith(': shown')),
          [],
        );
        const [shift, moved] = await page.evaluate<[number, string]>('[shift, moved]');
        assert.ok(shift <= MAX_SHIFT, `${String(shift)}: ${moved}`);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          const rules = colorScheme === 'light' ? undefined : CONTRAST;
          assert.deepEqual(await axeViolations(page, rules), [], colorScheme);
        }
        for (const width of [280, 768, 1280]) {
          await page.setViewportSize({ width, height: PHONE.height });
          assert.deepEqual(await page.evaluate(LAYOUT_FAULTS), [], String(width));
        }
      }));

    test(`${name}: invites a guest, with text of twice the size`, () =>
      open(
        `/demo/pages/${name}?guest`,
        320,
        async (page) => {
          const states = await statesOf(page);
          assert.deepEqual(
            states.filter((state) => !/: (shown|guest)$/.test(state)),
            [],
          );
          assert.deepEqual(await page.evaluate(LAYOUT_FAULTS), []);
        },
        2,
      ));
  }

  test('every theme keeps the contrast of all text, in light and dark', () =>
    open('/demo/pages/account.html', 1280, async (page) => {
      await page.evaluate(`document.querySelector('main').innerHTML = \`
        <etalase-search></etalase-search><etalase-balance></etalase-balance>
        <etalase-categories></etalase-categories><etalase-products per-page="10"></etalase-products>
        <etalase-product product-id="5000135"></etalase-product><etalase-transactions></etalase-transactions>
        <etalase-topup provider="snapcart" product="pulsa:TELKOMSEL"></etalase-topup>\``);
      await waitUntilSettled(page);
      await page.evaluate(`document.head.append(document.createElement('style'))`);
      for (const name of themes) {
        await page.evaluate(
          `document.head.lastChild.textContent = ${JSON.stringify(readTheme(name))}`,
        );
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          // The elements adjust their contrast within some frames.
          await page.waitForTimeout(250);
          const found = await axeViolations(page, CONTRAST);
          assert.deepEqual(found, [], `${name} ${colorScheme}`);
        }
      }
    }));
});
