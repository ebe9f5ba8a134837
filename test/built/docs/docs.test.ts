/** Checks the documents for designers against the code: tables, names and links. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { products } from '../../../src/open-api/products.js';
import { slides } from '../../../src/open-api/slides.js';
import { ORDER_STATUSES } from '../../../src/proxy/contract.js';
import { sandboxUsage } from '../../../src/sandbox/usage.js';
import { english } from '../../../src/texts/en/english.js';
import { lazyIndonesian } from '../../../src/texts/id/lazy.js';
import { purchaseIndonesian } from '../../../src/texts/id/purchase/purchase.js';
import { topupFormIndonesian } from '../../../src/texts/id/purchase/topup-form.js';
import { topupIndonesian } from '../../../src/texts/id/purchase/topup.js';
import { entryIndonesian } from '../../../src/texts/id/entry.js';
import { listToolsIndonesian } from '../../../src/texts/id/list-tools.js';
import { productIndonesian } from '../../../src/texts/id/product.js';
import { storefrontIndonesian } from '../../../src/texts/id/storefront.js';
import { PROJECT } from '../../support/command.js';
import {
  ADVANCED,
  allOf,
  anchorsOf,
  blocksOf,
  DOCUMENTS,
  GUIDES,
  htmlBlocks,
  linksOf,
  nameIn,
  PAGES,
  proseOf,
  read,
  REFERENCES,
  rowsOf,
  sectionOf,
  sorted,
} from '../../support/docs.js';

interface Documented {
  readonly parent: string;
  readonly tag: string | undefined;
  readonly attributes: readonly string[];
  readonly slots: readonly string[];
  readonly parts: readonly string[];
  readonly events: readonly string[];
  readonly properties: readonly string[];
}

const sources = readdirSync(join(PROJECT, 'src/elements'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`src/elements/${file}`));

/** The doc comment of each class. The built manifest also lists internal states. */
const documented = new Map<string, Documented>();
for (const source of sources) {
  const classes =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:abstract )?class (\w+) extends (\w+)/g;
  for (const [, comment = '', name = '', parent = ''] of source.matchAll(classes)) {
    documented.set(name, {
      parent,
      tag: /@tag ([\w-]+)/.exec(comment)?.[1],
      attributes: allOf(comment, /@attr (?:\{[^}]*\} )?\[?([\w-]+)/g),
      slots: allOf(comment, /@slot ([a-z][\w-]*) - /g),
      parts: allOf(comment, /@csspart ([\w-]+)/g),
      events: allOf(comment, /@fires ([\w-]+)/g),
      properties: allOf(comment, /@cssprop (--[\w-]+)/g),
    });
  }
}

/** Opened by other elements, and written in no page. */
const INTERNAL = new Set(['etalase-photos', 'etalase-sheet', 'etalase-topup-section']);

const BASE = 'EtalaseElement';

const isIndonesian = (file: string): boolean => file === REFERENCES[0];

/** Those of a class and of its base classes, up to the common one. */
const linesOf = (name: string): Documented[] => {
  const own = documented.get(name);
  return own && name !== BASE ? [own, ...linesOf(own.parent)] : [];
};

