/** Asks a provider about an order whose answer was lost. It places nothing and changes no order. */
import type { Provider, QueryOutcome } from '../../providers/provider.js';
import type { OrderRow } from '../../store/tables.js';

type KnownPlacement = Pick<OrderRow, 'id' | 'handle' | 'callback_handle'>;

/** Whether there is anything to ask by: our reference, or a handle. */
export const canQueryPlacement = (
  { facts }: Provider,
  { handle, callback_handle }: KnownPlacement,
): boolean => facts.canQueryByReference || handle !== null || callback_handle !== null;

/**
 * Asks by the provider's own handle or our reference, then by the handle that a callback named: anybody
 * may have sent that callback, so the first answer counts where it says anything.
 */
export async function queryPlacement(
  provider: Provider,
  { id: reference, handle, callback_handle: claimedHandle }: KnownPlacement,
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
