/** What README.md and the two guides say is true: their blocks run, their tables are complete. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page, Route } from 'playwright-core';
import { products } from '../../src/open-api/products.js';
import { slides } from '../../src/open-api/slides.js';
import { sandboxUsage } from '../../src/sandbox/command.js';
import type { ServedSandbox } from '../../src/sandbox/serve.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { english } from '../../src/texts/en.js';
import { moreIndonesian } from '../../src/texts/id-more.js';
import { indonesian } from '../../src/texts/id.js';
import { launchChromium, PHONE, watch } from '../support/chromium.js';
import { serveSite } from '../support/serve.js';
import type { TestShop } from '../support/shops.js';
import { openShop } from '../support/shops.js';

const PROJECT = join(import.meta.dirname, '../..');
const GUIDES = ['docs/panduan.md', 'docs/guide.md'] as const;
const PAGES = ['README.md', ...GUIDES] as const;

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

const allOf = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);

const sorted = (names: Iterable<string>): string[] => Array.from(new Set(names)).sort();

interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

function blocksOf(file: string): Block[] {
  const text = read(file);
  return Array.from(text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm), (match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    code: match[2] ?? '',
  }));
}

const htmlBlocks = PAGES.flatMap(blocksOf).filter(({ language }) => language === 'html');

/** What stands below a heading that holds `title`, up to the next of its level or above. */
function sectionOf(file: string, title: string): string {
  const lines = read(file).split('\n');
  const start = lines.findIndex((line) => line.startsWith('#') && line.includes(title));
  assert.ok(start >= 0, `${file} has no heading with ${title}`);
  const level = lines[start]?.indexOf(' ') ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The cells of every row whose first cell is `` `name` ``. */
const rowsOf = (text: string): string[][] =>
  allOf(text, /^\| (`.*) \|$/gm).map((row) => row.split(' | ').map((cell) => cell.trim()));

const nameIn = (cell = ''): string => /^`(.+)`$/.exec(cell)?.[1] ?? cell;

const OPEN_API = 'https://openapi.bukaolshop.net';
/** Where `etalase sandbox` listens unless told otherwise. */
const SANDBOX = 'http://127.0.0.1:8788';
const HOSTS = /^https:\/\/(alamat-anda|your-address)\/etalase\/\d+\.\d+\.\d+\//;

let sandbox: ServedSandbox;
let browser: Browser;

before(async () => {
  sandbox = await serveSandbox({ publicUrl: OPEN_API });
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await sandbox.close();
});

/** The page's host, bukaOlshop and the sandbox's own address; nothing else can be reached. */
async function answer(route: Route, strangers: string[]): Promise<void> {
  const url = new URL(route.request().url());
  if (HOSTS.test(url.href)) {
    const path = join(PROJECT, 'dist', url.pathname.split('/').slice(3).join('/'));
    const headers = { 'Access-Control-Allow-Origin': '*' };
    return route.fulfill(
      existsSync(path)
        ? { path, headers, contentType: 'text/javascript' }
        : { status: 404, headers },
    );
  }
  if (url.origin === OPEN_API || url.origin === SANDBOX) {
    const response = await route.fetch({ url: sandbox.origin + url.pathname + url.search });
    return route.fulfill({ response });
  }
  strangers.push(`asked for ${url.href}`);
  return route.abort();
}

/** As text: the compiler's helpers do not exist in the page. */
const STATES = `(() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName.startsWith('etalase-')) found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found.map((element) => {
    const root = element.shadowRoot;
    const state = !root ? 'undefined'
      : ['skeleton', 'error', 'stale', 'guest'].find((part) => root.querySelector('[part~=' + part + ']'));
    const isSeen = element.getBoundingClientRect().height > 0;
    return element.localName + ': ' + (state || (isSeen ? 'shown' : 'not seen'));
  });
})()`;

const statesOf = (page: Page): Promise<string[]> => page.evaluate(STATES);

interface Run {
  readonly page: Page;
  readonly shop: TestShop;
  /** so far */
  readonly errors: () => string[];
}

const PERSON = [/\{\{id_user\}\}/g, /\{\{token_user\}\}/g] as const;

async function fillIn(code: string, shop: TestShop, isShopper: boolean): Promise<string> {
  const list = await fetch(`${sandbox.origin}/v1/app/produk?token=demo`);
  const { data } = (await list.json()) as { data: { id_produk: string; id_kategori: string }[] };
  const [first] = data;
  assert.ok(first);
  const filled = code
    .replace(/TOKEN_TOKO|SHOP_TOKEN/g, shop.token)
    .replace(/ID_PRODUK|PRODUCT_ID/g, first.id_produk)
    .replace(/ID_KATEGORI|CATEGORY_ID/g, first.id_kategori);
  return isShopper ? filled.replace(PERSON[0], '130173').replace(PERSON[1], 'demo-user') : filled;
}

const pageOf = (code: string): string =>
  /^<!doctype/i.test(code)
    ? code
    : `<!doctype html><html lang="id"><head><meta charset="utf-8">
       <meta name="viewport" content="width=device-width, initial-scale=1"><title>Toko</title>
       </head><body>${code}</body></html>`;

/** Opens a block as the page it is pasted into, and waits until it has settled. */
async function run(
  { code }: Block,
  isShopper: boolean,
  act: (run: Run) => Promise<void>,
): Promise<void> {
  const shop = await openShop(sandbox.origin);
  const site = await serveSite({ pages: { '/': pageOf(await fillIn(code, shop, isShopper)) } });
  const context = await browser.newContext({ viewport: PHONE });
  const strangers: string[] = [];
  await context.route(
    ({ origin }) => origin !== site.origin,
    (route) => answer(route, strangers),
  );
  try {
    const { page, errors } = await watch(await context.newPage());
    await page.goto(site.origin);
    await settle(page);
    await act({ page, shop, errors: () => [...errors, ...strangers] });
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    await site.close();
  }
}

/** Asked again and again from outside: a page with a strict policy would not wait by itself. */
async function settle(page: Page): Promise<void> {
  const end = Date.now() + 8000;
  const isUnsettled = (state: string) => /: (skeleton|undefined|not seen)$/.test(state);
  // Whatever has not come by then is said by name, not as a timeout.
  while (Date.now() < end && (await statesOf(page)).some(isUnsettled)) {
    await page.waitForTimeout(50);
  }
  await page.waitForLoadState('networkidle');
}

/** Elements that show a guest an invitation instead of what is the shopper's own. */
const PERSONAL = /^etalase-(balance|ledger|transactions)$/;

suite('every block of HTML runs as it stands', { concurrency: 3 }, () => {
  test('there are some, in every file', () => {
    for (const file of PAGES) {
      const count = htmlBlocks.filter((block) => block.file === file).length;
      assert.equal(count, read(file).split('```html').length - 1, `${file}: not all were found`);
      assert.ok(count > 0, file);
    }
  });

  for (const block of htmlBlocks) {
    for (const isShopper of block.code.includes('{{') ? [false, true] : [false]) {
      const isKnown = isShopper || /id-user="\d/.test(block.code);
      const who = isShopper ? 'a shopper' : 'a guest';
      test(`${block.file}:${block.line}, for ${who}`, () =>
        run(block, isShopper, async ({ page, shop, errors }) => {
          const states = await statesOf(page);
          assert.ok(states.length > 0, 'no element');
          for (const state of states) {
            const [tag = ''] = state.split(': ');
            const wanted = PERSONAL.test(tag) && !isKnown ? 'guest' : 'shown';
            assert.equal(state, `${tag}: ${wanted}`);
          }
          if (block.code.includes('rel="preload"')) await checkPreload(page, shop);
          assert.deepEqual(errors(), []);
        }));
    }
  }
});

