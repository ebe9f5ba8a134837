/**
 * `etalase orders`: lists and shows the orders of the ledger, and records the operator's decision on
 * those in review. It only reads at the upstreams, and prints no secret.
 */
import { parseArgs } from 'node:util';
import { readSettings } from '../config/settings.js';
import { listOrders } from '../ledger/queries.js';
import { openDatabase } from '../store/database.js';
import { ORDER_STATES, type OrderState } from '../store/order-state.js';
import type { OrderRow } from '../store/tables.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { formatRupiah, formatTime } from './format.js';
import { EXIT_CODES, type Task } from './order-task.js';
import { resolveTask } from './resolve-order.js';
import { showTask } from './show-order.js';
import { UsageError } from './usage-error.js';

const OPTIONS = {
  env: { type: 'string' },
  state: { type: 'string' },
  review: { type: 'boolean' },
  limit: { type: 'string' },
  as: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  look: { type: 'boolean' },
  'against-evidence': { type: 'boolean' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

/** @returns the exit code (`EXIT_CODES`) */
export async function runOrders(
  args: string[],
  { env, platform, print, confirm }: CommandContext,
): Promise<number> {
  const { values, positionals } = parse(args);
  const [action = 'list', id, ...extraArguments] = positionals;
  if (extraArguments.length > 0) throw new UsageError(extraArguments.join(' '));
  const task = parseTask(action, id, values);
  const settings = readSettings(loadEnvironment(env, values.env));
  const database = await openDatabase(settings.database, settings.language);
  try {
    return await task({
      database,
      settings,
      platform,
      print: (text) => print(stripControlCharacters(text)),
      confirm,
    });
  } finally {
    await database.db.destroy();
  }
}

/** Texts of shoppers and providers must not control the operator's terminal. */
const stripControlCharacters = (text: string): string => text.replace(/[^\P{C}\n]/gu, ' ');

/** @throws UsageError before the database is opened */
function parseTask(action: string, id: string | undefined, options: Options): Task {
  if (action === 'list' && id === undefined) return listTask(options);
  if (id !== undefined && action === 'show') return showTask(id, options.look ?? false);
  if (id !== undefined && action === 'resolve') return resolveTask(id, options);
  throw new UsageError([action, id].join(' ').trim());
}

function listTask({ state, review, limit = '50' }: Options): Task {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError('--limit: 1 … 99999');
  const stateFilter = review ? 'REVIEW' : parseState(state);
  return async ({ database: { db }, print }) => {
    const orders = await listOrders(
      db,
      stateFilter ? { state: stateFilter } : {},
      Number(limit),
      null,
    );
    const text = orders.map(formatOrderLine).join('\n');
    print(text || 'Tidak ada pesanan. / There are no orders.');
    return EXIT_CODES.done;
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
