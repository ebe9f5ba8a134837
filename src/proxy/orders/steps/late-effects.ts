/** Schedules the checks of ended orders for late effects. It changes no state. */
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { changedOrderOrNull, elapsed, rescheduleAt } from './transitions.js';

/**
 * Schedules the next check of an ended order: less often with time, and once more at the end of the
 * watch. While that last check is inconclusive, it is repeated for as long as the watch; then an alarm
 * is raised.
 *
 * @param isConclusive whether this check showed that there is no late effect
 */
export async function continueLateEffectWatch(
  context: OrderContext,
  order: OrderRow,
  isConclusive: boolean,
  minIntervalMs: number,
): Promise<OrderRow | null> {
  const { ledger, timeouts, now } = context;
  const remainingMs = (order.watch_until ?? 0) - now();
  if (remainingMs <= 0 && !isConclusive && -remainingMs >= timeouts.lateEffectWatchMs) {
    const change = { next_attempt_at: null, alarm: 'unwatched' as const };
    return changedOrderOrNull(
      await ledger.recordObservation(order, 'could not be watched', change),
    );
  }
  const intervalMs = Math.max(minIntervalMs, elapsed(context, order.state_entered_at));
  const nextCheckAt = now() + Math.min(intervalMs, remainingMs);
  const repeatedCheckAt = isConclusive ? null : now() + minIntervalMs;
  return rescheduleAt(context, order, remainingMs > 0 ? nextCheckAt : repeatedCheckAt);
}
