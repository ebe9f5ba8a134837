/** Decisions are checked against what really happened: beside a running proxy, on both databases. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import type { CommandContext } from '../../../../src/proxy/command/command-context.js';
import { runOrders } from '../../../../src/proxy/command/orders/orders-command.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { createCallbackSecret } from '../../../../src/proxy/ledger/callback-secret.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  buy,
  closeSandbox,
  DATABASES,
  openProxyCluster,
  orderOf,
  RINA,
  saldoTotals,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

const HOUR = 3_600_000;
const logSchema = z.object({
  requests: z.array(z.object({ fields: z.record(z.string(), z.string()) })),
});
const PAYMENT = { api: 'snapcart', method: 'POST', path: '/payment' } as const;
const REFUND = { api: 'closed', method: 'POST', fields: { tipe: 'tambah' } } as const;
const DEBIT = { api: 'closed', method: 'POST', fields: { tipe: 'kurang' } } as const;

/** Runs `etalase orders` in a process of its own, on the store of the cluster. */
const terminalOf = (world: ProxyCluster) => {
  const printed: string[] = [];
  const context: CommandContext = {
    env: world.env,
    platform: { ...nodePlatform, now: world.now },
    print: (text) => printed.push(text),
    confirm: null,
    printError: () => undefined,
    onStopSignal: () => undefined,
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  };
  const run = async (...args: string[]) => {
    const code = await runOrders(args, context);
    return { code, output: printed.splice(0).join('\n') };
  };
  const resolve = (id: string, decision: string, ...more: string[]) =>
    run('resolve', id, '--as', decision, '--by', 'Rina', '--reason', 'seen', ...more);
  const correct = (id: string, ...more: string[]) =>
    run('correct', id, '--by', 'Rina', '--reason', 'the code does not work', ...more);
  return { run, resolve, correct };
};

/** A delivered order at Lapakgaming, paid from the saldo. */
async function openDelivered(database: 'sqlite' | 'postgres') {
  const world = await openProxyCluster({ database });
  const rina = await world.shopper();
  const { order, price } = await buy(rina, 'lapakgaming');
  const { status } = await advanceUntilEnd(world, rina, order.id);
  assert.equal(status, 'completed');
  return { world, rina, order, price: price ?? 0, ...terminalOf(world) };
}

/** The operator changes a saldo himself, at bukaOlshop. */
const payByHand = (world: ProxyCluster, amount: number): Promise<void> =>
  changeSaldo(world, {
    id_user: RINA.id_user,
    tipe: 'tambah',
    jumlah: String(amount),
    catatan_saldo: 'maaf ya kak',
  });

/** The debit that was lost on its way arrives after all. */
async function deliverDebit(world: ProxyCluster): Promise<void> {
  const { requests } = logSchema.parse(await world.control('GET', '/log?api=closed'));
  const debit = requests.find(({ fields }) => fields['tipe'] === 'kurang');
  assert.ok(debit);
  await changeSaldo(world, debit.fields);
}

