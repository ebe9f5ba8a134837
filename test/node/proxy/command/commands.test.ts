/** The operator's commands, run as the command line runs them, against the sandbox. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCheck } from '../../../../src/proxy/command/check-command.js';
import { runKeys } from '../../../../src/proxy/command/keys-command.js';
import { runOrders } from '../../../../src/proxy/command/orders-command.js';
import { runProxy } from '../../../../src/proxy/command/proxy-command.js';
import { UsageError, type CommandContext } from '../../../../src/proxy/command/usage.js';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import { listOrderEvents } from '../../../../src/proxy/ledger/queries.js';
import type { PaidBy } from '../../../../src/proxy/store/order-state.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { proxySettings } from '../../../../src/sandbox/proxy-settings.js';
import { openOpenApiShop, served } from '../../sandbox/support/open-api-shop.js';

const KEY = Buffer.alloc(32, 7).toString('base64url');
const folder = mkdtempSync(join(tmpdir(), 'etalase-command-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

const openDesk = async (changed: Record<string, string> = {}) => {
  const shop = await openOpenApiShop();
  const file = join(folder, `${++files}.db`);
  const env: Record<string, string> = {
    ...proxySettings(served.origin, shop.token),
    ETALASE_PORT: '0',
    ETALASE_SIGNING_KEYS: `one:${KEY}`,
    DATABASE_URL: `file:${file}`,
    ...changed,
  };
  const said: string[] = [];
  const tasks: (() => void)[] = [];
  const around: CommandContext = {
    env,
    platform: nodePlatform,
    print: (text) => said.push(text),
    printError: () => undefined,
    onStopSignal: (task) => tasks.push(task),
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  };
  return {
    shop,
    env,
    said,
    around,
    stop: () => tasks.forEach((task) => task()),
    text: () => said.splice(0).join('\n'),
  };
};

const order = (id: string, paidBy: PaidBy = 'saldo') => ({
  id,
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

/** Writes orders down: the first in review, the second just accepted. */
const writeOrders = async (env: Record<string, string>, paidBy: PaidBy = 'saldo') => {
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
    const moved = await ledger.transition(current, state, 'step', { next_attempt_at: null, ...reason });
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
  it('makes another key each time, which the settings take', async () => {
    const { around, env, text } = await openDesk();
    const keys = [0, 1].map(() => {
      runKeys([], around);
      return text();
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
  it('finds everything in place, and says no secret', async () => {
    const { around, env, text } = await openDesk();
    assert.equal(await runCheck([], around), 0, text());
    await runCheck([], around);
    const said = text();
    for (const name of ['Open API', 'Closed API', 'Lapakgaming', 'Snapcart', 'LeuwongRR']) {
      assert.match(said, new RegExp(`^✓ .*${name}`, 'm'));
    }
    for (const [name, value] of Object.entries(env)) {
      if (/KEY|TOKEN|SECRET/.test(name)) assert.ok(!said.includes(value), name);
    }
    // Nothing was made: the database is still to come.
    assert.match(said, /• Basis data/);
  });

  for (const [name, changed, found] of [
    ['the Open API token', { BUKAOLSHOP_TOKEN: 'wrong' }, /✗ .*Open API.*\n.*BUKAOLSHOP_TOKEN/],
    ['the API key', { BUKAOLSHOP_API_KEY: 'wrong' }, /✗ .*Closed.*\n.*BUKAOLSHOP_API_KEY/],
    ['Lapakgaming’s key', { LAPAKGAMING_API_KEY: 'wrong' }, /✗ Lapak.*\n.*LAPAKGAMING_API_KEY.*IP/],
    ['an address', { SNAPCART_URL: 'http://127.0.0.1:9/x' }, /✗ Snapcart\n.*SNAPCART_URL/],
    ['a variable', { ETALASE_PORT: 'eighty' }, /✗ Pengaturan.*\n.*\n.*ETALASE_PORT/],
    ['the database', { DATABASE_URL: `file:${folder}` }, /✗ Basis data.*\n.*DATABASE_URL/],
  ] as const) {
    it(`names ${name} when it is wrong, and ends with 1`, async () => {
      const { around, text } = await openDesk(changed);
      const code = await runCheck([], around);
      const said = text();
      assert.match(said, found);
      assert.equal(code, 1);
    });
  }

  it('names the codes of the margin that no provider sells', async () => {
    const file = join(folder, 'margin.json');
    const rule = { percent: 2 };
    const lapakgaming = { products: { ML: rule, MLL: rule, constructor: rule } };
    writeFileSync(file, JSON.stringify({ providers: { lapakgaming } }));
    const { around, text } = await openDesk({ ETALASE_MARGIN: file });
    assert.equal(await runCheck([], around), 0);
    assert.match(text(), /^• Margin Lapakgaming.*\n.*: MLL, constructor\n.*: MLL, constructor$/m);
  });

  it('shows callback addresses only when asked, and always the same', async () => {
    const { around, text } = await openDesk({ ETALASE_PUBLIC_URL: 'https://127.0.0.1:9' });
    await runCheck([], around);
    assert.doesNotMatch(text(), /\/callbacks\//);
    await runCheck(['--callbacks'], around);
    const first = text().match(/https:.*\/callbacks\/.*/g);
    await runCheck(['--callbacks'], around);
    assert.deepEqual(text().match(/https:.*\/callbacks\/.*/g), first);
    assert.equal(first?.length, 3);
  });

  it('reads the file that --env names', async () => {
    const { around, env, text } = await openDesk();
    const file = join(folder, 'etalase.env');
    writeFileSync(
      file,
      Object.entries(env)
        .map((pair) => pair.join('='))
        .join('\n'),
    );
    assert.equal(await runCheck(['--env', file], { ...around, env: {} }), 0, text());
    await assert.rejects(runCheck(['--env', `${file}.not`], around), UsageError);
  });
});

describe('etalase proxy', () => {
  const started = async () => {
    const desk = await openDesk();
    const ended = runProxy([], desk.around);
    while (desk.said.length === 0) await new Promise(setImmediate);
    const [origin = ''] = /http:\S+/.exec(desk.text()) ?? [];
    return { ...desk, origin, ended };
  };

  it('serves until it is asked to stop', async () => {
    const { origin, stop, ended, shop } = await started();
    for (const path of ['/healthz', '/readyz', '/open/app/slide']) {
      assert.equal((await fetch(`${origin}${path}`)).status, 200, path);
    }
    assert.equal((await shop.log()).count, 1);
    stop();
    await ended;
    await assert.rejects(fetch(`${origin}/healthz`));
  });

  it('names the port that is taken, and the host that is not of this machine', async () => {
    const { origin, stop, ended } = await started();
    const { port } = new URL(origin);
    const taken = await openDesk({ ETALASE_PORT: port });
    await assert.rejects(runProxy([], taken.around), {
      message: `ETALASE_PORT names port ${port}, which is taken or not allowed here: EADDRINUSE.`,
    });
    const foreign = await openDesk({ ETALASE_HOST: '192.0.2.1' });
    await assert.rejects(runProxy([], foreign.around), {
      message: 'ETALASE_HOST names 192.0.2.1, where this machine cannot listen: EADDRNOTAVAIL.',
    });
    stop();
    await ended;
  });

  it('shows its figures to this machine, and to nobody through a web server', async () => {
    const { origin, stop, ended } = await started();
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

  it('says which setting is missing', async () => {
    const { around, env } = await openDesk();
    const without = { ...env, BUKAOLSHOP_API_KEY: '' };
    await assert.rejects(runProxy([], { ...around, env: without }), /BUKAOLSHOP_API_KEY/);
  });
});

describe('etalase orders', () => {
  it('lists those in review, and shows one with every step', async () => {
    const { around, env, text } = await openDesk();
    await writeOrders(env);
    await runOrders([], around);
    assert.equal(text().split('\n').length, 2);
    await runOrders(['list', '--review'], around);
    assert.match(text(), /^first +REVIEW .*Rp12\.500 .*Voucher Game: 10 koin$/);
    await runOrders(['--state', 'accepted'], around);
    assert.match(text(), /^second +ACCEPTED /);

    assert.equal(await runOrders(['show', 'first'], around), 0);
    const shown = text();
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

  for (const [decision, state] of [
    ['delivered', 'FULFILLED'],
    ['refunded', 'REFUNDED'],
    ['refund', 'REFUND_DUE'],
    ['failed', 'CANCELLED'],
  ] as const) {
    it(`resolves one as ${decision}, with who and why`, async () => {
      const { around, env } = await openDesk();
      await writeOrders(env);
      const words = ['--as', decision, '--by', 'Rina', '--reason', 'seen in the dashboard'];
      assert.equal(await runOrders(['resolve', 'first', ...words], around), 0);
      const { state: now, last } = await stateOf(env, 'first');
      assert.deepEqual([now, last?.kind, last?.to_state], [state, 'resolved', state]);
      assert.match(last?.note ?? '', /Rina: seen in the dashboard/);
      assert.equal(await runOrders(['resolve', 'first', ...words], around), 1);
      assert.equal(await runOrders(['resolve', 'second', ...words], around), 1);
      assert.equal(await runOrders(['resolve', 'third', ...words], around), 1);
      assert.equal((await stateOf(env, 'second')).state, 'ACCEPTED');
    });
  }

  it('pays nothing back of an invoice', async () => {
    const { around, env, text } = await openDesk();
    await writeOrders(env, 'invoice');
    const resolve = (decision: string) =>
      runOrders(['resolve', 'first', '--as', decision, '--by', 'Rina', '--reason', 'x'], around);
    for (const decision of ['refund', 'refunded']) {
      assert.equal(await resolve(decision), 1);
      assert.match(text(), /nothing to refund/);
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
      const { around } = await openDesk();
      await assert.rejects(runOrders(args, around), UsageError);
    });
  }
});
