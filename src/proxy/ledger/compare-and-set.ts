/** The compare of a change's compare-and-set, and how a change that is refused ends its transaction. */
import type { ExpressionBuilder } from 'kysely';
import type { OrderRow, Tables } from '../store/tables.js';
import type { ChangeResult } from './order-changes.js';
import { GUARDED_COLUMNS } from './states.js';

/** Rolls the transaction back and carries the result out of it. */
export class ChangeRefused extends Error {
  constructor(readonly result: Exclude<ChangeResult, { kind: 'changed' }>) {
    super(result.kind);
  }
}

/** The compare of the compare-and-set: the row is still as `order` was read. */
export const isUnchanged = (eb: ExpressionBuilder<Tables, 'orders'>, order: OrderRow) =>
  eb.and([
    eb('id', '=', order.id),
    eb('version', '=', order.version),
    eb('state', '=', order.state),
    ...(GUARDED_COLUMNS[order.state] ?? []).map((column) =>
      eb(column, order[column] === null ? 'is' : '=', order[column]),
    ),
  ]);
