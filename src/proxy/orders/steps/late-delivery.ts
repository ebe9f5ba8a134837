/**
 * Watches ended orders for attempts that were refused, or never known, and are delivered all the same. It
 * changes no state: an alarm tells the operator.
 */
import type { ProviderName } from '../../contract.js';
import { referenceOf } from '../../ledger/attempts.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext, Step } from '../order-context.js';
import { reportKnownAttempt } from './former-attempts.js';
import { continueLateEffectWatch } from './late-effects.js';
import {
  canQueryPlacement,
  currentPlacement,
  formerPlacement,
  isKnownPlacement,
  queryPlacement,
  type KnownPlacement,
} from './placement-query.js';
import { rescheduleAt } from './transitions.js';

interface WatchedAttempt {
  readonly number: number;
  readonly provider: ProviderName;
  readonly reference: string;
  readonly placement: KnownPlacement;
}

/** FULFILLED or REFUNDED although a supplier may still deliver. */
export const watchForLateDelivery: Step = async (context, order) => {
  const { providers, timeouts, now } = context;
  const watched = await listWatched(context, order);
  const askable = watched.filter(({ provider: name, placement }) => {
    const provider = providers.get(name);
    return !provider || canQueryPlacement(provider, placement);
  });
  // Without a handle or a reference to ask by, only a callback can name an attempt.
  if (askable.length === 0) {
    const watchUntil = order.watch_until ?? 0;
    const isWatched = watched.length > 0 && now() < watchUntil;
    return rescheduleAt(context, order, isWatched ? watchUntil : null);
  }
  let isClear = true;
  for (const attempt of askable) {
    const provider = providers.get(attempt.provider);
    const seen = provider && (await queryPlacement(provider, attempt.placement));
    if (seen && isKnownPlacement(seen)) {
      const dueAt = watched.length > 1 ? now() + timeouts.minAttemptDelayMs : null;
      return reportKnownAttempt(context, order, attempt, dueAt);
    }
    if (seen?.kind !== 'absent' && seen?.kind !== 'failed') isClear = false;
  }
  return continueLateEffectWatch(context, order, isClear, timeouts.placementSearchMs);
};

/** The attempts that the order has left; where it was paid back, the last one too. */
async function listWatched({ ledger }: OrderContext, order: OrderRow): Promise<WatchedAttempt[]> {
  const rows = await ledger.listAttempts(order);
  const isLast = ({ number }: { readonly number: number }) => number === order.attempt_number;
  const former = rows
    .filter((row) => !isLast(row) && row.found_at === null)
    .map((row) => ({ ...row, placement: formerPlacement(row) }));
  const last = rows.find(isLast);
  // An order from before the table of attempts has none, and was sent all the same.
  const wasSent = last !== undefined || order.attempt_number === 1;
  const wasFound = (last?.found_at ?? null) !== null;
  // What was paid back after its delivery is known to be delivered.
  const isPaidBack = order.state === 'REFUNDED' && order.delivered_at === null;
  if (!isPaidBack || !wasSent || wasFound) return former;
  return [
    ...former,
    {
      number: order.attempt_number,
      provider: order.provider,
      reference: referenceOf(order),
      placement: currentPlacement(order),
    },
  ];
}
