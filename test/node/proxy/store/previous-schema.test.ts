/** A store of the schema before `0003_plain_terms` and `0004_order_number`, with open orders: the proxy migrates it and finishes the orders. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { readSettings, type Settings } from '../../../../src/proxy/config/settings.js';
import { createTransferTags, transferNote } from '../../../../src/proxy/orders/transfer-tags.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createProviders } from '../../../../src/proxy/providers/create-providers.js';
import { createSaldoClient } from '../../../../src/proxy/saldo/saldo-client.js';
import { createKeys } from '../../../../src/proxy/crypto/keys.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { migrate } from '../../../../src/proxy/store/migrations.js';
import { parseOrderNumber } from '../../../../src/proxy/store/order-number.js';
import type { OrderState } from '../../../../src/proxy/store/order-state.js';
import { openPostgres } from '../../../../src/proxy/store/postgres.js';
import { openSqlite } from '../../../../src/proxy/store/sqlite.js';
import type { OrderEventRow, OrderRow, ShopFactRow } from '../../../../src/proxy/store/tables.js';
import { stopOwnPostgres } from '../../../support/postgres.js';
import {
  advanceUntilEnd,
  closeSandbox,
  DATABASES,
  openProxyCluster,
  PURCHASES,
  type ProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);
after(stopOwnPostgres);

type NewColumn =
  | 'alternates'
  | 'attempt_number'
  | 'charged_cost'
  | 'field_names'
  | 'inquiry'
  | 'is_trial'
  | 'paid_at'
  | 'number'
  | 'attempts'
  | 'next_attempt_at'
  | 'state_entered_at'
  | 'callback_handle'
  | 'correction_tag'
  | 'delivered_at'
  | 'payment_number'
  | 'transaction_id'
  | 'unit';
interface PreviousOrderRow extends Omit<OrderRow, NewColumn> {
  readonly looks: number;
  readonly due_at: number | null;
  readonly state_at: number;
  readonly hint: string | null;
}
interface PreviousTables {
  orders: PreviousOrderRow;
  order_events: OrderEventRow;
  members: { id_user: string; busy_order: string | null; free_at: number };
  facts: ShopFactRow;
  guesses: { subject: string; count: number; last_at: number; forget_at: number };
}

const MEMBER = {
  id_user: '130180',
  token_user: 'previous-user',
  email_user: 'previous@example.com',
  nama_user: 'Previous',
  saldo: 5_000_000,
};
const HOUR_MS = 3_600_000;
const INDEXES = [
  'orders_due',
  'orders_of_shopper',
  'orders_by_state',
  'order_events_of_order',
  'orders_by_number',
  'guesses_forgotten',
];

/** The progress of an order: effects at bukaOlshop and the provider, and the state in the ledger. */
interface OpenOrder {
  readonly state: OrderState;
  readonly provider: 'lapakgaming' | 'snapcart';
  readonly isDebited: boolean;
  readonly isPlaced: boolean;
  readonly isRefunded: boolean;
  readonly end: 'completed' | 'refunded';
}
const untouched = { provider: 'lapakgaming', isDebited: false, isPlaced: false } as const;
const OPEN_ORDERS: readonly OpenOrder[] = [
  { ...untouched, state: 'ACCEPTED', isRefunded: false, end: 'completed' },
  { ...untouched, state: 'RESERVED', isRefunded: false, end: 'completed' },
  { ...untouched, state: 'DEBITING', isDebited: true, isRefunded: false, end: 'completed' },
  { ...untouched, state: 'DEBIT_UNKNOWN', isDebited: true, isRefunded: false, end: 'completed' },
  { ...untouched, state: 'DEBITED', isDebited: true, isRefunded: false, end: 'completed' },
  // Snapcart finds an order only by its handle, which is in the renamed column.
  {
    state: 'PLACE_UNKNOWN',
    provider: 'snapcart',
    isDebited: true,
    isPlaced: true,
    isRefunded: false,
    end: 'completed',
  },
  {
    ...untouched,
    state: 'PLACED',
    isDebited: true,
    isPlaced: true,
    isRefunded: false,
    end: 'completed',
  },
  { ...untouched, state: 'REFUND_DUE', isDebited: true, isRefunded: false, end: 'refunded' },
  { ...untouched, state: 'REFUND_UNKNOWN', isDebited: true, isRefunded: true, end: 'refunded' },
];

async function openPreviousStore({ database }: Settings): Promise<Kysely<PreviousTables>> {
  const db = new Kysely<PreviousTables>({
    dialect:
      database.kind === 'sqlite'
        ? new SqliteDialect({ database: await openSqlite(database.file) })
        : openPostgres({ url: database.url, onConnectionError: () => undefined }),
  });
  await migrate(db, '0002_guesses');
  return db;
}

