/** Checks README.md and the two guides against the code: tables, names and links. */
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
  allOf,
  blocksOf,
  GUIDES,
  nameIn,
  PAGES,
  read,
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
      attributes: allOf(comment, /@attr ([\w-]+)/g),
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

/** All values of `part="…"` in the sources; facts and states pass theirs as arguments. */
const writtenParts = new Set(
  sources
    .flatMap((source) => [
      ...allOf(source, /\bpart=("[^"]*"|\$\{[^}]*\})/g),
      ...allOf(source, /(?:renderFact\(.*, |^ +)'([\w-]+)',?\n? *\)/gm),
      ...allOf(source, /\bpart: '([\w-]+)'/g),
      ...allOf(source, /\brenderState\(\s*'([\w-]+)'/g),
    ])
    .flatMap((value) => value.match(/[a-z][\w-]*/g) ?? []),
);

/** The names in a row's schema. */
const fieldsOf = (row: object): readonly string[] =>
  'shape' in row && typeof row.shape === 'object' && row.shape ? Object.keys(row.shape) : [];

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

    test('every part, and no other', () => {
      const rows = rowsOf(sectionOf(file, '::part()')).map(([first = '', ...rest]) => ({
        name: nameIn(first),
        parts: allOf(rest.join(' '), /`([\w-]+)`/g),
      }));
      for (const { tag, parts } of elements) {
        const row = rows.find(({ name }) => name === `<${tag}>`);
        const missing = parts.filter((part) => !row?.parts.includes(part));
        assert.deepEqual(missing, [], `<${tag}>`);
      }
      const rowParts = rows.flatMap(({ parts }) => parts);
      const shared = documented.get(BASE);
      assert.ok(shared);
      assert.deepEqual(
        shared.parts.filter((part) => !rowParts.includes(part)),
        [],
      );
      for (const slot of shared.slots) assert.ok(read(file).includes(`slot="${slot}"`), slot);
      assert.deepEqual(
        rowParts.filter((part) => !writtenParts.has(part)),
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
      const fields = [...new Set([...fieldsOf(products.row), ...fieldsOf(slides.row)])];
      const [bound = ''] = allOf(
        read('src/elements/controllers/template-items.ts'),
        /\{ (.+) \} = element\.d/g,
      );
      const bindings = bound.split(', ').map((name) => `data-${name.replace(/:.*/, '')}`);
      assert.deepEqual(sorted(rows), sorted([...fields, ...bindings]));
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
      const rows = rowsOf(sectionOf(file, '`texts`')).map(([name, ...words]) => [
        nameIn(name),
        ...words,
      ]);
      const byName = (a: (string | undefined)[], b: (string | undefined)[]) =>
        String(a[0]) < String(b[0]) ? -1 : 1;
      assert.deepEqual(rows.sort(byName), source.sort(byName));
    });

    test('every error code', () => {
      const [union = ''] = allOf(read('src/open-api/result.ts'), /type ErrorCode =([^;]+);/g);
      const codes = allOf(union, /\| '([\w-]+)'/g);
      assert.ok(codes.length > 5);
      const rows = rowsOf(sectionOf(file, '`etalase-error`')).map(([name]) => nameIn(name));
      assert.deepEqual(sorted(rows), sorted(codes));
    });

    test('every order status', () => {
      const rows = rowsOf(sectionOf(file, '`etalase-order`')).map(([name]) => nameIn(name));
      assert.deepEqual(sorted(rows), sorted(ORDER_STATUSES));
    });

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

suite('the documents are consistent', () => {
  test('the two guides have the same chapters and the same blocks', () => {
    const [one, other] = GUIDES.map((file) => ({
      headings: allOf(read(file).replace(/^```[\s\S]*?^```$/gm, ''), /^(#+) /gm),
      languages: blocksOf(file).map(({ language }) => language),
    }));
    assert.deepEqual(one, other);
  });

  test('every link has a target', () => {
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

  test('URLs name this version, and code blocks have a known language', () => {
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
