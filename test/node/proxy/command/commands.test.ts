/** The operator's commands, called as the command line calls them, against the sandbox. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { runCheck } from '../../../../src/proxy/command/check-command.js';
import { runKeys } from '../../../../src/proxy/command/keys-command.js';
import { runOrders } from '../../../../src/proxy/command/orders-command.js';
import { runProxy } from '../../../../src/proxy/command/proxy-command.js';
import type { CommandContext } from '../../../../src/proxy/command/command-context.js';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { listOrderEvents } from '../../../../src/proxy/ledger/queries.js';
import type { PaidBy } from '../../../../src/proxy/store/order-state.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { proxySettings } from '../../../../src/sandbox/proxy-settings.js';
import { openOpenApiShop, served } from '../../../support/open-api-shop.js';

const KEY = Buffer.alloc(32, 7).toString('base64url');
const folder = mkdtempSync(join(tmpdir(), 'etalase-command-'));
after(() => rmSync(folder, { recursive: true }));
let databaseCount = 0;

/** A shop of the sandbox, and a terminal whose commands use it. */
const openTerminal = async (changed: Record<string, string> = {}) => {
  const shop = await openOpenApiShop();
  const file = join(folder, `${++databaseCount}.db`);
  const env: Record<string, string> = {
    ...proxySettings(served.origin, shop.token),
    ETALASE_PORT: '0',
    ETALASE_SIGNING_KEYS: `one:${KEY}`,
    DATABASE_URL: `file:${file}`,
    ...changed,
  };
  const printed: string[] = [];
  const stopTasks: (() => void)[] = [];
  const context: CommandContext = {
    env,
    platform: nodePlatform,
    print: (text) => printed.push(text),
    printError: () => undefined,
    onStopSignal: (task) => stopTasks.push(task),
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  };
  return {
    shop,
    env,
    printed,
    context,
    stop: () => stopTasks.forEach((task) => task()),
    takeOutput: () => printed.splice(0).join('\n'),
  };
};

const NUMBERS = { first: 'TU-7F3K-92QD', second: 'TU-H4XW-M6TR' };

const order = (id: keyof typeof NUMBERS, paidBy: PaidBy = 'saldo') => ({
  id,
  number: NUMBERS[id],
  shopper: '130173',
  idempotency_key: `key-${id}`,
  request_hash: 'hash',
  quote_id: `quote-${id}`,
  provider: 'snapcart' as const,
  paid_by: paidBy,
  product: 'GV1',
  item: 'GV1-10',
  title: 'Voucher Game',
  item_name: '10 koin',
  fields: '{"nomor":"0812\u001b[2J"}',
  price: 12_500,
  cost: 12_000,
  shopper_secret: 'SEALED-TOKEN',
  shopper_address: null,
  pin_node: null,
  debit_tag: `etldTAG${id}`,
  refund_tag: `etlrTAG${id}`,
  callback_key: `CALLBACK-KEY-${id}`,
});

/** Stores two orders: the first in review, the second just accepted. */
const storeOrders = async (env: Record<string, string>, paidBy: PaidBy = 'saldo') => {
  const database = await openDatabase(readSettings(env).database);
  const ledger = new OrderLedger({
    database,
    now: () => Date.parse('2026-11-23T10:00:00Z'),
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
  });
  await ledger.accept(order('second'));
  const accepted = await ledger.accept(order('first', paidBy));
  assert.ok(accepted.kind === 'created');
  let current = accepted.order;
  const paying = paidBy === 'saldo' ? (['RESERVED', 'DEBITING', 'DEBITED'] as const) : [];
  for (const state of [...paying, 'PLACING', 'PLACE_UNKNOWN', 'REVIEW'] as const) {
    const reason = state === 'REVIEW' ? ({ reason: 'provider_silent' } as const) : {};
    const moved = await ledger.transition(current, state, 'step', {
      next_attempt_at: null,
      ...reason,
    });
    assert.ok(moved.kind === 'changed');
    current = moved.order;
  }
  await database.db.destroy();
};

const stateOf = async (env: Record<string, string>, id: string) => {
  const { db } = await openDatabase(readSettings(env).database);
  const { state } = await db
    .selectFrom('orders')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const events = await listOrderEvents(db, id);
  await db.destroy();
  return { state, last: events.at(-1) };
};