/** Repeats the order's effects at the upstreams, and returns its row in the previous schema. */
async function createOpenOrder(settings: Settings, order: OpenOrder): Promise<PreviousOrderRow> {
  const keys = createKeys(settings, Date.now);
  const times = { timeoutMs: 5_000, quotaRetryMs: 1_000 };
  const saldo = createSaldoClient(settings.bukaolshop, nodePlatform, times);
  const provider = createProviders(settings, nodePlatform, times.timeoutMs).get(order.provider);
  assert.ok(provider);
  const purchase = PURCHASES[order.provider];
  const product = await provider.getProduct(purchase.product);
  assert.ok(product.kind !== 'failed');
  const cost = product.value.items.find(({ code }) => code === purchase.item)?.cost ?? null;
  assert.ok(cost !== null);

  const id = randomUUID().replaceAll('-', '');
  const anHourAgo = Date.now() - HOUR_MS;
  const row = {
    id,
    version: 3,
    state: order.state,
    shopper: MEMBER.id_user,
    idempotency_key: id,
    request_hash: id,
    quote_id: id,
    provider: order.provider,
    paid_by: 'saldo',
    product: purchase.product,
    item: purchase.item,
    title: 'Mobile Legends',
    item_name: 'Diamonds',
    fields: JSON.stringify(purchase.fields),
    price: cost + 1_000,
    cost,
    shopper_secret: await keys.encrypt(MEMBER.token_user),
    shopper_address: null,
    pin_node: null,
    ...createTransferTags((purpose, text) => keys.mac(purpose, text), id),
    handle: null,
    hint: null,
    callback_key: id,
    invoice_url: null,
    voucher: null,
    reason: order.end === 'refunded' ? 'provider_failed' : null,
    detail: null,
    intent_at: anHourAgo,
    intent_node: 'previous',
    state_at: Date.now(),
    looks: 2,
    due_at: Date.now(),
    lease_node: null,
    lease_until: null,
    watch_until: null,
    created_at: Date.now(),
    updated_at: anHourAgo,
  } as const;
  for (const direction of ['debit', 'refund'] as const) {
    if (!(direction === 'debit' ? order.isDebited : order.isRefunded)) continue;
    const outcome = await saldo.sendTransfer({
      member: row.shopper,
      direction,
      amount: row.price,
      tag: transferNote({ ...row, ...NEW_COLUMNS }, direction),
    });
    assert.equal(outcome.kind, 'done');
  }
  if (!order.isPlaced) return row;
  const placed = await provider.placeOrder({
    reference: id,
    product: row.product,
    item: row.item,
    fields: purchase.fields,
    cost,
    inquiry: null,
    callbackUrl: null,
    shopperAddress: null,
  });
  assert.ok(placed.kind === 'accepted');
  return order.state === 'PLACED'
    ? { ...row, handle: placed.handle }
    : { ...row, hint: placed.handle };
}

const NEW_COLUMNS = {
  payment_number: null,
  transaction_id: null,
  unit: null,
  inquiry: null,
  is_trial: null,
  charged_cost: null,
  paid_at: null,
  number: 'TU-2222-2222',
  attempts: 0,
  next_attempt_at: null,
  state_entered_at: 0,
  callback_handle: null,
  correction_tag: null,
  delivered_at: null,
  field_names: null,
  alternates: null,
  attempt_number: 1,
} as const;

/** Fills a store of the previous schema. @returns the ids of its orders */
async function fillPreviousStore(settings: Settings): Promise<string[]> {
  const db = await openPreviousStore(settings);
  const rows: PreviousOrderRow[] = [];
  for (const order of OPEN_ORDERS) rows.push(await createOpenOrder(settings, order));
  for (const row of rows) {
    await db.insertInto('orders').values(row).execute();
    await db
      .insertInto('order_events')
      .values({
        order_id: row.id,
        version: row.version,
        at: row.updated_at,
        kind: 'moved',
        from_state: null,
        to_state: row.state,
        note: 'previous',
        node: 'previous',
      })
      .execute();
  }
  const debiting = rows.find(({ state }) => state === 'DEBITING');
  await db
    .insertInto('members')
    .values({ id_user: MEMBER.id_user, busy_order: debiting?.id ?? null, free_at: 0 })
    .execute();
  await db.insertInto('facts').values({ name: 'notes_in_history', value: 'yes', at: 1 }).execute();
  await db
    .insertInto('guesses')
    .values({ subject: 'pin-shopper:1', count: 3, last_at: 1, forget_at: Date.now() + HOUR_MS })
    .execute();
  await db.destroy();
  return rows.map(({ id }) => id);
}

