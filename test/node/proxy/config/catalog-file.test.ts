import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCatalogFile } from '../../../../src/proxy/config/catalog-file.js';
import { findRepeats } from '../../../../src/proxy/config/catalog-repeats.js';
import { formatJsonPath } from '../../../../src/proxy/config/json-places.js';
import { MESSAGES } from '../../../../src/proxy/config/messages.js';
import { PROJECT } from '../../../support/command.js';

const texts = MESSAGES.en.catalogMistakes;

/** Each mistake as `line:column path: text`. */
function mistakesIn(text: string): string[] {
  const read = readCatalogFile(text, texts);
  if (read.kind === 'read') return [];
  return read.mistakes.map((each) => `${each.line}:${each.column} ${each.path}: ${each.text}`);
}

/** A product with one supplier, beside what the test sets. */
const product = (more: object) => ({
  suppliers: [{ provider: 'lapakgaming', product: 'ML' }],
  ...more,
});
const itemsOf = (...items: readonly object[]) => ({ products: [product({ items })] });
const isEmpty = (value: object | undefined) => value && Object.keys(value).length === 0;
const item = (name: string, code: string) => ({ name, suppliers: { lapakgaming: code } });

/** What is wrong, and the end of the place and text that tell it. */
const MISTAKES: readonly (readonly [what: string, content: object, told: string])[] = [
  ['an unknown word', { prducts: [] }, `prducts: ${texts.unknownWord}`],
  [
    'an unknown word of a supplier',
    { products: [{ suppliers: [{ provider: 'snapcart', prodct: 'X', product: 'X' }] }] },
    `products[0].suppliers[0].prodct: ${texts.unknownWord}`,
  ],
  [
    'a product without suppliers',
    { products: [{ id: 'x' }] },
    `products[0].suppliers: ${texts.list}`,
  ],
  [
    'an empty list of suppliers',
    { products: [{ suppliers: [] }] },
    `products[0].suppliers: ${texts.noSupplier}`,
  ],
  [
    'an unknown supplier',
    { products: [{ suppliers: [{ provider: 'codashop', product: 'ML' }] }] },
    `products[0].suppliers[0].provider: ${texts.provider}`,
  ],
  ['a product that is a text', { products: ['ML'] }, `products[0]: ${texts.group}`],
  [
    'an id like a supplier’s',
    { products: [product({ id: 'lapakgaming:ML' })] },
    `.id: ${texts.id}`,
  ],
  ['an id that names a supplier', { products: [product({ id: 'Snapcart' })] }, `.id: ${texts.id}`],
  [
    'a title of two lines',
    { products: [product({ title: 'a\nb' })] },
    `.title: ${texts.text(100)}`,
  ],
  ['a flag in quotes', { products: [product({ popular: 'yes' })] }, `.popular: ${texts.flag}`],
  [
    'an image over http',
    { products: [product({ image: 'http://toko.example/a.png' })] },
    `.image: ${texts.image}`,
  ],
  ['an image outside its folder', { products: [product({ image: '../a.png' })] }, texts.image],
  [
    'an unknown category',
    { products: [product({ category: 'gmae' })] },
    `.category: ${texts.category}`,
  ],
  [
    'an item of a supplier that the product does not have',
    itemsOf({ name: '86', suppliers: { snapcart: 'A' } }),
    `items[0].suppliers.snapcart: ${texts.otherSupplier}`,
  ],
  ['an item without a supplier', itemsOf({ name: '86', suppliers: {} }), texts.noSupplier],
  [
    'an item of an unknown supplier',
    itemsOf({ name: '86', suppliers: { x: 'A' } }),
    texts.unknownWord,
  ],
  ['an item named like an id', itemsOf(item('snapcart:86', 'A')), texts.itemName],
  ...['{user_id', 'user_id', '{}', '{a}{b}', '{a} {a}', '{a} }', '{{a}}'].map(
    (pattern) =>
      [
        `the note pattern ${pattern}`,
        itemsOf({ ...item('86', 'A'), note_pattern: pattern }),
        `items[0].note_pattern: ${texts.notePattern}`,
      ] as const,
  ),
];

