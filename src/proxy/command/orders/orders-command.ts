/**
 * `etalase orders`: lists and shows the orders of the ledger, and records the operator's decisions. It only reads at the upstreams, and prints no secret.
 */
import { parseArgs } from 'node:util';
import { PROVIDER_VARIABLES } from '../../config/provider-variables.js';
import { readLedgerSettings } from '../../config/settings.js';
import { PROVIDERS } from '../../contract.js';
import { listOrders } from '../../ledger/queries.js';
import { openCurrentDatabase } from '../../store/database.js';
import { ORDER_STATES, type OrderState } from '../../store/order-state.js';
import type { OrderRow } from '../../store/tables.js';
import { findMissingSuppliers, type MissingSupplier } from '../../supply/missing-suppliers.js';
import { loadEnvironment, type CommandContext } from '../command-context.js';
import { runFindOrders } from './find-orders.js';
import { formatRupiah, formatTime } from '../format.js';
import { stripControlCharacters } from '../list-output.js';
import { EXIT_CODES, type Task } from './order-task.js';
import { correctTask, resolveTask } from './resolve-order.js';
import { showTask } from './show-order.js';
import { UsageError } from '../usage-error.js';

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
export async function runOrders(args: string[], context: CommandContext): Promise<number> {
  const [first, ...rest] = args;
  if (first === 'find') return runFindOrders(rest, context);
  const { env, platform, print, confirm } = context;
  const { values, positionals } = parse(args);
  const [action = 'list', id, ...extraArguments] = positionals;
  if (extraArguments.length > 0) throw new UsageError(extraArguments.join(' '));
  const task = parseTask(action, id, values);
  const environment = loadEnvironment(env, values.env);
  const settings = readLedgerSettings(environment);
  const database = await openCurrentDatabase(settings.database, settings.language);
  try {
    return await task({
      database,
      settings,
      environment,
      platform,
      print: (text) => print(stripControlCharacters(text)),
      confirm,
    });
  } finally {
    await database.db.destroy();
  }
}

/** @throws UsageError before the database is opened */
function parseTask(action: string, id: string | undefined, options: Options): Task {
  if (action === 'list' && id === undefined) return listTask(options);
  if (id !== undefined && action === 'show') return showTask(id, options.look ?? false);
  if (id !== undefined && action === 'resolve') return resolveTask(id, options);
  if (id !== undefined && action === 'correct') return correctTask(id, options);
  throw new UsageError([action, id].join(' ').trim());
}

function listTask({ state, review, limit = '50' }: Options): Task {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError('--limit: 1 … 99999');
  const stateFilter = review ? 'REVIEW' : parseState(state);
  return async ({ database: { db }, environment, print }) => {
    const orders = await listOrders(
      db,
      stateFilter ? { state: stateFilter } : {},
      Number(limit),
      null,
    );
    const text = orders.map(formatOrderLine).join('\n');
    const enabled = PROVIDERS.filter((name) => environment[PROVIDER_VARIABLES[name].key]);
    const missing = (await findMissingSuppliers(db, enabled)).map(describeMissingSupplier);
    print([text || 'Tidak ada pesanan. / There are no orders.', ...missing].join('\n'));
    return EXIT_CODES.done;
  };
}

const describeMissingSupplier = ({ provider, openOrders }: MissingSupplier): string => {
  const { title, key } = PROVIDER_VARIABLES[provider];
  return `${String(openOrders)} pesanan terbuka menunggu ${title}: isi lagi ${key}. / ${String(openOrders)} open orders wait for ${title}: set ${key} again.`;
};

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
