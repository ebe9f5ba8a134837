/** Asks a provider about an order whose answer was lost. It places nothing and changes no order. */
import type { Provider, QueryOutcome } from '../../providers/provider.js';
import { referenceOf } from '../../ledger/attempts.js';
import type { AttemptRow, OrderRow } from '../../store/tables.js';

/** What a placement can be asked for by. */
export interface KnownPlacement {
  readonly reference: string;
  /** the provider's own */
  readonly handle: string | null;
  /** that a callback named */
  readonly claimedHandle: string | null;
}

/** The order's current attempt. */
export const currentPlacement = (order: OrderRow): KnownPlacement => ({
  reference: referenceOf(order),
  handle: order.handle,
  claimedHandle: order.callback_handle,
});

/** An attempt that the order has left: it was refused, so it has no handle of the provider's. */
export const formerPlacement = (
  attempt: Pick<AttemptRow, 'reference' | 'callback_handle'>,
): KnownPlacement => ({
  reference: attempt.reference,
  handle: null,
  claimedHandle: attempt.callback_handle,
});

/** Whether there is anything to ask by: our reference, or a handle. */
export const canQueryPlacement = (
  { facts }: Provider,
  { handle, claimedHandle }: KnownPlacement,
): boolean => facts.canQueryByReference || handle !== null || claimedHandle !== null;

/**
 * Asks by the provider's own handle or our reference, then by the handle that a callback named: anybody
 * may have sent that callback, so the first answer counts where it says anything.
 */
export async function queryPlacement(
  provider: Provider,
  { reference, handle, claimedHandle }: KnownPlacement,
): Promise<QueryOutcome> {
  const canAskDirectly = handle !== null || provider.facts.canQueryByReference;
  const direct = canAskDirectly ? await provider.queryOrder({ reference, handle }) : null;
  if (direct && isConclusive(direct)) return direct;
  if (claimedHandle === null)
    return direct ?? { kind: 'unknown', code: 'provider cannot be asked' };
  const claimed = await provider.queryOrder({
    reference,
    handle: claimedHandle,
    isHandleClaimed: true,
  });
  // A failure may belong to another attempt, as long as our own reference has not been read.
  const isFailureOnly = claimed.kind === 'failed' && direct?.kind === 'unknown';
  return isConclusive(claimed) && !isFailureOnly ? claimed : (direct ?? claimed);
}

const isConclusive = ({ kind }: QueryOutcome): boolean => kind !== 'absent' && kind !== 'unknown';

/** Whether there is such an order, which was not failed. */
export const isKnownPlacement = (
  outcome: QueryOutcome,
): outcome is Extract<QueryOutcome, { kind: 'done' | 'pending' }> =>
  outcome.kind === 'done' || outcome.kind === 'pending';
