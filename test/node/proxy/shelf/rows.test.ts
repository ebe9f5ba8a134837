/** One thing, one row: what is merged, what is not, and which offer is shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CatalogEntryItem } from '../../../../src/proxy/config/catalog-file.js';
import type { Field, ProviderName } from '../../../../src/proxy/contract.js';
import type { ProviderItem } from '../../../../src/proxy/providers/provider.js';
import { matchFields } from '../../../../src/proxy/shelf/field-names.js';
import { toRows, type ShelfSource } from '../../../../src/proxy/shelf/rows.js';
import { listedItem, listedProduct } from '../support/listed-product.js';

type Row = readonly [code: string, name: string, cost: number | null, more?: Partial<ProviderItem>];

const source = (
  provider: ProviderName,
  rows: readonly Row[],
  { title = 'P', code = 'P', isFurther = false, maxCost = Infinity } = {},
): ShelfSource => ({
  provider,
  facts: { canQueryByReference: provider === 'lapakgaming', paidBy: 'saldo' },
  detail: listedProduct({
    code,
    title,
    items: rows.map(([code, name, cost, more]) => listedItem({ code, name, cost, ...more })),
  }),
  limits: { maxCost, notice: null },
  fieldNames: {},
  isFurther,
});

const named = (name: string, suppliers: CatalogEntryItem['suppliers'], group?: string) => ({
  name,
  suppliers,
  ...(group !== undefined && { group }),
});

/** Each row as its id, and the codes of its offers in order; what is sold out in brackets. */
const rowsOf = (items: readonly CatalogEntryItem[], ...sources: readonly ShelfSource[]) =>
  toRows(
    items,
    sources,
    (provider, _product, cost) => cost + (provider === 'snapcart' ? 100 : 0),
  ).rows.map(({ id, offer, others }) => {
    const codes = [offer, ...others].map(({ item, isAvailable }) =>
      isAvailable ? item.code : `(${item.code})`,
    );
    return `${id}: ${codes.join(' ')}`;
  });

const soldOut = { available: false };
const three: CatalogEntryItem = named('Three', { lapakgaming: 'L3', snapcart: 'S3' });

