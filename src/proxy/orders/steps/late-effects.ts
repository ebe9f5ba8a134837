/** Watches ended orders for debits and deliveries that appear late. */
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { changedOrderOrNull, elapsed, rescheduleAt } from './transitions.js';

/**
 * Schedules the next look at an ended order: less often with time, and once more at the end of the
 * watch. While that last look is not conclusive it is repeated for the time of another watch; then an
 * alarm tells a person.
 *
 * @param isConclusive whether this look showed that nothing came late
 */
export async function continueLateEffectWatch(
  context: OrderContext,
  order: OrderRow,
  isConclusive: boolean,
  minIntervalMs: number,
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  const until = order.watch_until ?? 0;
  const remainingMs = until - now();
  if (remainingMs <= 0 && !isConclusive && -remainingMs >= timeouts.lateEffectWatchMs) {
    context.alarm('unwatched', order);
    const change = { next_attempt_at: null };
    return changedOrderOrNull(
      await ledger.recordObservation(order, 'could not be watched', change, 'alarm'),
    );
  }
  const intervalMs = Math.max(minIntervalMs, elapsed(context, order.state_entered_at));
  const nextLookAt = now() + Math.min(intervalMs, remainingMs);
  const repeatedLookAt = isConclusive ? null : now() + minIntervalMs;
  return rescheduleAt(context, order, remainingMs > 0 ? nextLookAt : repeatedLookAt);
}
