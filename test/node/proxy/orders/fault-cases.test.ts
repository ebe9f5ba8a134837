/** How orders end under every kind of fault. Afterwards the books of all sides must agree. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { OrderReason, OrderStatus, ProviderName } from '../../../../src/proxy/contract.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  buy,
  closeSandbox,
  DATABASES,
  advanceUntilEnd,
  PURCHASES,
  openProxyCluster,
  RINA,
  saldoTotals,
  type Goods,
  type ProxyClusterOptions,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const SALDO = { api: 'closed', method: 'POST', path: '/member/saldo' } as const;
const DEBIT = { ...SALDO, fields: { tipe: 'kurang' } } as const;
const REFUND = { ...SALDO, fields: { tipe: 'tambah' } } as const;
const PLACE = {
  lapakgaming: { api: 'lapakgaming', method: 'POST', path: '/api/order' },
  snapcart: { api: 'snapcart', method: 'POST', path: '/payment' },
  leuwongrr: { api: 'leuwongrr', method: 'POST', path: '/me/orders' },
} as const;
const LAPAKGAMING_PURCHASE: Goods = PURCHASES.lapakgaming;

const RICH_MEMBER = {
  id_user: RINA.id_user,
  token_user: RINA.token_user,
  email_user: 'rina@example.com',
  nama_user: 'Rina',
  saldo: 90_000_000,
};

interface FaultCase {
  readonly name: string;
  readonly provider?: ProviderName;
  readonly purchase?: Goods;
  readonly shop?: ProxyClusterOptions['shop'];
  readonly faults?: readonly FaultInput[];
  /** ms of simulated time between two polls */
  readonly pace?: number;
  readonly status: OrderStatus;
  readonly reason?: OrderReason;
  /** whether the price stays debited in the end */
  readonly paid: boolean;
  /** number of orders at the provider */
  readonly bought: number;
  /** whether an earlier purchase without faults showed the proxy that histories show notes */
  readonly hasHistoryBeenSeen?: boolean;
}

const failing = { settleAs: 'failed' } as const;

