/**
 * `etalase orders`: lists and shows the orders of the ledger, and records the operator's decision on
 * those in review. It calls no upstream and prints no secret.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';
import { OrderLedger } from '../ledger/order-ledger.js';
import { listOrderEvents, findOrderByIdOrNumber, listOrders } from '../ledger/queries.js';
import {
  STATE_BY_DECISION,
  resolveReview,
  type Decision,
  type ResolveResult,
} from '../orders/resolve-review.js';
import { ORDER_STATES, type OrderState } from '../store/order-state.js';
import { createTimeouts } from '../orders/timeouts.js';
import { readSettings, type Settings } from '../config/settings.js';
import { openDatabase, type Database } from '../store/database.js';
import type { OrderEventRow, OrderRow } from '../store/tables.js';
import { formatRupiah, formatTime } from './format.js';
import { loadEnvironment, type CommandContext } from './command-context.js';

const OPTIONS = {
  env: { type: 'string' },
  state: { type: 'string' },
  review: { type: 'boolean' },
  limit: { type: 'string' },
  as: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

interface TaskContext {
  readonly database: Database;
  readonly settings: Settings;
  readonly now: () => number;
}

/** @returns the exit code: 1 where the order does not exist, or the decision does not apply to it */
export async function runOrders(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<number> {
  const { values, positionals } = parse(args);
  const [action = 'list', id, ...extraArguments] = positionals;
  if (extraArguments.length > 0) throw new UsageError(extraArguments.join(' '));
  const task = parseTask(action, id, values);
  const settings = readSettings(loadEnvironment(env, values.env));
  const database = await openDatabase(settings.database, settings.language);
  try {
    const { text, isSuccessful } = await task({ database, settings, now: platform.now });
    print(stripControlCharacters(text));
    return isSuccessful ? 0 : 1;
  } finally {
    await database.db.destroy();
  }
}

/** Texts of shoppers and providers must not control the operator's terminal. */
const stripControlCharacters = (text: string): string => text.replace(/[^\P{C}\n]/gu, ' ');

type Task = (
  context: TaskContext,
) => Promise<{ readonly text: string; readonly isSuccessful: boolean }>;

/** @throws UsageError before the database is opened */
function parseTask(action: string, id: string | undefined, options: Options): Task {
  if (action === 'list' && id === undefined) return listTask(options);
  if (id !== undefined && action === 'show') return showTask(id);
  if (id !== undefined && action === 'resolve') return resolveTask(id, options);
  throw new UsageError([action, id].join(' ').trim());
}

function listTask({ state, review, limit = '50' }: Options): Task {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError('--limit: 1 … 99999');
  const stateFilter = review ? 'REVIEW' : parseState(state);
  return async ({ database: { db } }) => {
    const orders = await listOrders(
      db,
      stateFilter ? { state: stateFilter } : {},
      Number(limit),
      null,
    );
    const text = orders.map(formatOrderLine).join('\n');
    return { text: text || 'Tidak ada pesanan. / There are no orders.', isSuccessful: true };
  };
}

function parseState(name: string | undefined): OrderState | undefined {
  const state = ORDER_STATES.find((each) => each === name?.toUpperCase());
  if (name !== undefined && !state) throw new UsageError(`--state: ${ORDER_STATES.join(', ')}`);
  return state;
}

const formatOrderLine = ({
  id,
  number,
  state,
  created_at,
  provider,
  price,
  shopper,
  title,
  item_name,
}: OrderRow) =>
  [
    id,
    number,
    state.padEnd(14),
    formatTime(created_at),
    provider.padEnd(11),
    formatRupiah(price).padStart(12),
    shopper,
    `${title}: ${item_name}`,
  ].join('  ');

function showTask(id: string): Task {
  return async ({ database: { db } }) => {
    const order = await findOrderByIdOrNumber(db, id);
    if (!order) return UNKNOWN;
    const steps = (await listOrderEvents(db, order.id)).map(formatEvent);
    return { text: [...describeOrder(order), '', ...steps].join('\n'), isSuccessful: true };
  };
}

const UNKNOWN = { text: 'Pesanan tidak ada. / There is no such order.', isSuccessful: false };

/** The facts by which the operator finds the order at bukaOlshop and at the provider; no secrets. */
function describeOrder(order: OrderRow): string[] {
  const rows: [string, string | null][] = [
    ['nomor / number', order.number],
    ['pesanan / order', order.id],
    ['keadaan / state', order.state],
    ['alasan / reason', order.reason],
    ['rincian / detail', order.detail],
    ['pembeli / shopper', order.shopper],
    ['pemasok / provider', order.provider],
    ['produk / product', `${order.title} (${order.product})`],
    ['pilihan / item', `${order.item_name} (${order.item})`],
    ['isian / fields', order.fields],
    ['harga / price', formatRupiah(order.price)],
    ['modal / cost', formatRupiah(order.cost)],
    ['tanda debit / debit tag', order.paid_by === 'saldo' ? order.debit_tag : null],
    ['tanda refund / refund tag', order.paid_by === 'saldo' ? order.refund_tag : null],
    ['nomor di pemasok / handle', order.handle ?? order.callback_handle],
    ['invoice', order.invoice_url],
    ['voucher', order.voucher === null ? null : 'ada / there'],
    ['dibuat / created', formatTime(order.created_at)],
    [
      'berikutnya / next look',
      order.next_attempt_at === null ? null : formatTime(order.next_attempt_at),
    ],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : `${name.padEnd(26)} ${value}`));
}

const formatEvent = ({ at, kind, from_state, to_state, note }: OrderEventRow): string => {
  const transition =
    kind === 'moved' || kind === 'resolved' ? `${from_state ?? '·'} → ${to_state}` : kind;
  return `${formatTime(at)}  ${transition.padEnd(32)} ${note}`;
};

const isDecision = (word: string): word is Decision => Object.hasOwn(STATE_BY_DECISION, word);

function resolveTask(id: string, { as: decision = '', by = '', reason = '' }: Options): Task {
  if (!isDecision(decision))
    throw new UsageError(`--as: ${Object.keys(STATE_BY_DECISION).join(', ')}`);
  if (by.trim() === '' || reason.trim() === '') {
    throw new UsageError('--by dan --reason wajib diisi. / --by and --reason are needed.');
  }
  return async ({ database, settings, now }) => {
    const ledger = new OrderLedger({
      database,
      now,
      node: `operator-${randomUUID()}`,
      leaseMs: createTimeouts(settings).leaseMs,
      onChange: () => undefined,
    });
    const resolution = { decision, by: by.trim(), reason: reason.trim() };
    return describeResult(await resolveReview(database, ledger, id, resolution, now()));
  };
}

function describeResult(resolved: ResolveResult): { text: string; isSuccessful: boolean } {
  switch (resolved.kind) {
    case 'resolved': {
      const { state } = resolved.order;
      return {
        text: `Dicatat; sekarang ${state}. / Recorded; it is ${state} now.`,
        isSuccessful: true,
      };
    }
    case 'unknown':
      return UNKNOWN;
    case 'not-in-review':
      return {
        text: `Hanya pesanan di REVIEW yang bisa diputuskan; yang ini ${resolved.state}. / Only orders in REVIEW can be resolved; this one is ${resolved.state}.`,
        isSuccessful: false,
      };
    case 'nothing-to-refund':
      return {
        text: 'Pesanan invoice tidak mengambil saldo: tidak ada yang dikembalikan. / An invoice order took no saldo: there is nothing to refund.',
        isSuccessful: false,
      };
  }
}