async function changeSaldo({ env }: ProxyCluster, fields: Record<string, string>): Promise<void> {
  const answer = await fetch(`${env['BUKAOLSHOP_CLOSED_URL'] ?? ''}/member/saldo`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${env['BUKAOLSHOP_API_KEY'] ?? ''}` },
    body: new URLSearchParams(fields),
  });
  assert.equal(answer.status, 200);
}

/** An order at Snapcart whose payment was lost on its way, `kept` or not, and is in review. */
async function openReview(database: 'sqlite' | 'postgres', effect: 'none' | 'kept') {
  const world = await openProxyCluster({ database, shop: { settleMs: null } });
  const rina = await world.shopper();
  await world.faults([{ kind: 'disconnect', ...PAYMENT, effect }]);
  const { order, price } = await buy(rina, 'snapcart');
  const { status } = await advanceUntilEnd(world, rina, order.id, { stepMs: 120_000 });
  assert.equal(status, 'review');
  await world.faults([]);
  return { world, rina, order, price: price ?? 0, ...terminalOf(world) };
}

/** Puts the ledger back to the moment of delivery, as an older copy of it knows the order. */
async function forgetCorrection(world: ProxyCluster, id: string): Promise<void> {
  const { db } = await openDatabase(readSettings(world.env).database);
  const { version } = await db
    .selectFrom('order_events')
    .select('version')
    .where('order_id', '=', id)
    .where('to_state', '=', 'FULFILLED')
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom('order_events')
    .where('order_id', '=', id)
    .where('version', '>', version)
    .execute();
  await db
    .updateTable('orders')
    .set({ state: 'FULFILLED', version, correction_tag: null, delivered_at: null })
    .where('id', '=', id)
    .execute();
  await db.destroy();
}

/** Sends Snapcart's callback to the running proxy. */
async function callBack(world: ProxyCluster, body: object): Promise<void> {
  const settings = readSettings(world.env);
  const database = await openDatabase(settings.database);
  const keys = createKeys(settings, world.now);
  const secret = await createCallbackSecret(database, keys, nodePlatform)();
  await database.db.destroy();
  const request = new Request(`http://127.0.0.1:8787/callbacks/snapcart/${secret}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal((await (await world.first()).fetch(request)).status, 200);
}

for (const database of DATABASES) {
  describe(`etalase orders resolve, on ${database}`, () => {
    it('refuses that nothing was paid, and refunds once what was', async () => {
      const { world, rina, order, price, run, resolve } = await openReview(database, 'none');
      try {
        const failed = await resolve(order.id, 'failed');
        assert.equal(failed.code, 3);
        assert.match(failed.output, /the saldo was debited[^]*✗ failed/);
        assert.equal((await orderOf(rina, order.id)).status, 'review');
        assert.equal((await resolve(order.id, 'refunded')).code, 3, 'nothing came back yet');
        const looked = await run('show', order.number.toLowerCase(), '--look');
        assert.match(looked.output, /\? refund .*not proven whether it was delivered/);
        const codes = await Promise.all([
          resolve(order.id, 'refund'),
          resolve(order.id.slice(0, 8).toUpperCase(), 'refund'),
        ]);
        assert.deepEqual(codes.map(({ code }) => code).sort(), [0, 1]);
        const ended = await advanceUntilEnd(world, rina, order.id);
        assert.equal(ended.status, 'refunded');
        assert.deepEqual(await saldoTotals(world), { debited: price, refunded: price, changes: 2 });
      } finally {
        await world.close();
      }
    });
  });
}

for (const database of DATABASES) {
  describe(`etalase orders correct, on ${database}`, () => {
    it('pays a delivered order back once, though the answer is lost and two correct it', async () => {
      const { world, rina, order, price, run, correct } = await openDelivered(database);
      try {
        await world.faults([{ kind: 'disconnect', ...REFUND, effect: 'kept', times: 1 }]);
        const codes = await Promise.all([correct(order.id), correct(order.number)]);
        assert.equal(codes.filter(({ code }) => code === 0).length, 1);
        const ended = await advanceUntilEnd(world, rina, order.id, {
          untilStatuses: ['refunded', 'review'],
        });
        assert.deepEqual([ended.status, ended.reason], ['refunded', 'resolved_by_operator']);
        const totals = { debited: price, refunded: price, changes: 2 };
        assert.deepEqual(await saldoTotals(world), totals);
        const shown = (await run('show', order.id)).output;
        assert.match(
          shown,
          /FULFILLED → REFUND_DUE +correct by Rina: the code does not work \(proven/,
        );
        const [, tag = ''] = /koreksi \/ correction +(etlr\w+)/.exec(shown) ?? [];
        const [member] = (await world.booksSchema()).members;
        assert.ok(member?.changes.some(({ catatan_saldo: note }) => note.startsWith(tag)));
        assert.match((await run('find', tag)).output, new RegExp(order.number));
        for (const more of [[], ['--against-evidence'], ['--as', 'refunded']]) {
          assert.equal((await correct(order.id, ...more)).code, 3);
        }

        await forgetCorrection(world, order.id);
        const again = await correct(order.id);
        assert.equal(again.code, 3, 'an older copy of the ledger does not pay twice');
        assert.match(again.output, /✗ correct .*the saldo was paid back/);
        assert.equal((await correct(order.id, '--as', 'refunded')).code, 0);
        assert.equal((await orderOf(rina, order.id)).status, 'refunded');
        assert.deepEqual(await saldoTotals(world), totals);
      } finally {
        await world.close();
      }
    });
  });
}

describe('etalase orders correct', () => {
  it('learns of a refund by hand, and pays none beside it', async () => {
    const { world, rina, order, price, correct } = await openDelivered('sqlite');
    try {
      assert.equal((await correct(order.id, '--as', 'refunded')).code, 3, 'nothing came back yet');
      await payByHand(world, price);
      const paid = await correct(order.id);
      assert.equal(paid.code, 3);
      assert.match(paid.output, /without a tag of ours[^]*--as refunded/);
      assert.equal((await orderOf(rina, order.id)).status, 'completed');
      assert.equal((await correct(order.id, '--as', 'refunded')).code, 0);
      assert.equal((await orderOf(rina, order.id)).status, 'refunded');
      assert.equal((await saldoTotals(world)).changes, 2);
    } finally {
      await world.close();
    }
  });

  it('refuses an order that was not delivered, with 3 where nothing is owed', async () => {
    const { world, rina, order, correct, resolve } = await openReview('sqlite', 'none');
    try {
      assert.equal((await correct(order.id)).code, 1);
      assert.equal((await resolve(order.id, 'refund')).code, 0);
      assert.equal((await correct(order.id)).code, 3, 'it is being paid back');
      await advanceUntilEnd(world, rina, order.id);
      assert.equal((await saldoTotals(world)).changes, 2);
    } finally {
      await world.close();
    }
  });
});

describe('etalase orders resolve', () => {
  it('keeps the handle that a callback names during the review, and asks by it', async () => {
    const { world, rina, order, run, resolve } = await openReview('sqlite', 'kept');
    try {
      const [payment] = (await world.booksSchema()).snapcart.orders;
      const handle = String(payment?.['request_id']);
      assert.doesNotMatch((await run('show', order.id)).output, /callback/);
      await callBack(world, { request_id: handle, reference_id: order.id, status_code: '200' });
      const shown = (await run('show', order.id)).output;
      assert.match(shown, new RegExp(`callback +${handle} .*not checked yet: --look`));
      assert.equal((await orderOf(rina, order.id)).status, 'review');
      const early = await resolve(order.id, 'delivered');
      assert.equal(early.code, 3, 'it is still under way');
      assert.match(early.output, /in progress/);
      await world.control('POST', `/orders/${handle}`, { status: 'done' });
      for (const wrong of ['refund', 'refunded', 'failed']) {
        assert.equal((await resolve(order.id, wrong)).code, 3, wrong);
      }
      const delivered = await resolve(order.id, 'delivered');
      assert.equal(delivered.code, 0);
      assert.match(delivered.output, /✓ delivered .*agrees with the evidence/);
      assert.equal((await orderOf(rina, order.id)).status, 'completed');
    } finally {
      await world.close();
    }
  });

  it('does not believe a callback that names the payment of another order', async () => {
    const { world, rina, order, resolve } = await openReview('sqlite', 'none');
    try {
      const other = await buy(rina, 'snapcart');
      await advanceUntilEnd(world, rina, other.order.id, { untilStatuses: ['processing'] });
      const [payment] = (await world.booksSchema()).snapcart.orders;
      const handle = String(payment?.['request_id']);
      await world.control('POST', `/orders/${handle}`, { status: 'done' });
      await callBack(world, { request_id: handle, reference_id: order.id, status_code: '200' });
      const { output } = await resolve(order.id, 'failed');
      assert.match(output, /unclear \(provider cannot be asked\)/);
    } finally {
      await world.close();
    }
  });

  it('refuses to pay back a debit that the history lacks, until it arrives after all', async () => {
    const world = await openProxyCluster();
    const { resolve, run } = terminalOf(world);
    try {
      const rina = await world.shopper();
      await world.faults([{ kind: 'disconnect', ...DEBIT, times: 1 }]);
      const { order } = await buy(rina, 'lapakgaming');
      const { reason } = await advanceUntilEnd(world, rina, order.id, { stepMs: 120_000 });
      assert.equal(reason, 'debit_not_seen');
      world.advanceTime(25 * HOUR);
      const refund = await resolve(order.id, 'refund');
      assert.equal(refund.code, 3, refund.output);
      assert.match(refund.output, /✗ refund .*not debited/);
      assert.equal((await saldoTotals(world)).changes, 0);
      const shown = await run('show', order.id, '--look');
      assert.match(shown.output, /✓ failed .*agrees with the evidence/);
      assert.equal((await resolve(order.id, 'failed')).code, 0);
      assert.equal((await orderOf(rina, order.id)).status, 'failed');
      await deliverDebit(world);
      await advanceUntilEnd(world, rina, order.id, { untilStatuses: ['refunded'], stepMs: HOUR });
      const { debited, refunded } = await saldoTotals(world);
      assert.equal(refunded, debited);
    } finally {
      await world.close();
    }
  });

  it('sends an order back to its search, which sends nothing', async () => {
    const { world, rina, order, resolve } = await openReview('sqlite', 'none');
    try {
      const again = await resolve(order.id, 'look-again');
      assert.equal(again.code, 0);
      assert.match(again.output, /it is PLACE_UNKNOWN now/);
      const ended = await advanceUntilEnd(world, rina, order.id, { stepMs: 120_000 });
      assert.equal(ended.status, 'review');
      assert.equal((await world.booksSchema()).snapcart.orders.length, 0);
      assert.equal((await saldoTotals(world)).changes, 1);
    } finally {
      await world.close();
    }
  });
});
