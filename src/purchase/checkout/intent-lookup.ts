/** Looks up the intents that an earlier page left without an answer, until their end is certain. */
import type { Order } from '../../proxy/contract.js';
import type { BrowserPlatform } from '../../stores/platform.js';
import { backoffMs } from '../backoff.js';
import type { PurchaseClient } from '../purchase-client.js';

/**
 * @param onPending called after each answer that leaves it open whether the order exists
 * @returns the order; `lost` if none was placed; `null` if no intent is stored, or after an abort
 */
export async function lookUpIntents(
  client: Pick<PurchaseClient, 'resolveIntents'>,
  platform: () => Pick<BrowserPlatform, 'wait'>,
  signal: AbortSignal,
  onPending: () => void,
): Promise<Order | 'lost' | null> {
  const isAborted = () => signal.aborted;
  for (let attempt = 1; ; attempt++) {
    const outcome = await client.resolveIntents();
    if (isAborted() || !outcome) return null;
    if (outcome.ok) return outcome.value;
    const { code, retryAfterMs } = outcome;
    if (code === 'unknown_order' && retryAfterMs === undefined) return 'lost';
    onPending();
    await platform().wait(Math.min(retryAfterMs ?? Infinity, backoffMs(attempt)));
    if (isAborted()) return null;
  }
}