const REPEATS: readonly [what: string, content: object, path: string, first: string][] = [
  [
    'a category twice',
    {
      categories: [
        { code: 'x', title: 'X' },
        { code: 'x', title: 'Y' },
      ],
    },
    'categories[1].code',
    'categories[0].code',
  ],
  [
    'an id twice',
    {
      products: [
        product({ id: 'x' }),
        { id: 'x', suppliers: [{ provider: 'snapcart', product: 'pulsa:X' }] },
      ],
    },
    'products[1].id',
    'products[0].id',
  ],
  [
    'a supplier’s product in two products',
    { products: [product({ id: 'x' }), product({ id: 'y' })] },
    'products[1].suppliers[0].product',
    'products[0].suppliers[0].product',
  ],
  [
    'one item twice',
    itemsOf(item('86', 'A'), item('86', 'B')),
    'products[0].items[1].name',
    'products[0].items[0].name',
  ],
  [
    'a supplier’s code in two items',
    itemsOf(item('86', 'A'), item('172', 'A')),
    'products[0].items[1].suppliers.lapakgaming',
    'products[0].items[0].suppliers.lapakgaming',
  ],
  [
    'a product of the shop in two items',
    itemsOf(
      { ...item('86', 'A'), shop_product: '7001' },
      { ...item('172', 'B'), shop_product: '7001' },
    ),
    'products[0].items[1].shop_product',
    'products[0].items[0].shop_product',
  ],
];

describe('the catalogue file', () => {
  for (const [what, content, path, first] of REPEATS) {
    it(`leaves out ${what} at its second place, and is read`, () => {
      const read = readCatalogFile(JSON.stringify(content), texts);
      assert.ok(read.kind === 'read');
      const { repeats, ...file } = read.file;
      assert.deepEqual(
        repeats.map((each) => [formatJsonPath(each.path), formatJsonPath(each.first)]),
        [[path, first]],
      );
      // An item keeps its name, without suppliers; the shelf itself gives a product to the first entry.
      const left = findRepeats(file).map((each) => formatJsonPath(each.path));
      assert.deepEqual(left, /\.(product|name)$/.test(path) ? [path] : []);
      assert.ok(!path.endsWith('.name') || isEmpty(file.products[0]?.items[1]?.suppliers));
    });
  }

  it('is read in full, and needs no more of a product than its suppliers', () => {
    const example = readFileSync(join(PROJECT, 'docs/examples/catalog.json'), 'utf8');
    const read = readCatalogFile(`\uFEFF${example}`, texts);
    assert.ok(read.kind === 'read', mistakesIn(example).join());
    const [first] = read.file.products;
    assert.deepEqual(
      [first?.id, first?.aliases, first?.popular],
      ['mobile-legends', ['ml', 'mlbb'], true],
    );
    assert.deepEqual(read.file.placeOf(['products', 0, 'id']), { line: 8, column: 7 });
    assert.deepEqual(mistakesIn(JSON.stringify({ products: [product({})] })), []);
  });

  for (const [what, content, told] of MISTAKES) {
    it(`tells ${what}, and nothing else`, () => {
      const [mistake = '', ...others] = mistakesIn(JSON.stringify(content));
      assert.ok(mistake.endsWith(told), mistake);
      assert.deepEqual(others, []);
    });
  }

  it('tells all mistakes together, each with its line and column', () => {
    const text = [
      '{',
      '  "products": [',
      '    { "id": "a", "id": "b", "suppliers": [{ "provider": "lapakgaming", "product": "ML" }] },',
      '    { "titel": "x", "suppliers": [{ "provider": "snapcart", "product": 7 }] },',
      '    { "suppliers": [{ "provider": "lapakgaming", "product": "ML" }] }',
      '  ]',
      '}',
    ].join('\n');
    assert.deepEqual(mistakesIn(text), [
      `3:18 products[0].id: ${texts.repeatedWord}`,
      `4:7 products[1].titel: ${texts.unknownWord}`,
      `4:61 products[1].suppliers[0].product: ${texts.text(200)}`,
    ]);
  });

  for (const [text, place] of [
    ['', '1:1'],
    ['{', '1:2'],
    ['{\n  "products": [\n    {},\n  ]\n}', '4:3'],
    ["{\n  'products': []\n}", '2:3'],
    ['{ "products": [] } x', '1:20'],
    ['{ "products": tru }', '1:15'],
    ['{ "products": ["a\tb"] }', '1:16'],
    ['// a comment\n{}', '1:1'],
  ] as const) {
    it(`tells where JSON breaks: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(mistakesIn(text), [`${place} : ${texts.json}`]);
    });
  }
});
