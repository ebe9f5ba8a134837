/** Orders of the shop's own checkout in a ledger, nodes that tell of them, and a clock that only moves by hand. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { sql } from 'kysely';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import {
  createMemberMessages,
  type MemberMessagesParts,
} from '../../../../src/proxy/messages/messages.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import type { Platform } from '../../../../src/proxy/platform.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import type { OrderState, PaidBy } from '../../../../src/proxy/store/order-state.js';
import type { OrderRow } from '../../../../src/proxy/store/tables.js';
import { createPostgresDatabase } from '../../../support/postgres.js';
import type { DatabaseKind } from '../support/proxy-cluster.js';

export interface StoredOrder {
  readonly paidBy?: PaidBy;
  readonly paymentNumber?: string;
  /** of a review */
  readonly reason?: string;
  readonly detail?: string;
  readonly voucher?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly title?: string;
}

/** Answers a call to the Closed API with its body or a whole response; `null` never answers. */
export type AnswerCall = (path: string, count: number) => unknown;

const OK: AnswerCall = () => ({ code: 200, status: 'ok - Pesan berhasil dikirim' });
const CLOSED_URL = 'https://bukaolshop.example/api/v1';
const SECOND_MS = 1_000;
/** The pieces of one transaction are waited for. */
export const WAITED_MS = 10 * SECOND_MS;

export async function openMessageWorld(kind: DatabaseKind = 'sqlite') {
  const database = await openDatabase(
    kind === 'sqlite' ? { kind, file: ':memory:' } : { kind, url: await createPostgresDatabase() },
  );
  after(() => database.db.destroy());
  const { db } = database;
  let time = Date.parse('2026-11-28T05:00:00Z');
  const now = () => time;
  const ledger = new OrderLedger({
    database,
    now,
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
  });
  let orderCount = 0;
  let answerCall = OK;
  let isQuotaLow = false;
  const calls: { readonly path: string; readonly fields: Record<string, string> }[] = [];
  const errors: unknown[] = [];
  const timers: (() => void)[] = [];

  const platform: Platform = {
    now,
    randomBytes: (count) => new Uint8Array(count),
    setTimer: (ms, task) => {
      if (ms < 20 * SECOND_MS) timers.push(task);
      return () => undefined;
    },
    fetch: async (url, { method, headers, body }) => {
      assert.equal(method, 'POST');
      assert.equal(new Headers(headers).get('Authorization'), 'Bearer api-key');
      assert.ok(url.startsWith(CLOSED_URL) && body instanceof URLSearchParams);
      const path = url.slice(CLOSED_URL.length);
      calls.push({ path, fields: Object.fromEntries(body) });
      const answer = await answerCall(path, calls.length);
      return answer instanceof Response ? answer : Response.json(answer);
    },
  };

  const openNode = ({ chatVouchers = false }: { readonly chatVouchers?: boolean } = {}) =>
    createMemberMessages({
      settings: { bukaolshop: { closedUrl: CLOSED_URL, apiKey: 'api-key' }, chatVouchers },
      database,
      platform,
      allowsMinorCall: () => Promise.resolve(!isQuotaLow),
      decrypt: (sealed) => Promise.resolve(sealed.replace('SEALED-', '')),
      timeoutMs: 20 * SECOND_MS,
      log: silent,
      onError: (error) => errors.push(error),
    } satisfies MemberMessagesParts);
  const node = openNode();

  async function moveOrder(order: OrderRow, states: readonly OrderState[]): Promise<OrderRow> {
    let current = order;
    for (const state of states) {
      const change = { next_attempt_at: null };
      const moved =
        current.state === 'REVIEW'
          ? await ledger.resolve(current, state, 'decision', change, false)
          : await ledger.transition(current, state, 'step', change);
      assert.ok(moved.kind === 'changed');
      current = moved.order;
      // Each change of an order is later than the one before.
      time = Math.max(time, current.updated_at);
    }
    return current;
  }

  return {
    database,
    ledger,
    now,
    moveOrder,
    node,
    openNode,
    calls,
    errors,
    timers,
    answerBy: (answer: AnswerCall) => {
      answerCall = answer;
    },
    setQuotaLow: (isLow: boolean) => {
      isQuotaLow = isLow;
    },
    /** The texts of the chats so far; each is returned once. */
    takeChats: (): string[] =>
      calls.splice(0).flatMap(({ path, fields: { id_user: member, pesan_teks: text = '' } }) => {
        assert.equal(member, '130173');
        return path === '/chat/create' ? [text] : [];
      }),
    advance: (ms: number) => {
      time += ms;
    },
    /** A new order that moves through these states. */
    async storeOrder(
      states: readonly OrderState[],
      {
        paidBy = 'checkout',
        paymentNumber = '2853130173354',
        reason,
        detail,
        voucher,
        fields = { user_id: '12345678', zone: '2001' },
        title = 'Mobile Legends',
      }: StoredOrder = {},
    ): Promise<OrderRow> {
      orderCount += 1;
      const count = String(orderCount).padStart(2, '0');
      const accepted = await ledger.accept({
        id: `order-${count}`,
        number: `TU-7F3K-92${count}`,
        shopper: '130173',
        idempotency_key: count,
        request_hash: 'hash',
        quote_id: count,
        provider: 'lapakgaming',
        paid_by: paidBy,
        product: 'ML',
        item: 'ML86',
        title,
        item_name: '86 Diamonds',
        fields: JSON.stringify(fields),
        price: 20_000,
        cost: 19_000,
        shopper_secret: 'SEALED-TOKEN',
        shopper_address: null,
        pin_node: null,
        debit_tag: `etldTAG${count}`,
        refund_tag: `etlrTAG${count}`,
        callback_key: `CALLBACK-${count}`,
      });
      assert.ok(accepted.kind === 'created');
      const { id } = accepted.order;
      if (paidBy === 'checkout') {
        const line = { payment_number: paymentNumber, transaction_id: '1', unit: orderCount };
        await db.updateTable('orders').set(line).where('id', '=', id).execute();
      }
      await sql`update orders set reason = ${reason ?? null}, detail = ${detail ?? null},
        voucher = ${voucher ?? null} where id = ${id}`.execute(db);
      return moveOrder(accepted.order, states);
    },
    /** `order event state` of each message, in the order of the orders. */
    async listMessages(): Promise<string[]> {
      const rows = await db
        .selectFrom('member_messages')
        .select(['order_id', 'event', 'state'])
        .orderBy('order_id')
        .orderBy('at')
        .execute();
      return rows.map(({ order_id: id, event, state }) => `${id} ${event} ${state}`);
    },
  };
}

export const PLACED = ['DEBITED', 'PLACING', 'PLACED'] as const;
export const DELIVERED = [...PLACED, 'DELIVERED'] as const;
export const REFUNDED = [...PLACED, 'REFUND_DUE', 'REFUNDED'] as const;
