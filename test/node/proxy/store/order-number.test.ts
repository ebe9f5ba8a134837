import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { acceptOrder } from '../../../../src/proxy/orders/intake.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { parseOrderNumber, toOrderNumber } from '../../../../src/proxy/store/order-number.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import { closeSandbox, DATABASES, openProxyCluster } from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

describe('an order number', () => {
  it('has two letters and two groups of four, without what sounds or looks like another', () => {
    for (let i = 0; i < 1_000; i += 1) {
      const number = toOrderNumber(randomBytes(8));
      assert.match(number, /^TU(-[2-9CDFHJKMNPQRTVWXY]{4}){2}$/);
      assert.equal(parseOrderNumber(number.toLowerCase().replaceAll('-', '')), number);
    }
  });

  for (const text of ['', 'TU', '0'.repeat(32), 'TU-0000-1111', 'TU-7F3K-92QD'.repeat(9_999)]) {
    it(`is not: ${text.slice(0, 40)}`, () => assert.equal(parseOrderNumber(text), null));
  }
});

for (const database of DATABASES) {
  it(`on ${database}, a number that is taken is replaced by another, and a used quote is not`, async () => {
    const cluster = await openProxyCluster({ database, hasNoFirstNode: true });
    const settings = readSettings(cluster.env);
    const store = await openDatabase(settings.database);
    try {
      const ledger = new OrderLedger({
        database: store,
        now: Date.now,
        node: 'test',
        leaseMs: 1,
        onChange: () => undefined,
      });
      /** Makes the same number three times, and then others; everything else is random. */
      let numbersMade = 0;
      const repeatingBytes = (count: number): Uint8Array => {
        if (count !== 8) return randomBytes(count);
        numbersMade += 1;
        return new Uint8Array(8).fill(Math.max(0, numbersMade - 3));
      };
      const accept = (quoteId: string, idempotencyKey: string) =>
        acceptOrder(
          { ledger, keys: createKeys(settings, Date.now), randomBytes: repeatingBytes },
          {
            shopper: { id: '1', token: 'token' },
            address: null,
            idempotencyKey,
            requestHash: 'hash',
            item: {
              quote_id: quoteId,
              provider: 'snapcart',
              paid_by: 'saldo',
              product: 'p',
              item: 'i',
              title: 't',
              item_name: 'n',
              price: 1,
              cost: 1,
              field_names: null,
              alternates: null,
            },
            fields: {},
            hasPin: false,
          },
        );
      const [first, second] = [await accept('q1', 'k1'), await accept('q2', 'k2')];
      assert.ok(first.kind === 'created' && second.kind === 'created');
      assert.equal(first.order.number, 'TU-2222-2222');
      assert.equal(second.order.number, 'TU-3333-3333');
      assert.equal((await accept('q1', 'k3')).kind, 'quote-used');
      const repeated = await accept('q2', 'k2');
      assert.ok(repeated.kind === 'exists');
      assert.equal(repeated.order.number, second.order.number);
    } finally {
      await store.db.destroy();
      await cluster.close();
    }
  });
}