/** Asked once, preload and all, and not at all by a visit soon after. */
async function checkPreload(page: Page, shop: TestShop): Promise<void> {
  const count = async () => (await shop.paths()).filter((path) => path === '/app/produk').length;
  assert.equal(await count(), 1);
  await page.reload();
  await settle(page);
  assert.equal(await count(), 1);
}

suite('the examples with events do what they say', () => {
  for (const file of GUIDES) {
    const blocks = htmlBlocks.filter((block) => block.file === file);
    const listening = (name: string): Block => {
      const found = blocks.find(({ code }) => code.includes(`addEventListener('${name}'`));
      assert.ok(found, `${file} has no example of ${name}`);
      return found;
    };
    const card = 'etalase-products [part~=card]';

    test(`${file}: etalase-select`, () =>
      run(listening('etalase-select'), false, async ({ page }) => {
        await page.locator(card).first().click();
        await page.waitForURL(`${OPEN_API}/toko/**`);
      }));

    test(`${file}: etalase-buy`, () =>
      run(listening('etalase-buy'), false, async ({ page }) => {
        await page.locator(card).first().click();
        for (const group of await page.getByRole('radiogroup').all()) {
          await group.locator('label').first().click();
        }
        const asked = page.waitForRequest(/^https:\/\/wa\.me\/\d+\?text=/);
        await page.locator('etalase-product [part~=buy]').click();
        await asked;
      }));
  }
});

