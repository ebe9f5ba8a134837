/**
 * Intents: recorded before a request that must not be sent twice, so that a lost answer is looked up
 * and never sent again. Only the process that recorded an intent may send it, and only soon.
 */
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import type { Timeouts } from '../timeouts.js';
import { elapsed } from './transitions.js';

/** The columns of an intent that is recorded now. */
export function intentColumns({ ledger, now, timeouts }: OrderContext) {
  const at = now();
  return { intent_at: at, intent_node: ledger.node, next_attempt_at: at + timeouts.leaseMs };
}

/** ms after its intent in which a request may be under way, with a second to spare */
const maxInFlightMs = ({ sendDeadlineMs, callTimeoutMs }: Timeouts): number =>
  sendDeadlineMs + callTimeoutMs + 1_000;

/** Until when the request of an intent may be under way; `null` when it no longer can be. */
export const inFlightUntil = (context: OrderContext, { intent_at }: OrderRow): number | null => {
  const inFlightEndsAt = (intent_at ?? 0) + maxInFlightMs(context.timeouts);
  return context.now() < inFlightEndsAt ? inFlightEndsAt : null;
};

export const hasSendDeadlinePassed = (context: OrderContext, { intent_at }: OrderRow): boolean =>
  elapsed(context, intent_at ?? 0) >= context.timeouts.sendDeadlineMs;

/** ms between two attempts to record an outcome */
const PERSIST_RETRY_MS = 1_000;

/**
 * Records the outcome of an intent's request. Only this process knows the outcome, so a write that
 * fails is repeated as long as no other node can take the order over. If a failed write was carried
 * out after all, the next one conflicts with it and changes nothing.
 */
export async function persistWithRetry<T>(
  context: OrderContext,
  intent: OrderRow,
  persist: () => Promise<T>,
): Promise<T> {
  try {
    return await persist();
  } catch (error) {
    if (inFlightUntil(context, intent) === null) throw error;
  }
  await new Promise<void>((resolve) => context.setTimer(PERSIST_RETRY_MS, resolve));
  return persistWithRetry(context, intent, persist);
}