describe('etalase keys', () => {
  it('prints a new key each time, which the settings accept', async () => {
    const { context, env, takeOutput } = await openTerminal();
    const keys = [0, 1].map(() => {
      runKeys([], context);
      return takeOutput();
    });
    assert.notEqual(keys[0], keys[1]);
    const { signingKeys } = readSettings({ ...env, ETALASE_SIGNING_KEYS: keys.join(',') });
    assert.deepEqual(
      signingKeys.map(({ secret }) => secret.length),
      [32, 32],
    );
  });
});

describe('etalase check', () => {
  it('passes for a complete setup, and prints no secret', async () => {
    const { context, env, takeOutput } = await openTerminal();
    assert.equal(await runCheck([], context), 0, takeOutput());
    await runCheck([], context);
    const output = takeOutput();
    for (const name of ['Open API', 'Closed API', 'Lapakgaming', 'Snapcart', 'LeuwongRR']) {
      assert.match(output, new RegExp(`^✓ .*${name}`, 'm'));
    }
    for (const [name, value] of Object.entries(env)) {
      if (/KEY|TOKEN|SECRET/.test(name)) assert.ok(!output.includes(value), name);
    }
    // The check created no database.
    assert.match(output, /• Basis data/);
  });

  for (const [name, changed, found] of [
    ['the Open API token', { BUKAOLSHOP_TOKEN: 'wrong' }, /✗ .*Open API.*\n.*BUKAOLSHOP_TOKEN/],
    ['the API key', { BUKAOLSHOP_API_KEY: 'wrong' }, /✗ .*Closed.*\n.*BUKAOLSHOP_API_KEY/],
    ['Lapakgaming’s key', { LAPAKGAMING_API_KEY: 'wrong' }, /✗ Lapak.*\n.*LAPAKGAMING_API_KEY.*IP/],
    ['an address', { SNAPCART_URL: 'http://127.0.0.1:9/x' }, /✗ Snapcart\n.*SNAPCART_URL/],
    ['a variable', { ETALASE_PORT: 'eighty' }, /✗ Pengaturan.*\n.*\n.*ETALASE_PORT/],
    ['the database', { DATABASE_URL: `file:${folder}` }, /✗ Basis data.*\n.*DATABASE_URL/],
  ] as const) {
    it(`names ${name} where it is wrong, and exits with 1`, async () => {
      const { context, takeOutput } = await openTerminal(changed);
      const code = await runCheck([], context);
      const output = takeOutput();
      assert.match(output, found);
      assert.equal(code, 1);
    });
  }

  it('names every setting that is wrong', async () => {
    const { context, takeOutput } = await openTerminal({ ETALASE_PORT: 'x', DATABASE_URL: 'x' });
    assert.equal(await runCheck([], context), 1);
    assert.match(takeOutput(), /^ {4}ETALASE_PORT must .+\.\n {4}DATABASE_URL must .+\.$/m);
  });

  it('names product codes of the margin that no provider lists', async () => {
    const file = join(folder, 'margin.json');
    const rule = { percent: 2 };
    const lapakgaming = { products: { ML: rule, MLL: rule, constructor: rule } };
    writeFileSync(file, JSON.stringify({ providers: { lapakgaming } }));
    const { context, takeOutput } = await openTerminal({ ETALASE_MARGIN: file });
    assert.equal(await runCheck([], context), 0);
    assert.match(
      takeOutput(),
      /^• Margin Lapakgaming.*\n.*: MLL, constructor\n.*: MLL, constructor$/m,
    );
  });

  it('prints callback URLs only on request, and always the same', async () => {
    const { context, takeOutput } = await openTerminal({
      ETALASE_PUBLIC_URL: 'https://127.0.0.1:9',
    });
    await runCheck([], context);
    assert.doesNotMatch(takeOutput(), /\/callbacks\//);
    await runCheck(['--callbacks'], context);
    const first = takeOutput().match(/https:.*\/callbacks\/.*/g);
    await runCheck(['--callbacks'], context);
    assert.deepEqual(takeOutput().match(/https:.*\/callbacks\/.*/g), first);
    assert.equal(first?.length, 3);
  });

  it('reads the file that --env names', async () => {
    const { context, env, takeOutput } = await openTerminal();
    const file = join(folder, 'etalase.env');
    writeFileSync(
      file,
      Object.entries(env)
        .map((pair) => pair.join('='))
        .join('\n'),
    );
    assert.equal(await runCheck(['--env', file], { ...context, env: {} }), 0, takeOutput());
    await assert.rejects(runCheck(['--env', `${file}.not`], context), UsageError);
  });
});

describe('etalase proxy', () => {
  const startProxy = async () => {
    const terminal = await openTerminal();
    const ended = runProxy([], terminal.context);
    while (terminal.printed.length === 0) await new Promise(setImmediate);
    const [origin = ''] = /http:\S+/.exec(terminal.takeOutput()) ?? [];
    return { ...terminal, origin, ended };
  };

  it('serves until it is asked to stop', async () => {
    const { origin, stop, ended, shop } = await startProxy();
    for (const path of ['/healthz', '/readyz', '/open/app/slide']) {
      assert.equal((await fetch(`${origin}${path}`)).status, 200, path);
    }
    assert.equal((await shop.log()).count, 1);
    stop();
    await ended;
    await assert.rejects(fetch(`${origin}/healthz`));
  });

  it('names the port that is taken, and the host that this machine does not have', async () => {
    const { origin, stop, ended } = await startProxy();
    const { port } = new URL(origin);
    const taken = await openTerminal({ ETALASE_PORT: port });
    await assert.rejects(runProxy([], taken.context), {
      message: `ETALASE_PORT names port ${port}, which is taken or not allowed here: EADDRINUSE.`,
    });
    const foreign = await openTerminal({ ETALASE_HOST: '192.0.2.1' });
    await assert.rejects(runProxy([], foreign.context), {
      message: 'ETALASE_HOST names 192.0.2.1, where this machine cannot listen: EADDRNOTAVAIL.',
    });
    stop();
    await ended;
  });

  it('serves its metrics to this machine only, and never through a web server', async () => {
    const { origin, stop, ended } = await startProxy();
    await fetch(`${origin}/open/app/slide`);
    const answer = await fetch(`${origin}/metrics`);
    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/plain; version=/);
    const text = await answer.text();
    assert.match(text, /^etalase_upstream_seconds_count\{.*bukaolshop-open.*2xx.*\} 1$/m);
    assert.match(text, /^etalase_request_seconds_count\{.*\/open\/app\/slide.*200.*\} 1$/m);
    assert.match(text, /^etalase_open_orders\{state="REVIEW"\} 0$/m);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP']) {
      const passed = await fetch(`${origin}/metrics`, { headers: { [name]: '203.0.113.9' } });
      assert.equal(passed.status, 404, name);
    }
    stop();
    await ended;
  });

  it('names every setting that is missing or wrong, in the language of the terminal', async () => {
    const { context, env } = await openTerminal();
    const wrong = { ...env, BUKAOLSHOP_API_KEY: '', ETALASE_PORT: 'eighty', LANG: 'id_ID.UTF-8' };
    await assert.rejects(runProxy([], { ...context, env: wrong }), {
      message: [
        'ETALASE_PORT harus bilangan bulat dari 0 sampai 65535.',
        'BUKAOLSHOP_API_KEY belum diisi, padahal wajib.',
      ].join('\n'),
    });
    const closed = { ...env, DATABASE_URL: `file:${folder}`, LANG: 'id_ID.UTF-8' };
    await assert.rejects(runProxy([], { ...context, env: closed }), {
      message: /^DATABASE_URL menunjuk basis data yang tidak bisa dibuka dan diperbarui: \w+\.$/,
    });
  });
});

describe('etalase orders', () => {
  it('lists orders in review, and shows one with every event', async () => {
    const { context, env, takeOutput } = await openTerminal();
    await storeOrders(env);
    await runOrders([], context);
    assert.equal(takeOutput().split('\n').length, 2);
    await runOrders(['list', '--review'], context);
    assert.match(takeOutput(), /^first +TU-7F3K-92QD +REVIEW .*Rp12\.500 .*Voucher Game: 10 koin$/);
    await runOrders(['--state', 'accepted'], context);
    assert.match(takeOutput(), /^second +TU-H4XW-M6TR +ACCEPTED /);

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
      const words = ['--as', 'failed', '--by', 'Rina', '--reason', 'seen in the dashboard'];
      assert.equal(await runOrders(['resolve', typed, ...words], context), 0);
      assert.equal((await stateOf(env, 'first')).state, 'CANCELLED');
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
    ['failed', 'CANCELLED'],
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
