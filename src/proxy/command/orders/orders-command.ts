/**
 * `etalase orders`: lists and shows the orders of the ledger, and records the operator's decisions. It
 * only reads at the upstreams, and prints no secret.
 */
import { parseArgs } from 'node:util';
import { readLedgerSettings } from '../../config/settings.js';
import { openCurrentDatabase } from '../../store/database.js';
import { loadEnvironment, type CommandContext } from '../command-context.js';
import { fillTask } from './fill-order.js';
import { LIST_OPTIONS, listOrders } from './list-orders.js';
import { stripControlCharacters } from '../list-output.js';
import type { Task } from './order-task.js';
import { correctTask, resolveTask } from './resolve-order.js';
import { showTask } from './show-order.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  ...LIST_OPTIONS,
  as: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  look: { type: 'boolean' },
  'against-evidence': { type: 'boolean' },
} as const;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });
type Options = ReturnType<typeof parse>['values'];

/** @returns the exit code (`EXIT_CODES` of `order-task.ts`) */
export async function runOrders(args: string[], context: CommandContext): Promise<number> {
  const { env, platform, print, confirm } = context;
  const { values, positionals } = parse(args);
  const [action = 'list', ...words] = positionals;
  if (action === 'find' || (action === 'list' && words.length === 0)) {
    return listOrders(words.join(' '), values, context);
  }
  const [id, ...extraArguments] = words;
  const task = parseTask(action, id, extraArguments, values);
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
function parseTask(
  action: string,
  id: string | undefined,
  words: readonly string[],
  options: Options,
): Task {
  if (id !== undefined && action === 'fill') return fillTask(id, words, options);
  if (words.length > 0) throw new UsageError(words.join(' '));
  if (id !== undefined && action === 'show') return showTask(id, options.look ?? false);
  if (id !== undefined && action === 'resolve') return resolveTask(id, options);
  if (id !== undefined && action === 'correct') return correctTask(id, options);
  throw new UsageError([action, id].join(' ').trim());
}
