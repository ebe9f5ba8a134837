/** What a transaction's two states mean for its orders. Pure. */
import type { ShopTransaction } from './transaction-client.js';

/** `open`: paid, and nobody has ended it. `unclear`: a word that is on no list. */
export type Standing = 'open' | 'unpaid' | 'cancelled' | 'done' | 'unclear';

export function standingOf({
  paid,
  delivery,
}: Pick<ShopTransaction, 'paid' | 'delivery'>): Standing {
  if (paid === 'cancelled' || delivery === 'cancelled') return 'cancelled';
  if (paid === 'unknown' || delivery === 'unknown') return 'unclear';
  if (delivery === 'done') return 'done';
  return paid === 'unpaid' ? 'unpaid' : 'open';
}
