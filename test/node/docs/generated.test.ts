/** The documents and editor data that are made from the elements: complete, current, in both languages. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { z } from 'zod';
import { renderDocuments } from '../../../docs/generate/documents.js';
import { anchorOf } from '../../../docs/generate/markdown.js';
import { ELEMENT_SNIPPETS } from '../../../docs/generate/snippets.js';
import { readPages, readSources } from '../../../docs/generate/sources.js';
import {
  complaintOf,
  createTranslation,
  openTranslation,
} from '../../../docs/generate/translation.js';
import { BINDINGS } from '../../../docs/generate/values.js';
import { PROJECT } from '../../support/command.js';
import { allOf, read, sectionOf, sorted } from '../../support/docs.js';

const REFERENCES = ['docs/rujukan.md', 'docs/reference.md'] as const;

const sources = await readSources(PROJECT);
const pages = readPages(PROJECT);
const translation = openTranslation(PROJECT);
const documents = await renderDocuments(sources, pages, translation);

/** The elements' own files, read without the analyzer. */
const files = readdirSync(join(PROJECT, 'src/elements'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`src/elements/${file}`));

const ATTRIBUTE = /@attr (?:\{[^}]*\} )?\[?([\w-]+)/g;
const sharedAttributes = allOf(read('src/elements/base/element.ts'), ATTRIBUTE);

/** What a page may write, by tag. */
const written = new Map(
  files.flatMap((source) =>
    Array.from(
      source.matchAll(/@tag ([\w-]+)([\s\S]*?)\*\//g),
      ([, tag = '', rest = '']) => [tag, [...allOf(rest, ATTRIBUTE), ...sharedAttributes]] as const,
    ),
  ),
);

const named = z.object({ name: z.string() });
const described = named.extend({
  description: z.union([
    z.string(),
    z.object({ value: z.string() }).transform((text) => text.value),
  ]),
});
const withAttributes = described.extend({ attributes: z.array(described) });
type Listed = z.infer<typeof withAttributes>;

const readJson = (path: string): unknown => JSON.parse(read(path));

/** Where JetBrains' editors look for web types. */
const { 'web-types': webTypesFile } = z
  .object({ 'web-types': z.string() })
  .parse(readJson('package.json'));

const EDITORS: readonly (readonly [editor: string, read: () => readonly Listed[]])[] = [
  [
    'VS Code',
    () => z.object({ tags: z.array(withAttributes) }).parse(readJson('dist/html.vscode.json')).tags,
  ],
  [
    'JetBrains',
    () =>
      z
        .object({
          contributions: z.object({ html: z.object({ elements: z.array(withAttributes) }) }),
        })
        .parse(readJson(webTypesFile)).contributions.html.elements,
  ],
];

suite('what is made from the elements', () => {
  test('every sentence has its Indonesian, and nothing else is translated', () => {
    assert.equal(complaintOf(translation), null, complaintOf(translation) ?? '');
  });

  test('a missing and a needless translation are named', () => {
    const { toIndonesian, ...rest } = createTranslation({ old: 'lama' });
    assert.equal(toIndonesian('new'), 'new');
    assert.match(
      complaintOf({ toIndonesian, ...rest }) ?? '',
      /\n {2}"new": "…",\n[^]*\n {2}"old"/,
    );
  });

  test('every document is current', () => {
    const outdated = Object.keys(documents).filter((path) => read(path) !== documents[path]);
    assert.deepEqual(outdated, [], 'outdated; `npm run docs` renews them');
  });

  test('every text has its Indonesian', () => {
    const texts = sources.textGroups.flatMap((group) => group.texts);
    assert.ok(texts.length > 0);
    const missing = texts.filter(([, indonesian]) => indonesian === '').map(([name]) => name);
    assert.deepEqual(missing, []);
  });

  test('every element has a page to copy, and no other', () => {
    const tags = sources.elements.map(({ tag }) => tag);
    assert.deepEqual(sorted(Object.keys(ELEMENT_SNIPPETS)), sorted(tags));
  });

  for (const file of REFERENCES) {
    test(`${file} has every attribute of every element`, () => {
      for (const { tag } of sources.elements) {
        const chapter = sectionOf(file, `\`<${tag}>\``);
        const lost = (written.get(tag) ?? []).filter(
          (name) => !chapter.includes(`\n| \`${name}\` `) && !sharedAttributes.includes(name),
        );
        assert.deepEqual(lost, [], `<${tag}>`);
      }
      const lost = sharedAttributes.filter((name) => !read(file).includes(`\n| \`${name}\` `));
      assert.deepEqual(lost, [], 'of every element');
    });

    test(`every link of ${file} has a target`, () => {
      const anchors = allOf(read(file), /^#+ (.+)$/gm).map(anchorOf);
      for (const link of allOf(read(file), /\]\(([^)]+)\)/g)) {
        const [path = '', anchor] = link.split('#');
        assert.ok(existsSync(join(PROJECT, dirname(file), path)), link);
        if (anchor !== undefined) assert.ok(anchors.includes(anchor), link);
      }
    });
  }

  for (const [editor, readElements] of EDITORS) {
    test(`${editor} knows every attribute of every element, in both languages`, () => {
      const known = new Map(readElements().map((element) => [element.name, element]));
      for (const { tag } of sources.elements) {
        const element = known.get(tag);
        assert.ok(element, tag);
        const attributes = new Map(element.attributes.map((row) => [row.name, row.description]));
        const undescribed = (written.get(tag) ?? []).filter(
          (name) => !/\S\n\n\S/.test(attributes.get(name) ?? ''),
        );
        assert.deepEqual(undescribed, [], `<${tag}>`);
      }
    });
  }

  test('llms-full.txt has every element, attribute, text and finished page', () => {
    const text = documents['docs/llms-full.txt'] ?? '';
    const names = [...written.values()].flat().map((name) => `- \`${name}\` (`);
    const texts = sources.textGroups.flatMap((group) => group.texts.map((row) => row.join(' | ')));
    const titles = [
      ...sources.elements.map(({ tag }) => `### <${tag}>`),
      ...pages.map(({ name }) => `### ${name}`),
    ];
    const lost = [...names, ...texts, ...titles].filter((part) => !text.includes(part));
    assert.deepEqual(lost, []);
  });

  test('every part that is documented is rendered, and every binding of a template is read', () => {
    /** All values of `part="…"`; facts and states pass theirs as arguments. */
    const rendered = new Set(
      files
        .flatMap((source) => [
          ...allOf(source, /\bpart=("[^"]*"|\$\{[^}]*\})/g),
          ...allOf(source, /(?:renderFact\(.*, |^ +)'([\w-]+)',?\n? *\)/gm),
          ...allOf(source, /\bpart: '([\w-]+)'/g),
          ...allOf(source, /\brenderState\(\s*'([\w-]+)'/g),
        ])
        .flatMap((value) => value.match(/[a-z][\w-]*/g) ?? []),
    );
    const parts = sources.elements.flatMap((element) => element.parts.map(({ name }) => name));
    assert.deepEqual(
      parts.filter((part) => !rendered.has(part)),
      [],
    );
    const [bound = ''] = allOf(
      read('src/elements/controllers/template-items.ts'),
      /\{ (.+) \} = element\.d/g,
    );
    const bindings = bound.split(', ').map((name) => `data-${name.replace(/:.*/, '')}`);
    assert.deepEqual(sorted(Object.keys(BINDINGS)), sorted(bindings));
  });
});
