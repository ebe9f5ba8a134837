/** Finds orders by what a person knows of them. Nothing here writes. */
import { sql, type ExpressionBuilder, type Kysely, type RawBuilder } from 'kysely';
import type { ProviderName } from '../contract.js';
import type { OrderState } from '../store/order-state.js';
import type { OrderRow, Tables } from '../store/tables.js';

export interface OrderSearch {
  /** the empty text finds every order */
  readonly text: string;
  readonly state?: OrderState;
  readonly provider?: ProviderName;
  /** ms since 1970, of the order's creation; `until` is excluded */
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
}

/** What a shopper, a supplier or a history may name an order by. */
const SEARCHED_COLUMNS = [
  'id',
  'number',
  'shopper',
  'payment_number',
  'title',
  'item_name',
  'product',
  'item',
  'fields',
  'handle',
  'callback_handle',
  'debit_tag',
  'refund_tag',
  'correction_tag',
] as const;

/** The newest first. The text is looked for in capitals or not, anywhere in a column or an event's note. */
export function searchOrders(db: Kysely<Tables>, search: OrderSearch): Promise<OrderRow[]> {
  const { text, state, provider, since, until, limit } = search;
  let query = db.selectFrom('orders').selectAll();
  if (state !== undefined) query = query.where('state', '=', state);
  if (provider !== undefined) query = query.where('provider', '=', provider);
  if (since !== undefined) query = query.where('created_at', '>=', since);
  if (until !== undefined) query = query.where('created_at', '<', until);
  const trimmed = text.replaceAll('\0', '').trim();
  if (trimmed !== '') query = query.where((eb) => eb.or(conditions(eb, trimmed)));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

function conditions(eb: ExpressionBuilder<Tables, 'orders'>, text: string) {
  const pattern = `%${escapeLike(text.toLowerCase())}%`;
  const inColumns = SEARCHED_COLUMNS.map((column) => matches(sql.ref(`orders.${column}`), pattern));
  const inNotes = eb.exists(
    eb
      .selectFrom('order_events')
      .select('order_id')
      .whereRef('order_id', '=', 'orders.id')
      .where(matches(sql.ref('order_events.note'), pattern)),
  );
  const inAttempts = eb.exists(
    eb
      .selectFrom('attempts')
      .select('order_id')
      .whereRef('order_id', '=', 'orders.id')
      .where((each) =>
        each.or([
          matches(sql.ref('attempts.reference'), pattern),
          matches(sql.ref('attempts.callback_handle'), pattern),
        ]),
      ),
  );
  // `TU7F3K` finds `TU-7F3K-92QD`.
  const compact = text.replace(/[^a-z0-9]/gi, '').toLowerCase();
  const inNumber =
    compact === '' ? [] : [matches(sql`replace(orders.number, '-', '')`, `%${compact}%`)];
  const digits = phoneDigits(text);
  const inPhone = digits === null ? [] : [matches(FIELDS_WITHOUT_SEPARATORS, `%${digits}%`)];
  return [...inColumns, inNotes, inAttempts, ...inNumber, ...inPhone];
}

const matches = (value: RawBuilder<unknown>, pattern: string) =>
  sql<boolean>`lower(${value}) like ${pattern} escape '!'`;

const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');

const FIELDS_WITHOUT_SEPARATORS = sql`replace(replace(replace(orders.fields, ' ', ''), '-', ''), '.', '')`;
/** Fewer digits are in too many fields. */
const MIN_PHONE_DIGITS = 5;

/** `+62 812-3456` and `0812 3456` are one number: the digits behind the prefix; `null` for other texts. */
function phoneDigits(text: string): string | null {
  if (!/^[\d\s().+-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '').replace(/^(62|0)/, '');
  return digits.length >= MIN_PHONE_DIGITS ? digits : null;
}
