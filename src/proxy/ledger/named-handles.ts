/**
 * The handles that callbacks named, in one column. Anybody may have sent a callback, so that each of them is
 * asked for, and none takes another one's place.
 */
import type { Transaction } from 'kysely';
import type { Tables } from '../store/tables.js';

/** Each is one call with every look; later ones are left out. */
const MAX_NAMED_HANDLES = 8;
const SEPARATOR = '\n';

interface Named {
  readonly callback_handle: string | null;
}

/** The first named first. */
export const namedHandles = ({ callback_handle: column }: Named): readonly string[] =>
  column?.split(SEPARATOR) ?? [];

const withNamedHandle = (named: Named, handle: string): string =>
  [...new Set([...namedHandles(named), ...handle.split(SEPARATOR)])]
    .slice(0, MAX_NAMED_HANDLES)
    .join(SEPARATOR);

/**
 * Adds a handle to those of an attempt, and of its order while a step works on it. Each row is written before it
 * is read, so that callbacks that come together follow one another; the order first, as with every change of it.
 */
export async function recordNamedHandle(
  trx: Transaction<Tables>,
  id: string,
  { attempt: number, handle }: { readonly attempt: number; readonly handle: string },
): Promise<void> {
  const order = await trx
    .updateTable('orders')
    .set((eb) => ({ callback_handle: eb.ref('callback_handle') }))
    .where('id', '=', id)
    // It may have gone to another supplier since it was read.
    .where('attempt_number', '=', number)
    .where((eb) => eb.or([eb('next_attempt_at', 'is not', null), eb('state', '=', 'REVIEW')]))
    .returning('callback_handle')
    .executeTakeFirst();
  if (order) {
    await trx
      .updateTable('orders')
      .set({ callback_handle: withNamedHandle(order, handle) })
      .where('id', '=', id)
      .execute();
  }
  const attempt = await trx
    .updateTable('attempts')
    .set({ is_look_due: 1 })
    .where('order_id', '=', id)
    .where('number', '=', number)
    .returning('callback_handle')
    .executeTakeFirst();
  if (attempt) {
    await trx
      .updateTable('attempts')
      .set({ callback_handle: withNamedHandle(attempt, handle) })
      .where('order_id', '=', id)
      .where('number', '=', number)
      .execute();
  }
}
