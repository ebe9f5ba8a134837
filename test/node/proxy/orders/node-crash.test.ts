/** A node dies at a call that moves money: another node finishes the order, and repeats nothing. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { OrderStatus } from '../../../../src/proxy/contract.js';
import type { Platform } from '../../../../src/proxy/platform.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  buy,
  closeSandbox,
  DATABASES,
  advanceUntilEnd,
  openProxyCluster,
  saldoTotals,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

type CrashMoment = 'before' | 'after';

interface CrashCase {
  readonly at: 'debit' | 'place' | 'refund';
  readonly moment: CrashMoment;
  readonly status: OrderStatus;
  readonly paid: boolean;
  readonly bought: number;
}

const CRASH_CASES: readonly CrashCase[] = [
  { at: 'debit', moment: 'after', status: 'completed', paid: true, bought: 1 },
  { at: 'debit', moment: 'before', status: 'review', paid: false, bought: 0 },
  { at: 'place', moment: 'after', status: 'completed', paid: true, bought: 1 },
  { at: 'place', moment: 'before', status: 'refunded', paid: false, bought: 0 },
  { at: 'refund', moment: 'after', status: 'refunded', paid: false, bought: 1 },
  { at: 'refund', moment: 'before', status: 'review', paid: true, bought: 1 },
];

const matchesCall = (at: CrashCase['at'], url: string, { method, body }: RequestInit): boolean => {
  if (method !== 'POST') return false;
  const text = body instanceof URLSearchParams ? body.toString() : '';
  if (at === 'place') return url.endsWith('/api/order');
  return url.endsWith('/member/saldo') && text.includes(at === 'debit' ? 'kurang' : 'tambah');
};

/** The platform of a node that dies at a call: afterwards no answer arrives and no timer fires. */
function createDyingPlatform(
  at: CrashCase['at'],
  moment: CrashMoment,
): Partial<Platform> & { readonly died: Promise<void> } {
  let isDead = false;
  let reportDeath: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (reportDeath = resolve));
  const never = new Promise<never>(() => undefined);
  return {
    died,
    fetch: async (url, init) => {
      if (isDead) return never;
      if (!matchesCall(at, url, init)) return fetch(url, init);
      isDead = true;
      if (moment === 'after') await fetch(url, init);
      reportDeath();
      return never;
    },
    setTimer: (ms, task) => {
      const timer = setTimeout(() => {
        if (!isDead) task();
      }, ms);
      return () => clearTimeout(timer);
    },
  };
}

for (const database of DATABASES) {
  describe(`a node dies on ${database}`, { concurrency: 4 }, () => {
    for (const { at, moment, status, paid, bought } of CRASH_CASES) {
      it(`${moment} the effect of the ${at}`, async () => {
        const shop = { settleAs: at === 'refund' ? 'failed' : 'done' };
        const world = await openProxyCluster({ database, shop, hasNoFirstNode: true });
        try {
          const { died, ...platform } = createDyingPlatform(at, moment);
          const first = await world.node(platform, { isMortal: true });
          const { order, price } = await buy(await world.shopper(first), 'lapakgaming');
          const clock = setInterval(() => world.advanceTime(1_000), 25);
          await died;
          clearInterval(clock);
          const second = await world.node();
          const shopper = await world.shopper(second);
          const ended = await advanceUntilEnd(world, shopper, order.id, { stepMs: 30_000 });
          assert.equal(ended.status, status, ended.reason ?? '');
          const { debited, refunded } = await saldoTotals(world);
          assert.equal(debited - refunded, paid ? price : 0);
          const books = await world.booksSchema();
          assert.equal(books.lapakgaming.orders.length, bought);
        } finally {
          await world.close();
        }
      });
    }
  });
}

for (const database of DATABASES) {
  it(`several nodes share the work on ${database}, and no step runs twice`, async () => {
    const world = await openProxyCluster({ database });
    try {
      const others = await Promise.all([world.node(), world.node()]);
      const shopper = await world.shopper();
      const orders = [];
      let total = 0;
      for (let count = 0; count < 6; count++) {
        const { order, price } = await buy(shopper, 'lapakgaming');
        orders.push(order.id);
        total += price ?? 0;
      }
      for (const id of orders) {
        assert.equal((await advanceUntilEnd(world, shopper, id)).status, 'completed');
      }
      const { debited, refunded, changes } = await saldoTotals(world);
      assert.deepEqual([debited, refunded, changes], [total, 0, orders.length]);
      assert.equal((await world.booksSchema()).lapakgaming.orders.length, orders.length);
      assert.equal(others.length, 2);
    } finally {
      await world.close();
    }
  });
}