async function readIndexes(settings: Settings): Promise<string[]> {
  const { db, kind } = await openDatabase(settings.database);
  const query =
    kind === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_master where type = 'index'`
      : sql<{ name: string }>`select indexname as name from pg_indexes`;
  const { rows } = await query.execute(db);
  await db.destroy();
  return rows.map(({ name }) => name);
}

/** Asserts that every order was debited and refunded exactly as often as its status requires. */
async function checkTransfers(cluster: ProxyCluster, rows: readonly OrderRow[]): Promise<void> {
  const { members } = await cluster.booksSchema();
  const changes = members.flatMap((member) => member.changes);
  const countOf = (tag: string) =>
    changes.filter(({ catatan_saldo }) => catatan_saldo.startsWith(tag)).length;
  for (const { debit_tag, refund_tag, state } of rows) {
    const refunds = state === 'REFUNDED' ? 1 : 0;
    assert.deepEqual([countOf(debit_tag), countOf(refund_tag)], [1, refunds], state);
  }
}

for (const database of DATABASES) {
  describe(`a store of the previous schema (${database})`, () => {
    it('is migrated by two nodes that start at once, and every open order reaches its end', async () => {
      const cluster = await openProxyCluster({
        database,
        hasNoFirstNode: true,
        shop: { members: [MEMBER], notesInHistory: { catatan: true, riwayat: true } },
      });
      try {
        const settings = readSettings(cluster.env);
        const ids = await fillPreviousStore(settings);
        // A SQLite file belongs to one server; nodes in one process cannot wait for each other.
        const startBoth =
          database === 'sqlite'
            ? async () => [await cluster.node(), await cluster.node()]
            : () => Promise.all([cluster.node(), cluster.node()]);
        const [node] = await startBoth();
        const shopper = await cluster.shopper(node, MEMBER);
        for (const [index, { state, end }] of OPEN_ORDERS.entries()) {
          const ended = await advanceUntilEnd(cluster, shopper, ids[index] ?? '', {
            stepMs: 2_000,
          });
          assert.equal(ended.status, end, state);
        }
        const { db } = await openDatabase(settings.database);
        const rows = await db.selectFrom('orders').selectAll().execute();
        await checkTransfers(cluster, rows);
        const numbers = rows.map(({ number }) => number);
        assert.ok(numbers.every((number) => parseOrderNumber(number) === number));
        assert.equal(new Set(numbers).size, ids.length);
        const lock = await db.selectFrom('member_locks').selectAll().executeTakeFirstOrThrow();
        assert.equal(lock.locked_by_order, null);
        const facts = await db.selectFrom('shop_facts').selectAll().execute();
        assert.equal(facts.find(({ name }) => name === 'notes_in_history')?.value, 'yes');
        const attempts = await db.selectFrom('failed_attempts').selectAll().execute();
        assert.deepEqual(
          attempts.map(({ subject, count }) => [subject, count]),
          [['pin-shopper:1', 3]],
        );
        const events = await db.selectFrom('order_events').selectAll().execute();
        assert.equal(events.filter(({ note }) => note === 'previous').length, ids.length);
        await db.destroy();
      } finally {
        await cluster.close();
      }
    });

    it('gives each of thousands of orders a number of its own', async () => {
      const cluster = await openProxyCluster({ database, hasNoFirstNode: true });
      try {
        const settings = readSettings(cluster.env);
        const previous = await openPreviousStore(settings);
        const ended = { ...untouched, state: 'FULFILLED', isRefunded: false } as const;
        const row = await createOpenOrder(settings, { ...ended, end: 'completed' });
        for (let batch = 0; batch < 5; batch += 1) {
          const rows = Array.from({ length: 500 }, () => {
            const id = randomUUID();
            return { ...row, id, idempotency_key: id, quote_id: id, callback_key: id };
          });
          await previous.insertInto('orders').values(rows).execute();
        }
        await previous.destroy();
        const { db } = await openDatabase(settings.database);
        const rows = await db.selectFrom('orders').select('number').execute();
        assert.equal(rows.length, 2_500);
        assert.equal(new Set(rows.map(({ number }) => number)).size, 2_500);
        assert.ok(rows.every(({ number }) => parseOrderNumber(number) === number));
        await db.destroy();
      } finally {
        await cluster.close();
      }
    });

    it('keeps its indexes, unique constraints and checks', async () => {
      const cluster = await openProxyCluster({ database, hasNoFirstNode: true });
      try {
        const settings = readSettings(cluster.env);
        await (await openPreviousStore(settings)).destroy();
        const indexes = await readIndexes(settings);
        assert.deepEqual(
          INDEXES.filter((name) => !indexes.includes(name)),
          [],
        );
        const { db } = await openDatabase(settings.database);
        const { looks, due_at, state_at, hint, ...row } = await createOpenOrder(settings, {
          ...untouched,
          state: 'ACCEPTED',
          isRefunded: false,
          end: 'completed',
        });
        assert.ok(looks > 0 && due_at !== null && state_at > 0 && hint === null);
        const insert = (change: Partial<OrderRow>) =>
          db
            .insertInto('orders')
            .values({ ...row, ...NEW_COLUMNS, ...change })
            .execute();
        const another = {
          id: 'b',
          number: 'TU-3333-3333',
          quote_id: 'b',
          idempotency_key: 'b',
          callback_key: 'b',
        };
        await insert({});
        await assert.rejects(insert({ ...another, quote_id: row.quote_id }));
        await assert.rejects(insert({ ...another, idempotency_key: row.idempotency_key }));
        await assert.rejects(insert({ ...another, callback_key: row.callback_key }));
        await assert.rejects(insert({ ...another, number: NEW_COLUMNS.number }));
        await assert.rejects(insert({ ...another, price: -1 }));
        await insert(another);
        await db.destroy();
      } finally {
        await cluster.close();
      }
    });
  });
}
