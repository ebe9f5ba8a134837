/**
 * `etalase orders list` and `find`: the newest orders, and those that a text is found in. Accounts and phone
 * numbers are in full, because an operator compares them with what a shopper writes.
 */
import type { parseArgs } from 'node:util';
import { PROVIDERS, type ProviderName } from '../../contract.js';
import type { EnvironmentVariables } from '../../config/environment.js';
import { PROVIDER_VARIABLES } from '../../config/provider-variables.js';
import { readLedgerSettings } from '../../config/settings.js';
import { namedHandles } from '../../ledger/named-handles.js';
import { fieldsOf } from '../../ledger/order-fields.js';
import { searchOrders, type OrderSearch } from '../../ledger/search-orders.js';
import { openCurrentDatabase, type Database } from '../../store/database.js';
import { ORDER_STATES, type OrderState } from '../../store/order-state.js';
import type { OrderRow } from '../../store/tables.js';
import { findMissingSuppliers } from '../../supply/missing-suppliers.js';
import { loadEnvironment, type CommandContext } from '../command-context.js';
import { parseDay, parseDayEnd } from '../days.js';
import { formatRupiah, formatShortTime } from '../format.js';
import { fit, formatCsv, formatJson } from '../list-output.js';
import { UsageError } from '../usage-error.js';

export const LIST_OPTIONS = {
  env: { type: 'string' },
  state: { type: 'string' },
  review: { type: 'boolean' },
  provider: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
} as const;

type ListOptions = ReturnType<typeof parseArgs<{ options: typeof LIST_OPTIONS }>>['values'];

/** @returns the exit code: 1 where a text is found nowhere */
export async function listOrders(
  text: string,
  options: ListOptions,
  { env, print }: CommandContext,
): Promise<number> {
  const search = parseSearch(text, options);
  const environment = loadEnvironment(env, options.env);
  const settings = readLedgerSettings(environment);
  const database = await openCurrentDatabase(settings.database, settings.language);
  try {
    const orders = await searchOrders(database.db, search);
    if (options.json) print(formatJson(orders.map((order) => toJson(order))));
    else if (options.csv) print(formatCsv(CSV_COLUMNS, orders.map(toCsvRow)));
    else print((await describe(orders, database, environment)).join('\n'));
    return orders.length > 0 || search.text === '' ? 0 : 1;
  } finally {
    await database.db.destroy();
  }
}

/** @throws UsageError */
function parseSearch(text: string, options: ListOptions): OrderSearch {
  const { limit = '50', since, until } = options;
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError('--limit: 1 … 999999');
  const state = options.review ? 'REVIEW' : parseState(options.state);
  const provider = parseProvider(options.provider);
  return {
    text,
    limit: Number(limit),
    ...(state !== undefined && { state }),
    ...(provider !== undefined && { provider }),
    ...(since !== undefined && { since: parseDay(since, '--since') }),
    ...(until !== undefined && { until: parseDayEnd(until, '--until') }),
  };
}

async function describe(
  orders: readonly OrderRow[],
  { db }: Database,
  environment: EnvironmentVariables,
): Promise<string[]> {
  const lines = orders.map(formatLine);
  if (lines.length === 0) lines.push('Tidak ada pesanan. / There are no orders.');
  const enabled = PROVIDERS.filter((name) => environment[PROVIDER_VARIABLES[name].key]);
  for (const { provider, openOrders } of await findMissingSuppliers(db, enabled)) {
    const { title, key } = PROVIDER_VARIABLES[provider];
    lines.push(
      `${openOrders} pesanan terbuka menunggu ${title}: isi lagi ${key}.`,
      `${openOrders} open orders wait for ${title}: set ${key} again.`,
    );
  }
  return lines;
}

function parseState(name: string | undefined): OrderState | undefined {
  const state = ORDER_STATES.find((each) => each === name?.toUpperCase());
  if (name !== undefined && !state) throw new UsageError(`--state: ${ORDER_STATES.join(', ')}`);
  return state;
}

export function parseProvider(name: string | undefined): ProviderName | undefined {
  const provider = PROVIDERS.find((each) => each === name);
  if (name !== undefined && !provider) throw new UsageError(`--provider: ${PROVIDERS.join(', ')}`);
  return provider;
}

const destinationOf = (order: OrderRow): string => Object.values(fieldsOf(order)).join('/');

/** Fits a terminal of 80 columns. */
const formatLine = (order: OrderRow): string =>
  [
    order.number,
    formatShortTime(order.created_at),
    order.state.padEnd(14),
    formatRupiah(order.price).padStart(11),
    fit(destinationOf(order), 15),
    fit(`${order.item_name}, ${order.title}`, 12).trimEnd(),
  ].join(' ');

/** What a program may need; no secrets. */
const toFacts = (order: OrderRow) => ({
  id: order.id,
  number: order.number,
  state: order.state,
  reason: order.reason,
  created_at: new Date(order.created_at).toISOString(),
  updated_at: new Date(order.updated_at).toISOString(),
  shopper: order.shopper,
  provider: order.provider,
  product: order.product,
  title: order.title,
  item: order.item,
  item_name: order.item_name,
  price: order.price,
  cost: order.cost,
  charged_cost: order.charged_cost,
  handle: order.handle ?? (namedHandles(order).join(', ') || null),
  trial: order.is_trial === null ? null : 'yes',
  debit_tag: order.debit_tag,
  refund_tag: order.refund_tag,
  correction_tag: order.correction_tag,
});

const toJson = (order: OrderRow) => ({ ...toFacts(order), fields: fieldsOf(order) });
const toCsvRow = (order: OrderRow) => ({ ...toFacts(order), destination: destinationOf(order) });

const CSV_COLUMNS = [
  'number',
  'created_at',
  'state',
  'reason',
  'shopper',
  'destination',
  'provider',
  'title',
  'item_name',
  'price',
  'cost',
  'charged_cost',
  'handle',
  'trial',
  'updated_at',
  'id',
] as const satisfies readonly (keyof ReturnType<typeof toCsvRow>)[];