interface Documented {
  readonly parent: string;
  readonly tag: string | undefined;
  readonly attributes: readonly string[];
  readonly slots: readonly string[];
  readonly parts: readonly string[];
  readonly events: readonly string[];
  readonly properties: readonly string[];
}

const ELEMENTS = readdirSync(join(PROJECT, 'src/elements')).filter((file) => file.endsWith('.ts'));
const sources = ELEMENTS.map((file) => read(`src/elements/${file}`));

/** What the comment above each class documents; the built manifest lists inner states too. */
const documented = new Map<string, Documented>();
for (const source of sources) {
  const classes =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:abstract )?class (\w+) extends (\w+)/g;
  for (const [, comment = '', name = '', parent = ''] of source.matchAll(classes)) {
    documented.set(name, {
      parent,
      tag: /@tag ([\w-]+)/.exec(comment)?.[1],
      attributes: allOf(comment, /@attr ([\w-]+)/g),
      slots: allOf(comment, /@slot ([a-z][\w-]*) - /g),
      parts: allOf(comment, /@csspart ([\w-]+)/g),
      events: allOf(comment, /@fires ([\w-]+)/g),
      properties: allOf(comment, /@cssprop (--[\w-]+)/g),
    });
  }
}

const BASE = 'EtalaseElement';

/** A class's own, and what it has from those between it and the base of all. */
const linesOf = (name: string): Documented[] => {
  const own = documented.get(name);
  return own && name !== BASE ? [own, ...linesOf(own.parent)] : [];
};

const elements = Array.from(documented).flatMap(([name, { tag }]) => {
  if (tag === undefined) return [];
  const lines = linesOf(name);
  const all = (of: (line: Documented) => readonly string[]) => lines.flatMap(of);
  return [
    {
      tag,
      attributes: all(({ attributes }) => attributes),
      slots: all(({ slots }) => slots),
      parts: all(({ parts }) => parts),
      events: all(({ events }) => events),
    },
  ];
});

