/** What each task of `etalase orders` gets, and how it finds its order. */
import type { EnvironmentVariables } from '../../config/environment.js';
import type { LedgerSettings } from '../../config/settings.js';
import { findTypedOrder } from '../../ledger/queries.js';
import type { Platform } from '../../platform.js';
import type { Database } from '../../store/database.js';
import type { OrderRow } from '../../store/tables.js';
import type { CommandContext } from '../command-context.js';

export interface TaskContext extends Pick<CommandContext, 'print' | 'confirm'> {
  readonly database: Database;
  readonly settings: LedgerSettings;
  /** what the settings of the upstreams are read from, where a task asks them */
  readonly environment: EnvironmentVariables;
  readonly platform: Platform;
}

/** @returns the exit code of the command */
export type Task = (context: TaskContext) => Promise<number>;

export const EXIT_CODES = {
  done: 0,
  /** The order does not exist, or the task does not apply to it. */
  notApplicable: 1,
  /** The evidence contradicts the decision. */
  refused: 3,
} as const;

/** Runs a task on the order that the operator typed; says why where it is none or not one. */
export const withOrder =
  (typed: string, run: (context: TaskContext, order: OrderRow) => number | Promise<number>): Task =>
  async (context) => {
    const found = await findTypedOrder(context.database.db, typed);
    switch (found.kind) {
      case 'found':
        return run(context, found.order);
      case 'unknown':
        context.print('Pesanan tidak ada. / There is no such order.');
        return EXIT_CODES.notApplicable;
      case 'ambiguous':
        context.print(
          [
            'Beberapa pesanan dimulai begitu; ketik lebih panjang. / Several orders begin so; type more of it.',
            ...found.orders.map(({ id, number, state }) => `  ${id}  ${number}  ${state}`),
          ].join('\n'),
        );
        return EXIT_CODES.notApplicable;
    }
  };