for (const [what, actual, expected] of [
  [
    'items of one name are one row, with its cheapest supplier that has it',
    rowsOf(
      [],
      source('lapakgaming', [
        ['A', '3 UC', 30],
        ['B', '3 UC', 20],
        ['C', '3 UC', 10, soldOut],
      ]),
    ),
    ['lapakgaming:3 UC: B A (C)'],
  ],
  [
    'names that differ in a sign are two rows',
    rowsOf(
      [],
      source('lapakgaming', [
        ['A', '3 UC', 30],
        ['B', '3  UC', 20],
      ]),
    ),
    ['lapakgaming:3  UC: B', 'lapakgaming:3 UC: A'],
  ],
  [
    'among equals the faster comes first, and an unknown time last',
    rowsOf(
      [],
      source('lapakgaming', [
        ['A', 'x', 5],
        ['B', 'x', 5, { seconds: 60 }],
        ['C', 'x', 5, { seconds: 1 }],
      ]),
    ),
    ['lapakgaming:x: C B A'],
  ],
  [
    'equal names of two suppliers stay two rows without the file',
    rowsOf([], source('lapakgaming', [['A', 'x', 5]]), source('snapcart', [['B', 'x', 4]])),
    ['lapakgaming:x: A', 'snapcart:x: B'],
  ],
  [
    'the second product of one supplier keeps its ids while the first is not read',
    rowsOf([], source('lapakgaming', [['B', 'x', 4]], { code: 'P2', isFurther: true })),
    ['lapakgaming:x P2: B'],
  ],
  [
    'what the file names together is one row, twins included, by the shopper’s price',
    rowsOf(
      [three],
      source('lapakgaming', [
        ['L3', '3', 50],
        ['L3b', '3', 60],
      ]),
      source('snapcart', [['S3', 'drei', 1]]),
    ),
    ['Three: L3 L3b S3'],
  ],
  [
    'of equal prices one that can be looked up by reference comes first',
    rowsOf(
      [named('Three', { snapcart: 'S3', lapakgaming: 'L3' })],
      source('snapcart', [['S3', '3', null]]),
      source('lapakgaming', [['L3', '3', null]]),
    ),
    ['Three: L3 S3'],
  ],
  [
    'a cost above the deposit is sold out, and another supplier takes its place',
    rowsOf(
      [three],
      source('lapakgaming', [['L3', '3', 50]], { maxCost: 40 }),
      source('snapcart', [['S3', '3', 45]]),
    ),
    ['Three: S3 (L3)'],
  ],
  [
    'a code that no supplier sells is left out, and the rest is sold',
    rowsOf([three], source('lapakgaming', [['X', 'y', 5]])),
    ['lapakgaming:y: X'],
  ],
  [
    'goods of different regions are not one thing',
    rowsOf(
      [three],
      source('lapakgaming', [['L3', '3 UC (MY)', 5]]),
      source('snapcart', [['S3', '3 UC', 6]], { title: 'PUBG Mobile Indonesia' }),
    ),
    ['lapakgaming:3 UC (MY): L3', 'snapcart:3 UC: S3'],
  ],
  [
    'two items of the file for one name leave the second out',
    rowsOf(
      [named('One', { lapakgaming: 'A' }), named('Two', { lapakgaming: 'B' })],
      source('lapakgaming', [
        ['A', 'x', 5],
        ['B', 'x', 6],
      ]),
    ),
    ['One: A B'],
  ],
  [
    'a price of 0 or less is left out',
    rowsOf(
      [],
      source('lapakgaming', [
        ['A', 'x', 0],
        ['B', 'y', -1],
        ['C', 'z', 1],
      ]),
    ),
    ['lapakgaming:z: C'],
  ],
  [
    'headings keep their order, the cheapest is first, what is sold out last',
    rowsOf(
      [named('Hemat', { lapakgaming: 'H' }, 'Diamonds')],
      source('lapakgaming', [
        ['W', 'Weekly Pass', 1],
        ['A', '9 Diamond', 90],
        ['B', '5 Diamonds', 50],
        ['C', '3 Diamonds', 30, soldOut],
        ['M', 'Moon', 2],
        ['H', 'hemat', 70],
      ]),
    ),
    [
      'lapakgaming:5 Diamonds: B',
      'Hemat: H',
      'lapakgaming:9 Diamond: A',
      'lapakgaming:3 Diamonds: (C)',
      'lapakgaming:Weekly Pass: W',
      'lapakgaming:Moon: M',
    ],
  ],
] as const) {
  it(`on the shelf, ${what}`, () => assert.deepEqual(actual, expected));
}

describe('the fields of another supplier', () => {
  const field = (name: string, more: Partial<Field> = {}): Field => ({
    name,
    label: name,
    type: 'text',
    required: true,
    ...more,
  });
  const options = (...values: string[]) => values.map((value) => ({ value, label: value }));
  for (const [what, own, names, expected] of [
    [
      'are mapped by the file',
      [field('userId'), field('zoneId', { type: 'number' })],
      { user: 'userId', zone: 'zoneId' },
      'mapped',
    ],
    ['have the same names and types', [field('user'), field('zone')], {}, 'mapped'],
    [
      'need not be asked for where they are optional',
      [field('user'), field('zone'), field('mail', { required: false })],
      {},
      'mapped',
    ],
    ['differ in type', [field('user'), field('zone', { type: 'number' })], {}, 'zone'],
    ['lack one', [field('user')], {}, 'zone'],
    ['want one more', [field('user'), field('zone'), field('mail')], {}, 'mail'],
    ['are one field for two', [field('user')], { zone: 'user' }, 'user'],
    [
      'are a choice',
      [field('user'), field('zone', { type: 'select', options: options('1') })],
      { zone: 'zone' },
      'zone',
    ],
  ] as const) {
    it(`${what}: ${expected}`, () => {
      const match = matchFields([field('user'), field('zone')], own, names);
      assert.equal(match.kind === 'mapped' ? match.kind : match.field, expected);
    });
  }

  for (const [what, own, expected] of [
    ['the same words', { value: '1', label: 'ASIA' }, 'mapped'],
    ['another word for the value', { value: '1', label: 'Europe' }, 'server'],
  ] as const) {
    it(`are a choice with ${what}: ${expected}`, () => {
      const choice = (option: { value: string; label: string }) =>
        field('server', { type: 'select', options: [option] });
      const match = matchFields([choice({ value: '1', label: 'Asia' })], [choice(own)], {});
      assert.equal(match.kind === 'mapped' ? match.kind : match.field, expected);
    });
  }
});