/** What may stand in `part="…"`, wherever it is written. */
const writtenParts = new Set(
  sources
    .flatMap((source) => allOf(source, /\bpart=("[^"]*"|\$\{[^}]*\})/g))
    .flatMap((value) => value.match(/[a-z][\w-]*/g) ?? []),
);

for (const file of GUIDES) {
  suite(`${file} is complete`, () => {
    test('every element with its attributes, slots and events, in its own chapter', () => {
      assert.ok(elements.length >= 10);
      for (const { tag, attributes, slots, events } of elements) {
        const chapter = sectionOf(file, `\`<${tag}>\``);
        const missing = [...attributes, ...slots, ...events].filter(
          (name) => !chapter.includes(`\`${name}\``),
        );
        assert.deepEqual(missing, [], `<${tag}>`);
      }
    });

    test('every part, and no part that does not exist', () => {
      const rows = rowsOf(sectionOf(file, '::part()')).map(([first = '', ...rest]) => ({
        name: nameIn(first),
        parts: allOf(rest.join(' '), /`([\w-]+)`/g),
      }));
      for (const { tag, parts } of elements) {
        const row = rows.find(({ name }) => name === `<${tag}>`);
        const missing = parts.filter((part) => !row?.parts.includes(part));
        assert.deepEqual(missing, [], `<${tag}>`);
      }
      const named = rows.flatMap(({ parts }) => parts);
      const shared = documented.get(BASE);
      assert.ok(shared);
      assert.deepEqual(
        shared.parts.filter((part) => !named.includes(part)),
        [],
      );
      for (const slot of shared.slots) assert.ok(read(file).includes(`slot="${slot}"`), slot);
      assert.deepEqual(
        named.filter((part) => !writtenParts.has(part)),
        [],
      );
    });

    test('every custom property, and no other', () => {
      const real = documented.get(BASE)?.properties ?? [];
      assert.ok(real.length > 0);
      assert.deepEqual(sorted(allOf(read(file), /(--etalase-[a-z]+)\b/g)), sorted(real));
    });

    test('every field and every binding of a template', () => {
      const chapter = sectionOf(file, '`<template>`');
      const rows = rowsOf(chapter).map(([name]) => nameIn(name));
      const fields = Object.keys({
        ...products.row.parse({ id_produk: '1', nama_produk: 'a' }),
        ...slides.row.parse({ url_gambar_slide: 'https://a.id/' }),
      });
      const [bound = ''] = allOf(
        read('src/elements/template-items.ts'),
        /\{ (.+) \} = element\.d/g,
      );
      const bindings = bound.split(', ').map((name) => `data-${name.replace(/:.*/, '')}`);
      assert.deepEqual(sorted(rows), sorted([...fields, ...bindings]));
    });

    test('every text with its words in both languages', () => {
      const texts: Readonly<Record<string, string>> = { ...indonesian, ...moreIndonesian };
      const source = Object.entries(english).map(([name, text]) => [name, texts[name], text]);
      const rows = rowsOf(sectionOf(file, '`texts`')).map(([name, ...words]) => [
        nameIn(name),
        ...words,
      ]);
      const byName = (a: (string | undefined)[], b: (string | undefined)[]) =>
        String(a[0]) < String(b[0]) ? -1 : 1;
      assert.deepEqual(rows.sort(byName), source.sort(byName));
    });

    test('every code of an error', () => {
      const [union = ''] = allOf(read('src/open-api/result.ts'), /type ErrorCode =([^;]+);/g);
      const codes = allOf(union, /\| '([\w-]+)'/g);
      assert.ok(codes.length > 5);
      const rows = rowsOf(sectionOf(file, '`etalase-error`')).map(([name]) => nameIn(name));
      assert.deepEqual(sorted(rows), sorted(codes));
    });

    test('every option of the sandbox', () => {
      const chapter = sectionOf(file, '`etalase sandbox`');
      const rows = rowsOf(chapter).map(([name = '']) => nameIn(name).replace(/ .*/, ''));
      assert.deepEqual(sorted(rows), sorted(allOf(sandboxUsage, /(--\w+)/g)));
    });

    test('what programs import exists', () => {
      const code = blocksOf(file).filter(({ language }) => language === 'js');
      const exported = allOf(read('src/index.ts'), /export \{ (.+) \}/g)
        .join(', ')
        .split(', ');
      const named = code.flatMap((block) => allOf(block.code, /import \{ (.+) \} from 'etalase'/g));
      assert.ok(named.length > 0);
      const unknown = named
        .join(', ')
        .split(', ')
        .filter((name) => !exported.includes(name));
      assert.deepEqual(unknown, []);
      assert.match(read('package.json'), /"\.\/define"/);
    });
  });
}

suite('the documents hold together', () => {
  test('the two guides have the same chapters and the same blocks', () => {
    const [one, other] = GUIDES.map((file) => ({
      headings: allOf(read(file).replace(/^```[\s\S]*?^```$/gm, ''), /^(#+) /gm),
      languages: blocksOf(file).map(({ language }) => language),
    }));
    assert.deepEqual(one, other);
  });

  test('links lead somewhere', () => {
    const anchorsOf = (file: string) =>
      allOf(read(file), /^#+ (.+)$/gm).map((heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replace(/ /g, '-'),
      );
    for (const file of PAGES) {
      for (const link of allOf(read(file), /\]\(([^)]+)\)/g)) {
        if (link.startsWith('https:')) continue;
        const [path = '', anchor] = link.split('#');
        const target = path ? join(dirname(file), path) : file;
        assert.ok(existsSync(join(PROJECT, target)), `${file}: ${link}`);
        if (anchor) assert.ok(anchorsOf(target).includes(anchor), `${file}: ${link}`);
      }
    }
  });

  test('addresses name this version, and code is in a language that is checked', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    for (const file of PAGES) {
      assert.deepEqual(sorted(allOf(read(file), /\/(\d+\.\d+\.\d+)\//g)), [version], file);
      const languages = sorted(blocksOf(file).map(({ language }) => language));
      assert.deepEqual(
        languages.filter((name) => !/^(html|js|sh|http)$/.test(name)),
        [],
        file,
      );
    }
  });
});
