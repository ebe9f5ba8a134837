/** Makes a checkout due when one of its orders has changed. The checkout's own steps decide what follows. */
import type { Transaction } from 'kysely';
import type { CheckoutState } from '../store/order-state.js';
import type { Tables } from '../store/tables.js';

/** States in which a checkout waits for its orders. */
const WAITING_STATES: readonly CheckoutState[] = ['ACCEPTED', 'CLAIMED'];

export const wakeCheckout = (trx: Transaction<Tables>, paymentNumber: string, now: number) =>
  trx
    .updateTable('checkouts')
    .set({ next_attempt_at: now })
    .where('payment_number', '=', paymentNumber)
    .where('state', 'in', WAITING_STATES)
    .execute();
