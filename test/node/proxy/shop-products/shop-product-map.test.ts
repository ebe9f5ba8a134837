import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCatalogFile } from '../../../../src/proxy/config/catalog-file.js';
import { MESSAGES } from '../../../../src/proxy/config/messages.js';
import { mapShopProducts } from '../../../../src/proxy/shop-products/shop-product-map.js';

const item = (name: string, code: string, more: object = {}) => ({
  name,
  suppliers: { lapakgaming: code },
  ...more,
});
const suppliers = [{ provider: 'lapakgaming', product: 'ML' }];

function readFile(...products: readonly object[]) {
  const read = readCatalogFile(JSON.stringify({ products }), MESSAGES.en.catalogMistakes);
  assert.ok(read.kind === 'read');
  return read.file;
}

const CASES: readonly [what: string, products: readonly object[], mapped: readonly object[]][] = [
  ['an item without a product of the shop', [{ suppliers, items: [item('86', 'A')] }], []],
  [
    'an item of an entry with an id',
    [
      {
        id: 'ml',
        suppliers,
        items: [item('86', 'A', { shop_product: '7001', note_pattern: '{user_id}' })],
      },
    ],
    [{ id: '7001', product: 'ml', item: '86', notePattern: '{user_id}' }],
  ],
  [
    'an item of a hidden entry without an id',
    [{ suppliers, hidden: true, items: [item('86', 'A', { shop_product: '7001' })] }],
    [{ id: '7001', product: 'lapakgaming:ML', item: '86', notePattern: null }],
  ],
  [
    'a product in two items, in neither',
    [
      {
        id: 'ml',
        suppliers,
        items: [
          item('86', 'A', { shop_product: '7001' }),
          item('172', 'B', { shop_product: '7002' }),
        ],
      },
      {
        id: 'ff',
        suppliers: [{ provider: 'lapakgaming', product: 'FF' }],
        items: [item('5', 'C', { shop_product: '7001' })],
      },
    ],
    [{ id: '7002', product: 'ml', item: '172', notePattern: null }],
  ],
  [
    'an item that the entry has already',
    [{ id: 'ml', suppliers, items: [item('86', 'A'), item('86', 'B', { shop_product: '7001' })] }],
    [],
  ],
];

describe('the products that the shop’s own checkout sells', () => {
  for (const [what, products, mapped] of CASES) {
    it(`are read from the catalogue file: ${what}`, () => {
      const file = readFile(...products);
      assert.deepEqual([...mapShopProducts(file).values()], mapped);
      assert.equal(mapShopProducts(file), mapShopProducts(file));
    });
  }
});
