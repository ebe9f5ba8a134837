/** Arbitrary product lists and callbacks of providers: the catalog satisfies its contract. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCatalog } from '../../../../src/proxy/catalog/catalog.js';
import { fieldFaults, product as contractProduct } from '../../../../src/proxy/contract.js';
import { readOrderCallback as readLapakgaming } from '../../../../src/proxy/providers/lapakgaming/callbacks.js';
import type { Provider, ProviderProductDetail } from '../../../../src/proxy/providers/provider.js';
import { readOrderCallback as readSnapcart } from '../../../../src/proxy/providers/snapcart/callbacks.js';
import { createPropertyRunner, fuzzSettings, assertHolds } from '../../../support/fuzz.js';
import { corrupted, corruptedOneOf, hostileJson } from '../../../support/hostile-values.js';
import { createProviderAnswering, type FakeAnswer } from '../support/fake-platform.js';

const holds = createPropertyRunner(fuzzSettings(process.env));

describe('a provider’s catalog', () => {
  const category = {
    code: 'ML',
    name: 'Mobile Legends',
    variant: '',
    check_id: 1,
    country_code: 'id',
    forms: [{ name: 'user_id', type: 'number', options: [] }],
    servers: [{ value: '1', name: 'Asia' }],
  };
  const validAnswers = {
    lapakgaming: {
      category: { code: 'SUCCESS', data: { categories: [category] } },
      product: {
        code: 'SUCCESS',
        data: { products: [{ code: 'ML78', name: '78', price: 19_000, status: 'available' }] },
      },
      other: { code: 'SUCCESS', data: { name: 'RaraGG' } },
    },
    snapcart: {
      category: { status_code: '200', data: [{ product_code: 'ML', title: 'Mobile Legends' }] },
      product: { status_code: '200', data: [{ item_code: 'ML3', name: '3', price: '1500' }] },
      other: {
        status_code: '200',
        data: {
          title: 'Mobile Legends',
          product_code: 'ML',
          user_input: { fields: [{ tag: 'input', attrs: { name: 'userId', type: 'number' } }] },
        },
      },
    },
  };
  const kindOf = (path: string) =>
    /\/api\/category|\/catalogs\/[^/]+$/.test(path)
      ? 'category'
      : /\/api\/product|\/items$/.test(path)
        ? 'product'
        : 'other';
  const mostly = (good: object): fc.Arbitrary<FakeAnswer> =>
    fc.record({
      status: fc.oneof(
        { arbitrary: fc.constant(200), weight: 9 },
        // No 429: calls would wait for a clock that does not advance here.
        { arbitrary: fc.constantFrom(202, 302, 400, 401, 404, 500), weight: 1 },
      ),
      body: fc.oneof(
        { arbitrary: corrupted(good), weight: 9 },
        { arbitrary: hostileJson, weight: 1 },
      ),
    });

  for (const name of ['lapakgaming', 'snapcart'] as const) {
    it(`${name} satisfies the contract for any list, and sends documented requests only`, async () => {
      const { category: list, product: items, other } = validAnswers[name];
      const answersByKind = fc.record({
        category: mostly(list),
        product: mostly(items),
        other: mostly(other),
      });
      let reads = 0;
      await holds(
        fc.asyncProperty(
          answersByKind,
          fc.array(hostileJson, { maxLength: 3 }),
          async (answer, values) => {
            const { provider, requests } = createProviderAnswering(
              name,
              (path) => answer[kindOf(path)],
            );
            const catalog = createCatalog([provider], {
              now: () => 0,
              setTimer: () => () => undefined,
            });
            const [listed] = await catalog.products();
            const codes = listed?.products.kind === 'read' ? listed.products.value : [];
            for (const { code } of codes) {
              const read = await catalog.product(name, code);
              if (read.kind !== 'read') continue;
              reads += 1;
              assertAsAgreed(name, read.value);
              const given = valuesFor(read.value, values);
              assert.ok(Array.isArray(fieldFaults(read.value, given)), 'faults are a list');
              await provider.getNickname(code, given);
            }
            for (const { path } of requests) assert.match(path, DOCUMENTED[name]);
          },
        ),
        800,
      );
      assertHolds(reads > 100, `only ${reads} products were read`);
    });
  }

  it('a callback of any shape is read without an error', async () => {
    const details = {
      request_id: 'r-1',
      tid: 'RA1',
      reference_id: 'order-0001',
      status: 'SUCCESS',
    };
    const validBodies = [details, { code: 'SUCCESS', data: { ...details, transactions: [] } }];
    await holds(
      fc.property(corruptedOneOf(validBodies), (body) => {
        for (const read of [readLapakgaming, readSnapcart]) {
          const callback = read(body);
          if (callback === null) continue;
          for (const text of [callback.handle, callback.reference]) {
            assertHolds(text === null || (typeof text === 'string' && text !== ''));
          }
        }
      }),
      4_000,
    );
  });
});

function assertAsAgreed(
  provider: Provider['name'],
  { code, title, fields, items }: ProviderProductDetail,
): void {
  const shown = items.map(({ cost, ...item }) => ({ ...item, price: cost }));
  contractProduct.parse({ provider, product: code, title, fields, items: shown });
}

/** Values for some fields, and for one that does not exist. */
const valuesFor = ({ fields }: ProviderProductDetail, values: readonly unknown[]) =>
  Object.fromEntries(
    [...fields, { name: 'toString' }].flatMap(({ name }, i) =>
      i < values.length ? [[name, JSON.stringify(values[i])]] : [],
    ),
  );

const DOCUMENTED = {
  lapakgaming: /^\/api\/(category\?country_code=id|product\?category_code=[^/&]+|uid-check)$/,
  snapcart:
    /^\/catalogs\/(game-voucher|pulsa|paket-data|bpjs)(\/(?!\.{1,2}(\/|$))[^/?]+(\/items)?)?$/,
};
