/** `etalase orders`: lists, shows and decides. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { runOrders } from '../../../../src/proxy/command/orders/orders-command.js';
import type { CommandContext } from '../../../../src/proxy/command/command-context.js';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';

import { openTerminal } from '../support/terminal.js';
import { order, stateOf, storeOrders } from './stored-orders.js';

describe('etalase orders', () => {
  it('lists orders in review, and shows one with every event', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await storeOrders(env);
    await runOrders([], context);
    assert.equal(takeOutput().split('\n').length, 2);
    await runOrders(['list', '--review'], context);
    assert.match(takeOutput(), /^TU-7F3K-92QD 23\/11 17:00 REVIEW +Rp12\.500 0812.* 10 koin, Vo…$/);
    await runOrders(['--state', 'accepted'], context);
    assert.match(takeOutput(), /^TU-H4XW-M6TR .* ACCEPTED /);

    assert.equal(await runOrders(['show', 'first'], context), 0);
    const shown = takeOutput();
    assert.match(shown, /provider_silent/);
    assert.match(shown, /etldTAGfirst[^]*etlrTAGfirst/);
    assert.match(
      shown,
      /2026-11-23 17:00:00 WIB \(2026-11-23T10:00:00\.005Z\) +PLACING → PLACE_UNKNOWN/,
    );
    assert.equal(shown.match(/ → /g)?.length, 7);
    for (const secret of ['SEALED-TOKEN', 'CALLBACK-KEY', '\u001b']) {
      assert.ok(!shown.includes(secret), secret);
    }
  });

  for (const typed of ['TU-7F3K-92QD', 'tu7f3k92qd', ' Tu 7F3K 92qd ', 'tu–7f3k–92qd']) {
    it(`takes the number where it takes an id: ${typed}`, async () => {
      const { context, env, takeOutput } = await openTerminal();
      await storeOrders(env);
      assert.equal(await runOrders(['show', typed], context), 0);
      const shown = takeOutput();
      assert.match(shown, /^nomor \/ number +TU-7F3K-92QD$/m);
      assert.match(shown, /^pesanan \/ order +first$/m);
      assert.match(shown, /PLACE_UNKNOWN → REVIEW/);
      const words = ['--as', 'refund', '--by', 'Rina', '--reason', 'seen in the dashboard'];
      assert.equal(await runOrders(['resolve', typed, ...words], context), 0);
      assert.equal((await stateOf(env, 'first')).state, 'REFUND_DUE');
      assert.equal((await stateOf(env, 'second')).state, 'ACCEPTED');
    });
  }

  for (const typed of [
    'TU-7F3K-92Q',
    'TU-7F3K-92QDD',
    'TU-7F3K-92QS',
    'XX-7F3K-92QD',
    '7F3K-92QD',
  ]) {
    it(`knows no order of the number ${typed}`, async () => {
      const { context, env } = await openTerminal();
      await storeOrders(env);
      assert.equal(await runOrders(['show', typed], context), 1);
    });
  }

  for (const [decision, state] of [
    ['delivered', 'FULFILLED'],
    ['refunded', 'REFUNDED'],
    ['refund', 'REFUND_DUE'],
    ['look-again', 'PLACE_UNKNOWN'],
  ] as const) {
    it(`resolves an order as ${decision}, and records who and why`, async () => {
      const { context, env } = await openTerminal();
      await storeOrders(env);
      const words = ['--as', decision, '--by', 'Rina', '--reason', 'seen in the dashboard'];
      assert.equal(await runOrders(['resolve', 'first', ...words], context), 0);
      const { state: now, last } = await stateOf(env, 'first');
      assert.deepEqual([now, last?.kind, last?.to_state], [state, 'resolved', state]);
      assert.match(last?.note ?? '', /Rina: seen in the dashboard/);
      assert.equal(await runOrders(['resolve', 'first', ...words], context), 1);
      assert.equal(await runOrders(['resolve', 'second', ...words], context), 1);
      assert.equal(await runOrders(['resolve', 'third', ...words], context), 1);
      assert.equal((await stateOf(env, 'second')).state, 'ACCEPTED');
    });
  }

  it('refuses what the order’s own steps contradict, unless a person overrules them', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await storeOrders(env);
    const words = ['resolve', 'first', '--as', 'failed', '--by', 'Rina', '--reason', 'I am sure'];
    assert.equal(await runOrders(words, context), 3);
    assert.match(takeOutput(), /failed is refused|is refused.*the saldo was debited/);
    assert.equal((await stateOf(env, 'first')).state, 'REVIEW');
    assert.equal(await runOrders([...words, '--against-evidence'], context), 0);
    const { state, last } = await stateOf(env, 'first');
    assert.deepEqual([state, last?.kind], ['CANCELLED', 'overruled']);
    assert.match(
      last?.note ?? '',
      /^failed by Rina: I am sure \(against the evidence; debit taken/,
    );
  });

  it('asks on a terminal, and changes nothing without a yes', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await storeOrders(env);
    const questions: string[] = [];
    const answering = (isAgreed: boolean): CommandContext => ({
      ...context,
      confirm: (question) => {
        questions.push(question);
        return Promise.resolve(isAgreed);
      },
    });
    const resolve = (decision: string, isAgreed: boolean) =>
      runOrders(
        ['resolve', 'first', '--as', decision, '--by', 'Rina', '--reason', 'x'],
        answering(isAgreed),
      );
    assert.equal(await resolve('refund', false), 1);
    assert.match(takeOutput(), /Nothing was changed/);
    assert.equal((await stateOf(env, 'first')).state, 'REVIEW');
    // A refused decision needs no question.
    assert.equal(await resolve('failed', true), 3);
    assert.deepEqual(questions, ['TU-7F3K-92QD → refund? [y/N]']);
    assert.equal(await resolve('refund', true), 0);
    assert.equal((await stateOf(env, 'first')).state, 'REFUND_DUE');
  });

  it('records one of two decisions that are made at once', async () => {
    const { context, env } = await openTerminal();
    await storeOrders(env);
    const codes = await Promise.all(
      ['refund', 'delivered', 'refund'].map((decision) =>
        runOrders(['resolve', 'first', '--as', decision, '--by', 'Rina', '--reason', 'x'], context),
      ),
    );
    assert.deepEqual(codes.sort(), [0, 1, 1]);
  });

  for (const [typed, code, found] of [
    ['fir', 0, 'first'],
    ['FIRST', 0, 'first'],
    [' Second ', 0, 'second'],
    ['firsts', 1, 'There is no such order.'],
    ['%', 1, 'There is no such order.'],
    ['fir_', 1, 'There is no such order.'],
    ['', 1, 'There is no such order.'],
  ] as const) {
    it(`finds an order by "${typed}"`, async () => {
      const { context, env, takeOutput } = await openTerminal();
      await storeOrders(env);
      assert.equal(await runOrders(['show', typed], context), code);
      assert.match(takeOutput(), new RegExp(`${found}$`, 'm'));
    });
  }

  it('names the orders where a beginning is that of several', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await storeOrders(env);
    const database = await openDatabase(readSettings(env).database);
    const ledger = new OrderLedger({
      database,
      now: Date.now,
      node: 'test',
      leaseMs: 1,
      onChange: () => undefined,
    });
    const fifth = { id: 'fifth', idempotency_key: 'k', quote_id: 'q', callback_key: 'c' };
    await ledger.accept({ ...order('second'), ...fifth, number: 'TU-2222-2222' });
    await database.db.destroy();
    assert.equal(await runOrders(['show', 'fi'], context), 1);
    assert.match(takeOutput(), /fifth +TU-2222-2222 +ACCEPTED\n +first +TU-7F3K-92QD +REVIEW/);
  });

  it('refuses to refund an invoice', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await storeOrders(env, 'invoice');
    const resolve = (decision: string) =>
      runOrders(['resolve', 'first', '--as', decision, '--by', 'Rina', '--reason', 'x'], context);
    for (const decision of ['refund', 'refunded']) {
      assert.equal(await resolve(decision), 1);
      assert.match(takeOutput(), /nothing to refund/);
      assert.equal((await stateOf(env, 'first')).state, 'REVIEW');
    }
    assert.equal(await resolve('delivered'), 0);
    assert.equal((await stateOf(env, 'first')).state, 'FULFILLED');
  });

  for (const args of [
    ['resolve', 'first'],
    ['resolve', 'first', '--as', 'forgotten', '--by', 'Rina', '--reason', 'x'],
    ['resolve', 'first', '--as', 'refund', '--by', 'Rina'],
    ['resolve', 'first', '--as', 'refund', '--reason', 'x', '--by', ' '],
    ['show'],
    ['remove', 'first'],
    ['list', '--state', 'GONE'],
    ['list', '--limit', '0'],
  ]) {
    it(`refuses: ${args.join(' ')}`, async () => {
      const { context } = await openTerminal();
      await assert.rejects(runOrders(args, context), UsageError);
    });
  }
});
