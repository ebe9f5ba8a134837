/** What decides on orders, on a store in memory: a supplier and a history that answer as a test says. */
import assert from 'node:assert/strict';
import { OrderLedger } from '../../../../../src/proxy/ledger/order-ledger.js';
import { ShopFacts } from '../../../../../src/proxy/ledger/shop-facts.js';
import type { DecisionContext } from '../../../../../src/proxy/orders/decisions/decision-context.js';
import { createTimeouts } from '../../../../../src/proxy/orders/timeouts.js';
import type { Provider } from '../../../../../src/proxy/providers/provider.js';
import type { SaldoClient } from '../../../../../src/proxy/saldo/saldo-client.js';
import { openDatabase } from '../../../../../src/proxy/store/database.js';

/** For orders that the shop's own checkout did not sell. */
export const NO_TRANSACTION = {
  transactions: {
    read: () => assert.fail(),
    listPaid: () => assert.fail(),
    setStatus: () => assert.fail('a look writes nothing'),
    setWaybill: () => assert.fail('a look writes nothing'),
  },
  findCheckout: () => assert.fail(),
  findPaidBack: () => assert.fail(),
} satisfies Partial<DecisionContext>;

export async function openDecisionWorld({
  findTransfer,
  queryOrder,
}: Pick<SaldoClient, 'findTransfer'> & Pick<Provider, 'queryOrder'>) {
  const database = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  let time = 1_000_000;
  const now = () => time;
  const ledger = new OrderLedger({
    database,
    now,
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
  });
  const context: DecisionContext = {
    database,
    ledger,
    now,
    timeouts: createTimeouts({ patience: 1, pollMs: 1_000 }),
    shopFacts: new ShopFacts(database, now),
    encrypt: (text) => Promise.resolve(text),
    decrypt: (text) => Promise.resolve(text),
    saldo: { sendTransfer: () => assert.fail('a look sends nothing'), findTransfer },
    ...NO_TRANSACTION,
    providers: new Map([
      [
        'lapakgaming',
        {
          name: 'lapakgaming',
          facts: {
            isIdempotent: false,
            canQueryByReference: true,
            rejectsChangedPrice: true,
            paidBy: 'saldo',
            canReadDeposit: false,
          },
          listProducts: () => assert.fail(),
          listUnsold: () => assert.fail(),
          getProduct: () => assert.fail(),
          getNickname: () => assert.fail(),
          msUntilPlaceable: () => 0,
          placeOrder: () => assert.fail('a look places nothing'),
          checkAccess: () => assert.fail(),
          queryOrder,
        },
      ],
    ]),
  };
  return {
    context,
    ledger,
    database,
    advance: (ms: number) => {
      time += ms;
    },
  };
}
