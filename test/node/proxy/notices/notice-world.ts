/** Nodes that send notices: one store, a clock that only moves by hand, Telegram and a webhook over HTTP. */
import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { after } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readNotifySettings } from '../../../../src/proxy/config/settings.js';
import { OrderLedger } from '../../../../src/proxy/ledger/order-ledger.js';
import type { OrderAlarm } from '../../../../src/proxy/ledger/order-changes.js';
import { createNotices, type NoticesParts } from '../../../../src/proxy/notices/notices.js';
import { RESOLUTIONS } from '../../../../src/proxy/ledger/states.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import type { Alarm } from '../../../../src/proxy/orders/alarms.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import type { OrderState } from '../../../../src/proxy/store/order-state.js';
import type { OrderRow } from '../../../../src/proxy/store/tables.js';
import { openSandboxShop } from '../../../support/sandbox-shop.js';
import { createPostgresDatabase } from '../../../support/postgres.js';
import { serveSandbox, type ServedSandbox } from '../../../../src/sandbox/serve.js';
import { notifySettings } from '../../../../src/sandbox/proxy-settings.js';
import type { DatabaseKind } from '../support/proxy-cluster.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** Noon in Jakarta. */
const NOON = Date.parse('2026-11-28T05:00:00Z');
/** The messages of one kind are waited for. */
export const GROUPED_MS = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'etalase-notices-'));
after(() => rmSync(folder, { recursive: true }));
let sandbox: Promise<ServedSandbox> | undefined;
after(async () => (await sandbox)?.close());
let fileCount = 0;

const books = z.object({
  telegram: z.object({ messages: z.array(z.object({ text: z.string() })) }),
});

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook of an operator; `answer` decides what each call gets. */
export async function listenForHooks(answer: (count: number) => number | null = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const status = answer(received.length);
      if (status === null) request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return { url: `http://127.0.0.1:${String(address.port)}/hook?shop=1`, received };
}

export const ORDER_SECRETS = [
  'SEALED-TOKEN',
  'VOUCHER-CODE',
  '081234567890',
  'etldTAG',
  'CALLBACK',
];

export async function openNoticeWorld({
  database: kind = 'sqlite',
  env = {},
}: { database?: DatabaseKind; env?: Readonly<Record<string, string>> } = {}) {
  const { origin } = await (sandbox ??= serveSandbox());
  const shop = await openSandboxShop(origin, { products: 0, rateLimits: false });
  const settings = readNotifySettings({ ...notifySettings(origin, shop.token), ...env });
  const database = await openDatabase(
    kind === 'sqlite'
      ? { kind, file: join(folder, `${String(++fileCount)}.db`) }
      : { kind, url: await createPostgresDatabase() },
  );
  after(() => database.db.destroy());
  let time = NOON;
  const now = () => time;
  const alarms: Alarm[] = [];
  const errors: unknown[] = [];
  const openNode = (parts: Partial<NoticesParts> = {}) =>
    createNotices({
      settings,
      database,
      platform: { ...nodePlatform, now },
      log: silent,
      reportAlarm: (alarm) => alarms.push(alarm),
      upstreamOf: (url) =>
        url.startsWith('https://supplier.example/') ? 'lapakgaming' : undefined,
      readDiskUse: () => Promise.resolve(0.5),
      zoneOffsetMs: 7 * HOUR_MS,
      onError: (error) => errors.push(error),
      ...parts,
    });
  const node = openNode();
  const ledger = new OrderLedger({
    database,
    now,
    node: 'test',
    leaseMs: 1,
    onChange: () => undefined,
    writeAlarm: node.writeForOrder,
  });
  let orderCount = 0;

  /** The last change comes with an alarm. */
  async function moveOrder(order: OrderRow, states: readonly OrderState[], alarm?: OrderAlarm) {
    let current = order;
    for (const [index, state] of states.entries()) {
      const isLast = index === states.length - 1;
      const change = {
        next_attempt_at: null,
        voucher: 'VOUCHER-CODE',
        detail: 'VOUCHER-CODE of an upstream',
        ...(isLast && alarm && { alarm }),
      };
      const moved =
        RESOLUTIONS[current.state] === undefined
          ? await ledger.transition(current, state, 'step', change)
          : await ledger.resolve(current, state, 'decision', change, false);
      assert.ok(moved.kind === 'changed');
      current = moved.order;
    }
    return current;
  }

  return {
    database,
    settings,
    now,
    alarms,
    errors,
    node,
    openNode,
    ledger,
    control: shop.control,
    moveOrder,
    setFaults: async (faults: Parameters<typeof shop.setFaults>[0]) => {
      assert.equal((await shop.setFaults(faults)).status, 204);
    },
    advance: (ms: number) => {
      time += ms;
    },
    /** The texts that arrived at Telegram so far, oldest first; each is returned once. */
    takeTexts: (() => {
      let seen = 0;
      return async (): Promise<string[]> => {
        const { telegram } = books.parse(await (await shop.control('GET', '/books')).json());
        const texts = telegram.messages.slice(seen).map(({ text }) => text);
        seen = telegram.messages.length;
        return texts;
      };
    })(),
    /** A paid order that moves through these states, the last one with an alarm. */
    async storeOrder(states: readonly OrderState[], alarm?: OrderAlarm) {
      const count = String(++orderCount).padStart(2, '0');
      const accepted = await ledger.accept({
        id: `order-${count}`,
        number: `TU-7F3K-92${count}`,
        shopper: '130173',
        idempotency_key: count,
        request_hash: 'hash',
        quote_id: count,
        provider: 'lapakgaming',
        paid_by: 'saldo',
        product: 'ML',
        item: 'ML86',
        title: 'Mobile Legends',
        item_name: '86 Diamonds',
        fields: '{"user_id":"081234567890","zone":"2001"}',
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
      return moveOrder(accepted.order, states, alarm);
    },
  };
}

export const PAID = ['RESERVED', 'DEBITING', 'DEBITED'] as const;
export const IN_REVIEW = [...PAID, 'PLACING', 'PLACE_UNKNOWN', 'REVIEW'] as const;
