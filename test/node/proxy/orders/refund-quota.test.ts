/** When the Closed API's daily quota is used up, refunds come before debits. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';
import { createSaldoClient } from '../../../../src/proxy/saldo/saldo-client.js';
import {
  buy,
  closeSandbox,
  advanceUntilEnd,
  openProxyCluster,
  saldoTotals,
} from '../support/proxy-cluster.js';

after(closeSandbox);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const REFUND = { api: 'closed', method: 'POST', fields: { tipe: 'tambah' } } as const;

describe('a refund that waits for quota', () => {
  it('holds back all debits until it is sent', async () => {
    const world = await openProxyCluster({ shop: { settleAs: 'failed' } });
    try {
      await world.faults([{ kind: 'status', status: 429, ...REFUND, times: 1 }]);
      const rina = await world.shopper();
      const first = await buy(rina, 'lapakgaming');
      await advanceUntilEnd(world, rina, first.order.id, {
        untilStatuses: ['refunding'],
        stepMs: 0,
      });
      await world.control('PATCH', '', { settleAs: 'done' });

      const second = await buy(rina, 'lapakgaming');
      const refused = await advanceUntilEnd(world, rina, second.order.id);
      assert.deepEqual([refused.status, refused.reason], ['failed', 'shop_quota']);
      assert.equal((await saldoTotals(world)).changes, 1, 'only the first was debited');

      const stepMs = MINUTE_MS;
      assert.equal(
        (await advanceUntilEnd(world, rina, first.order.id, { stepMs })).status,
        'refunded',
      );
      world.advanceTime(10_000);
      const third = await buy(rina, 'lapakgaming');
      assert.equal((await advanceUntilEnd(world, rina, third.order.id)).status, 'completed');
      const { debited, refunded } = await saldoTotals(world);
      assert.equal(debited - refunded, third.price);
    } finally {
      await world.close();
    }
  });

  it('is retried with back-off when the refusal asks to wait', async () => {
    const world = await openProxyCluster({ shop: { settleAs: 'failed' } });
    try {
      const body = '{"code":403,"status":"Member diblokir, tunggu admin"}';
      await world.faults([{ kind: 'body', status: 403, body, ...REFUND }]);
      const rina = await world.shopper();
      const { order } = await buy(rina, 'lapakgaming');
      await advanceUntilEnd(world, rina, order.id, { untilStatuses: ['refunding'], stepMs: 0 });
      await world.control('DELETE', '/log');
      for (let minute = 0; minute < 60; minute += 1) {
        world.advanceTime(MINUTE_MS);
        do await new Promise((resolve) => setTimeout(resolve, 30));
        while (!world.hasNoCallsInFlight());
      }
      const log = (await world.control('GET', '/log?api=closed')) as { requests: unknown[] };
      assert.ok(log.requests.length >= 5 && log.requests.length <= 12, `${log.requests.length}`);
      await world.faults([]);
      assert.equal(
        (await advanceUntilEnd(world, rina, order.id, { stepMs: MINUTE_MS })).status,
        'refunded',
      );
    } finally {
      await world.close();
    }
  });

  /** A saldo whose refunds have no quota while `isQuotaSpent`. */
  function createTestSaldoClient(retryAfter?: string) {
    const state = { now: Date.parse('2026-11-25T10:00:00Z'), isQuotaSpent: true };
    const platform: Platform = {
      ...nodePlatform,
      now: () => state.now,
      fetch: (_url, { body }) => {
        const form = body instanceof URLSearchParams ? Object.fromEntries(body) : {};
        const isRefused = state.isQuotaSpent && form['tipe'] === 'tambah';
        const answer = isRefused
          ? { code: 429, status: 'Too many requests' }
          : { code: 200, ...form, id_perubahan: '1' };
        const headers = new Headers(retryAfter ? { 'Retry-After': retryAfter } : {});
        return Promise.resolve(Response.json(answer, { status: answer.code, headers }));
      },
    };
    const bukaolshop = {
      openUrl: 'http://127.0.0.1/v1',
      closedUrl: 'http://127.0.0.1/closed/v1',
      token: 'demo',
      apiKey: 'closed-demo',
      callbackSecret: null,
    };
    const saldo = createSaldoClient(bukaolshop, platform, {
      timeoutMs: 1_000,
      quotaRetryMs: 15 * MINUTE_MS,
    });
    const change = async (direction: 'debit' | 'refund') =>
      (await saldo.sendTransfer({ member: '1', direction, amount: 1_000, tag: direction })).kind;
    return { state, change };
  }

  for (const [what, retryAfter, waitMs, expected] of [
    ['at once', undefined, 0, 'refused'],
    ['before the refund may be retried', undefined, 15 * MINUTE_MS - 1, 'refused'],
    ['in the minute in which the retry is due', undefined, 15 * MINUTE_MS, 'refused'],
    ['after a minute without a retry', undefined, 16 * MINUTE_MS, 'done'],
    ['before the Retry-After of bukaOlshop', '7200', 2 * HOUR_MS, 'refused'],
    ['after that and a minute without a retry', '7200', 2 * HOUR_MS + MINUTE_MS, 'done'],
  ] as const) {
    it(`meets a debit ${what}: ${expected}`, async () => {
      const { state, change } = createTestSaldoClient(retryAfter);
      assert.equal(await change('refund'), 'refused');
      state.now += waitMs;
      assert.equal(await change('debit'), expected);
    });
  }

  it('lets debits through as soon as a refund is sent', async () => {
    const { state, change } = createTestSaldoClient('86400');
    await change('refund');
    assert.equal(await change('debit'), 'refused');
    state.isQuotaSpent = false;
    assert.equal(await change('refund'), 'done');
    assert.equal(await change('debit'), 'done');
  });

  it('does not hold debits longer when the clock is set back', async () => {
    const { state, change } = createTestSaldoClient();
    await change('refund');
    state.now -= 7 * 24 * HOUR_MS;
    assert.equal(await change('debit'), 'refused');
    state.now += 16 * MINUTE_MS;
    assert.equal(await change('debit'), 'done');
  });
});