const elements = Array.from(documented).flatMap(([name, { tag }]) => {
  // Elements of elements are no part of the guides.
  if (tag === undefined || INTERNAL.has(tag)) return [];
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

/** The names in a row's schema. */
const fieldsOf = (row: object): readonly string[] =>
  'shape' in row && typeof row.shape === 'object' && row.shape ? Object.keys(row.shape) : [];

const PROPERTIES = documented.get(BASE)?.properties ?? [];
const propertiesIn = (file: string) => sorted(allOf(read(file), /(--etalase-[a-z]+)\b/g));

for (const file of REFERENCES) {
  /** The first cells of the rows below a heading. */
  const namesBelow = (title: string) =>
    sorted(rowsOf(sectionOf(file, title)).map(([name]) => nameIn(name)));

  suite(`${file} is complete`, () => {
    test('every element with its attributes, slots, parts and events, in its own chapter', () => {
      assert.ok(elements.length >= 10);
      for (const { tag, attributes, slots, events, parts } of elements) {
        const chapter = sectionOf(file, `\`<${tag}>\``);
        const missing = [...attributes, ...slots, ...events, ...parts].filter(
          (name) => !chapter.includes(`\`${name}\``),
        );
        assert.deepEqual(missing, [], `<${tag}>`);
      }
    });

    test('what all elements share', () => {
      const shared = documented.get(BASE);
      assert.ok(shared);
      const missing = [...shared.attributes, ...shared.slots, ...shared.parts].filter(
        (name) => !read(file).includes(`\n| \`${name}\` `),
      );
      assert.deepEqual(missing, []);
    });

    test('every custom property, and no other', () => {
      assert.ok(PROPERTIES.length > 0);
      assert.deepEqual(propertiesIn(file), sorted(PROPERTIES));
    });

    test('every field and every binding of a template', () => {
      const [bound = ''] = allOf(
        read('src/elements/controllers/template-items.ts'),
        /\{ (.+) \} = element\.d/g,
      );
      const bindings = bound.split(', ').map((name) => `data-${name.replace(/:.*/, '')}`);
      const fields = [...fieldsOf(products.row), ...fieldsOf(slides.row)];
      const title = isIndonesian(file) ? 'Kartu sendiri' : 'Your own cards';
      assert.deepEqual(namesBelow(title), sorted([...fields, ...bindings]));
    });

    test('every text in both languages', () => {
      const texts: Readonly<Record<string, string>> = {
        ...entryIndonesian,
        ...lazyIndonesian,
        ...storefrontIndonesian,
        ...listToolsIndonesian,
        ...productIndonesian,
        ...purchaseIndonesian,
        ...topupIndonesian,
        ...topupFormIndonesian,
      };
      const source = Object.entries(english).map(([name, text]) => [name, texts[name], text]);
      const title = isIndonesian(file) ? '## Teks' : '## Texts';
      const rows = rowsOf(sectionOf(file, title)).map(([name, ...words]) => [
        nameIn(name),
        ...words,
      ]);
      const byName = (a: (string | undefined)[], b: (string | undefined)[]) =>
        String(a[0]) < String(b[0]) ? -1 : 1;
      assert.deepEqual(rows.sort(byName), source.sort(byName));
    });

    test('every error code and every order status', () => {
      const [union = ''] = allOf(read('src/open-api/result.ts'), /type ErrorCode =([^;]+);/g);
      const codes = allOf(union, /\| '([\w-]+)'/g);
      assert.ok(codes.length > 5);
      assert.deepEqual(namesBelow('### `etalase-error`'), sorted(codes));
      assert.deepEqual(namesBelow('### `etalase-order`'), sorted(ORDER_STATUSES));
    });
  });
}

for (const file of ADVANCED) {
  suite(`${file} is complete`, () => {
    test('every option of the sandbox', () => {
      const chapter = sectionOf(file, '`etalase sandbox`');
      const rows = rowsOf(chapter).map(([name = '']) => nameIn(name).replace(/ .*/, ''));
      assert.deepEqual(sorted(rows), sorted(allOf(sandboxUsage, /(--\w+)/g)));
    });

    test('every documented import exists', () => {
      const code = blocksOf(file).filter(({ language }) => language === 'js');
      const exported = allOf(read('src/index.ts'), /export \{([^}]+)\}/g)
        .join(',')
        .split(/[\s,]+/);
      const imports = code.flatMap((block) =>
        allOf(block.code, /import \{ (.+) \} from 'etalase'/g),
      );
      assert.ok(imports.length > 0);
      const unknown = imports
        .join(', ')
        .split(', ')
        .filter((name) => !exported.includes(name));
      assert.deepEqual(unknown, []);
      assert.match(read('package.json'), /"\.\/define"/);
    });
  });
}

suite('a guide is short', () => {
  for (const file of GUIDES) {
    test(`${file}: at most 200 lines and 1,200 words`, () => {
      const text = read(file);
      assert.ok(text.split('\n').length <= 200, 'lines');
      assert.ok(text.split(/\s+/).length <= 1200, 'words');
    });
  }
});

suite('the documents are consistent', () => {
  /** Of the blocks, what both languages have in common. */
  const outlineOf = (file: string) => ({
    headings: allOf(proseOf(file), /^(#+) /gm),
    blocks: blocksOf(file).map(({ language, code }) => [language, ...allOf(code, /<([\w-]+)/g)]),
  });

  for (const [indonesian, english] of [GUIDES, ADVANCED, REFERENCES]) {
    test(`${indonesian} and ${english} have the same chapters and the same blocks`, () => {
      assert.deepEqual(outlineOf(indonesian), outlineOf(english));
    });
  }

  test('every link and picture has a target', () => {
    for (const file of DOCUMENTS) {
      for (const link of linksOf(file)) {
        const [path = '', anchor] = link.split('#');
        const target = path ? join(dirname(file), path) : file;
        assert.ok(existsSync(join(PROJECT, target)), `${file}: ${link}`);
        if (anchor) assert.ok(anchorsOf(target).includes(anchor), `${file}: ${link}`);
      }
    }
  });

  test('every custom property is one', () => {
    for (const file of PAGES) {
      const unknown = propertiesIn(file).filter((name) => !PROPERTIES.includes(name));
      assert.deepEqual(unknown, [], file);
    }
  });

  test('a page is set up by the two lines, and placeholders have one spelling', () => {
    const SCRIPTS =
      /^https:\/\/(PROKSI-ANDA\/etalase\/latest|ALAMAT-ANDA\/etalase\/[\d.]+\/etalase(\.global)?)\.js$/;
    for (const { file, line, code } of htmlBlocks) {
      const where = `${file}:${String(line)}`;
      const scripts = allOf(code, /<script[^>]* src="([^"]*)"/g);
      assert.equal(scripts.length, 1, where);
      for (const address of scripts) assert.match(address, SCRIPTS, where);
      const tokens = sorted(allOf(code, /[\s?]token="?(\w+)/g));
      assert.deepEqual(
        tokens.filter((token) => !/^(TOKEN_TOKO|demo)$/.test(token)),
        [],
        where,
      );
    }
  });

  test('addresses name this version, and code blocks have a known language', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    for (const file of PAGES) {
      const versions = allOf(read(file), /etalase[/@-](\d+\.\d+\.\d+)/g);
      assert.deepEqual(
        versions.filter((name) => name !== version),
        [],
        file,
      );
      const languages = sorted(blocksOf(file).map(({ language }) => language));
      assert.deepEqual(
        languages.filter((name) => !/^(html|js|json|sh|http)$/.test(name)),
        [],
        file,
      );
    }
  });
});
