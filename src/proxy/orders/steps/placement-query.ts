/** Asks a provider about an order whose answer was lost. It places nothing and changes no order. */
import type { Provider, QueryOutcome } from '../../providers/provider.js';
import { referenceOf } from '../../ledger/attempts.js';
import { namedHandles } from '../../ledger/named-handles.js';
import { ANOTHER_ORDER } from '../../providers/outcomes.js';
import type { AttemptRow, OrderRow } from '../../store/tables.js';

/** What a placement can be asked for by. */
export interface KnownPlacement {
  readonly reference: string;
  /** the provider's own */
  readonly handle: string | null;
  /** that callbacks named */
  readonly claimedHandles: readonly string[];
}

/** The order's current attempt. */
export const currentPlacement = (order: OrderRow): KnownPlacement => ({
  reference: referenceOf(order),
  handle: order.handle,
  claimedHandles: namedHandles(order),
});

/** An attempt that the order has left: it was refused, so it has no handle of the provider's. */
export const formerPlacement = (
  attempt: Pick<AttemptRow, 'reference' | 'callback_handle'>,
): KnownPlacement => ({
  reference: attempt.reference,
  handle: null,
  claimedHandles: namedHandles(attempt),
});

/** Whether there is anything to ask by: our reference, or a handle. */
export const canQueryPlacement = (
  { facts }: Provider,
  { handle, claimedHandles }: KnownPlacement,
): boolean => facts.canQueryByReference || handle !== null || claimedHandles.length > 0;

/** Nothing was asked for that is certainly about the order. */
export const CANNOT_BE_ASKED = { kind: 'unknown', code: 'provider cannot be asked' } as const;

/**
 * Asks by the provider's own handle or our reference, then by each handle that a callback named: anybody
 * may have sent that callback, so the first answer counts that says anything.
 */
export async function queryPlacement(
  provider: Provider,
  { reference, handle, claimedHandles }: KnownPlacement,
): Promise<QueryOutcome> {
  const canAskDirectly = handle !== null || provider.facts.canQueryByReference;
  const direct = canAskDirectly ? await provider.queryOrder({ reference, handle }) : null;
  if (direct && isConclusive(direct)) return direct;
  const claims: QueryOutcome[] = [];
  for (const claimedHandle of claimedHandles) {
    const claim = { reference, handle: claimedHandle, isHandleClaimed: true };
    const claimed = await provider.queryOrder(claim);
    // A failure may belong to another attempt, as long as our own reference has not been read.
    const isFailureOnly = claimed.kind === 'failed' && direct?.kind === 'unknown';
    if (isConclusive(claimed) && !isFailureOnly) return claimed;
    claims.push(claimed);
  }
  return direct ?? leastCertain(claims);
}

/** A handle of another order is as good as none. */
const leastCertain = (claims: readonly QueryOutcome[]): QueryOutcome =>
  claims.find((each) => each.kind === 'unknown' && each.code !== ANOTHER_ORDER.code) ??
  claims.find(({ kind }) => kind !== 'unknown') ??
  CANNOT_BE_ASKED;

const isConclusive = ({ kind }: QueryOutcome): boolean => kind !== 'absent' && kind !== 'unknown';

/** Whether there is such an order, which was not failed. */
export const isKnownPlacement = (
  outcome: QueryOutcome,
): outcome is Extract<QueryOutcome, { kind: 'done' | 'pending' }> =>
  outcome.kind === 'done' || outcome.kind === 'pending';
