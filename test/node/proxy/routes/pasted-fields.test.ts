/** What people paste reaches the provider cleaned, or not at all; over HTTP, without the browser's help. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Provider } from '../../../../src/proxy/providers/provider.js';
import { nameOfRow, PASTED_FIELDS, pastedProduct } from '../../../support/pasted-fields.js';
import { assertProblem, openProxyApp, readValue } from '../support/proxy-app.js';
import { listedItem, listedProduct } from '../support/listed-product.js';
import type { TestShopper } from '../support/test-shopper.js';

/** Within the limit of requests. */
const ROWS_PER_SHOPPER = 20;

const asked: Readonly<Record<string, string>>[] = [];
const never = () => Promise.reject(new Error('not used'));
const provider: Provider = {
  name: 'lapakgaming',
  facts: {
    isIdempotent: false,
    canQueryByReference: true,
    rejectsChangedPrice: true,
    paidBy: 'saldo',
    canReadDeposit: false,
  },
  listProducts: never,
  listUnsold: never,
  getProduct: (code) => {
    const row = PASTED_FIELDS[Number(code)];
    assert.ok(row);
    const items = [listedItem({ code: 'i', name: 'Item', cost: 1_000 })];
    return Promise.resolve(readValue(listedProduct({ code, ...pastedProduct(row), items })));
  },
  getNickname: (_product, fields) => {
    asked.push(fields);
    return Promise.resolve(readValue({ name: null, found: null }));
  },
  msUntilPlaceable: () => 0,
  placeOrder: never,
  queryOrder: never,
  checkAccess: never,
};

describe('a pasted field at the proxy', () => {
  let shopper: TestShopper;

  for (const [index, row] of PASTED_FIELDS.entries()) {
    it(nameOfRow(row), async () => {
      if (index % ROWS_PER_SHOPPER === 0) {
        shopper = await (await openProxyApp({ providers: [provider] })).loggedInShopper();
      }
      const request = {
        provider: 'lapakgaming',
        product: String(index),
        fields: { account: row.pasted },
      };
      const answer = await shopper.post('/v1/nicknames', request);
      const quoted = await shopper.post('/v1/quotes', { ...request, item: 'i' });
      if (row.sent === null) {
        await assertProblem(answer, 422, 'invalid_fields');
        await assertProblem(quoted, 422, 'invalid_fields');
        return;
      }
      assert.deepEqual([answer.status, quoted.status], [200, 200]);
      const second = row.besideSent === undefined ? {} : { second: row.besideSent };
      assert.deepEqual(asked.at(-1), { account: row.sent, ...second });
    });
  }
});
