/** What a transaction's two states mean for its orders. Pure. */
import type { TransactionStatus } from './transaction.js';

/** `open`: paid, and nobody has ended it. `unclear`: a word that is on no list. */
export type Standing = 'open' | 'unpaid' | 'cancelled' | 'done' | 'unclear';

export function standingOf({ paid, delivery }: TransactionStatus): Standing {
  if (paid === 'cancelled' || delivery === 'cancelled') return 'cancelled';
  if (paid === 'unknown' || delivery === 'unknown') return 'unclear';
  if (delivery === 'done') return 'done';
  return paid === 'unpaid' ? 'unpaid' : 'open';
}