const FAULT_CASES: readonly FaultCase[] = [
  { name: 'nothing fails', status: 'completed', paid: true, bought: 1 },
  { name: 'nothing fails', provider: 'snapcart', status: 'completed', paid: true, bought: 1 },
  {
    name: 'the provider fails',
    shop: failing,
    status: 'refunded',
    reason: 'provider_failed',
    paid: false,
    bought: 1,
  },
  {
    name: 'the provider fails',
    provider: 'snapcart',
    shop: failing,
    status: 'refunded',
    reason: 'provider_failed',
    paid: false,
    bought: 1,
  },
  ...(['disconnect', 'malformed', 'truncate'] as const).map((kind): FaultCase => ({
    name: `the debit happens, and its answer is lost (${kind})`,
    faults: [{ kind, ...DEBIT, effect: 'kept', times: 1 }],
    pace: 10_000,
    status: 'completed',
    paid: true,
    bought: 1,
  })),
  {
    name: 'the debit happens, and the answer is 500',
    faults: [{ kind: 'status', status: 500, ...DEBIT, effect: 'kept', times: 1 }],
    pace: 10_000,
    status: 'completed',
    paid: true,
    bought: 1,
  },
  {
    name: 'the answers to debits and refunds name another amount',
    shop: { saldoEchoOffset: 10_000 },
    pace: 10_000,
    status: 'completed',
    paid: true,
    bought: 1,
  },
  {
    name: 'the answers to debits and refunds name another amount, and the provider fails',
    shop: { ...failing, saldoEchoOffset: 10_000 },
    pace: 10_000,
    status: 'refunded',
    reason: 'provider_failed',
    paid: false,
    bought: 1,
  },
  {
    name: 'the debit does not happen, its answer is lost, and the history is known to show notes',
    faults: [{ kind: 'disconnect', ...DEBIT, times: 1, after: 1 }],
    hasHistoryBeenSeen: true,
    pace: 60_000,
    status: 'failed',
    reason: 'debit_not_seen',
    paid: false,
    bought: 0,
  },
  {
    name: 'the debit does not happen, its answer is lost, and the history was never seen to show notes',
    faults: [{ kind: 'disconnect', ...DEBIT, times: 1 }],
    pace: 60_000,
    status: 'review',
    reason: 'debit_not_seen',
    paid: false,
    bought: 0,
  },
  {
    name: 'the debit is refused because of the quota',
    faults: [{ kind: 'status', status: 429, retryAfter: 60, ...DEBIT }],
    status: 'failed',
    reason: 'shop_quota',
    paid: false,
    bought: 0,
  },
  {
    name: 'the order is placed, and its answer is lost',
    faults: [{ kind: 'disconnect', ...PLACE.lapakgaming, effect: 'kept', times: 1 }],
    pace: 10_000,
    status: 'completed',
    paid: true,
    bought: 1,
  },
  {
    name: 'the order is not placed, and its answer is lost',
    faults: [{ kind: 'disconnect', ...PLACE.lapakgaming, times: 1 }],
    pace: 60_000,
    status: 'refunded',
    reason: 'provider_silent',
    paid: false,
    bought: 0,
  },
  {
    name: 'the payment is placed, and its answer is lost',
    provider: 'snapcart',
    faults: [{ kind: 'disconnect', ...PLACE.snapcart, effect: 'kept', times: 1 }],
    pace: 60_000,
    status: 'review',
    reason: 'provider_silent',
    paid: true,
    bought: 1,
  },
  {
    name: 'the provider asks to come back later',
    faults: [{ kind: 'status', status: 429, retryAfter: 2, ...PLACE.lapakgaming, times: 2 }],
    status: 'completed',
    paid: true,
    bought: 1,
  },
  {
    name: 'the provider stays unreachable',
    faults: [{ kind: 'status', status: 429, retryAfter: 30, ...PLACE.lapakgaming }],
    pace: 30_000,
    status: 'refunded',
    reason: 'provider_unreachable',
    paid: false,
    bought: 0,
  },
  ...(
    [
      ['ML234_23-S2', 'item_gone'],
      ['ML625_81-S2', 'item_gone'],
      ['ML7740_1548-S42', 'provider_refused'],
    ] as const
  ).map(([item, reason]): FaultCase => ({
    name: `the provider refuses ${item}`,
    purchase: { ...LAPAKGAMING_PURCHASE, item },
    shop: { members: [RICH_MEMBER] },
    status: 'refunded',
    reason,
    paid: false,
    bought: 0,
  })),
  {
    name: 'the item is sold out when it is ordered',
    faults: [{ kind: 'body', ...PLACE.lapakgaming, body: '{"code":"PRODUCT_EMPTY"}' }],
    status: 'refunded',
    reason: 'item_gone',
    paid: false,
    bought: 0,
  },
  {
    name: 'the provider answers with an unknown code',
    faults: [{ kind: 'body', ...PLACE.lapakgaming, body: '{"code":"MAINTENANCE"}' }],
    pace: 60_000,
    status: 'refunded',
    reason: 'provider_silent',
    paid: false,
    bought: 0,
  },
  {
    name: 'the refund happens, and its answer is lost',
    shop: failing,
    faults: [{ kind: 'disconnect', ...REFUND, effect: 'kept', times: 1 }],
    pace: 10_000,
    status: 'refunded',
    reason: 'provider_failed',
    paid: false,
    bought: 1,
  },
  {
    name: 'the refund does not happen, and its answer is lost',
    shop: failing,
    faults: [{ kind: 'disconnect', ...REFUND, times: 1 }],
    pace: 60_000,
    status: 'review',
    reason: 'refund_not_seen',
    paid: true,
    bought: 1,
  },
  {
    name: 'the refund waits for the quota',
    shop: failing,
    faults: [{ kind: 'status', status: 429, retryAfter: 60, ...REFUND, times: 2 }],
    pace: 120_000,
    status: 'refunded',
    reason: 'provider_failed',
    paid: false,
    bought: 1,
  },
  {
    name: 'a voucher',
    purchase: { ...LAPAKGAMING_PURCHASE, product: 'VCGS', item: 'VCGS330-S22', fields: {} },
    status: 'completed',
    paid: true,
    bought: 1,
  },
];

for (const database of DATABASES) {
  describe(`an order on ${database}`, { concurrency: 4 }, () => {
    for (const faultCase of FAULT_CASES) {
      const { provider = 'lapakgaming' } = faultCase;
      it(`${provider}: ${faultCase.name}`, async () => {
        const world = await openProxyCluster({ database, shop: faultCase.shop ?? {} });
        try {
          await world.faults(faultCase.faults ?? []);
          const shopper = await world.shopper();
          let before = { debited: 0, refunded: 0 };
          if (faultCase.hasHistoryBeenSeen === true) {
            const first = await buy(shopper, 'snapcart');
            assert.equal(
              (await advanceUntilEnd(world, shopper, first.order.id)).status,
              'completed',
            );
            before = await saldoTotals(world);
          }
          const { order, price } = await buy(shopper, provider, faultCase.purchase);
          const ended = await advanceUntilEnd(world, shopper, order.id, {
            stepMs: faultCase.pace ?? 1_000,
          });
          assert.deepEqual(
            [ended.status, ended.reason],
            [faultCase.status, faultCase.reason ?? null],
            ended.message ?? '',
          );
          const { debited, refunded } = await saldoTotals(world);
          const netDebited = debited - before.debited - (refunded - before.refunded);
          assert.equal(netDebited, faultCase.paid ? price : 0, 'what was paid');
          const books = await world.booksSchema();
          assert.equal(books[provider].orders.length, faultCase.bought, 'orders at the provider');
        } finally {
          await world.close();
        }
      });
    }
  });
}
