/** The part of a deposit that open orders will use. Nothing here writes. */
import type { Kysely } from 'kysely';
import type { ProviderName } from '../contract.js';
import { PAID_TO_SHOP } from '../ledger/states.js';
import type { OrderState } from '../store/order-state.js';
import type { OrderRow, Tables } from '../store/tables.js';

/** States from the debit's intent to the provider's answer: the order may still be paid from the deposit. */
const COMMITTED_STATES: readonly OrderState[] = [
  'DEBITING',
  'DEBIT_UNKNOWN',
  'DEBITED',
  'PLACING',
  'PLACE_UNKNOWN',
];

const RESERVING_STATES: readonly OrderState[] = ['RESERVED', ...COMMITTED_STATES, 'PLACED'];

/** ms by which the clocks of two nodes may differ */
const CLOCK_TOLERANCE_MS = 2_000;

/**
 * The cost of the open orders that a reading of the deposit does not show yet, whole rupiah.
 *
 * @param readAt when the reading began, ms since 1970
 * @param before counts only what comes before this order: of two orders that wait for their debit, the
 *   one that began to wait later, so that they cannot refuse one another
 */
export async function reservedCost(
  db: Kysely<Tables>,
  provider: ProviderName,
  readAt: number,
  before?: Pick<OrderRow, 'id' | 'state_entered_at'>,
): Promise<number> {
  const row = await db
    .selectFrom('orders')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number | string>('cost'), eb.lit(0)).as('total'))
    .where('provider', '=', provider)
    .where('paid_by', 'in', PAID_TO_SHOP)
    // For the index on `state`: nearly all orders have ended.
    .where('state', 'in', RESERVING_STATES)
    .where('id', '!=', before?.id ?? '')
    .where((eb) =>
      eb.or([
        eb('state', 'in', COMMITTED_STATES),
        // The provider took its cost when it accepted the order.
        eb.and([
          eb('state', '=', 'PLACED'),
          eb('state_entered_at', '>=', readAt - CLOCK_TOLERANCE_MS),
        ]),
        eb.and([
          eb('state', '=', 'RESERVED'),
          eb.or(
            before === undefined
              ? [eb.lit(true)]
              : [
                  eb('state_entered_at', '<', before.state_entered_at),
                  eb.and([
                    eb('state_entered_at', '=', before.state_entered_at),
                    eb('id', '<', before.id),
                  ]),
                ],
          ),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.total);
}
