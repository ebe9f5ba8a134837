/** A shop of the sandbox, a terminal whose commands use it, and orders in its store. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
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
export const folder = mkdtempSync(join(tmpdir(), 'etalase-command-'));
after(() => rmSync(folder, { recursive: true }));
let databaseCount = 0;

/** A shop of the sandbox, and a terminal whose commands use it. */
export const openTerminal = async (changed: Record<string, string> = {}) => {
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
    confirm: null,
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

export const NUMBERS = { first: 'TU-7F3K-92QD', second: 'TU-H4XW-M6TR' };

export const order = (id: keyof typeof NUMBERS, paidBy: PaidBy = 'saldo') => ({
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
export const storeOrders = async (env: Record<string, string>, paidBy: PaidBy = 'saldo') => {
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

export const stateOf = async (env: Record<string, string>, id: string) => {
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
