/**
 * Wrong PINs of a shopper, and from an address: after a few no debit is sent with one for a while, so
 * that nobody guesses, and bukaOlshop's own lock and quota are not used up.
 */
import type { ClientAddresses } from '../http/address.js';
import type { AttemptLimiter } from '../session/attempt-limiter.js';
import type { TransferOutcome } from '../saldo/transfer.js';
import type { OrderRow } from '../store/tables.js';

export type Payer = Pick<OrderRow, 'shopper' | 'shopper_address'>;

export interface PinLock {
  /** ms until a debit with a PIN may be sent again; 0 for now. */
  lockedForMs(payer: Payer): Promise<number>;
  /** Learns from how a debit with a PIN ended. */
  recordOutcome(payer: Payer, outcome: TransferOutcome): Promise<void>;
}

export function createPinLock(
  attemptLimiter: AttemptLimiter,
  { limiterKeyOf }: Pick<ClientAddresses, 'limiterKeyOf'>,
): PinLock {
  return {
    lockedForMs: ({ shopper, shopper_address }) =>
      attemptLimiter.lockedForMs({
        'pin-shopper': shopper,
        'pin-doubt': shopper,
        'pin-address': limiterKeyOf(shopper_address),
      }),

    async recordOutcome({ shopper, shopper_address }, outcome) {
      if (outcome.kind === 'done') {
        await attemptLimiter.recordSuccess({ 'pin-shopper': shopper, 'pin-doubt': shopper });
      }
      if (outcome.kind !== 'refused' || outcome.reason === 'quota') return;
      await attemptLimiter.recordFailure(
        outcome.reason === 'wrong_pin'
          ? { 'pin-shopper': shopper, 'pin-address': limiterKeyOf(shopper_address) }
          : // Nowhere is written how a wrong PIN is refused: it may be in words that name none.
            { 'pin-doubt': shopper },
      );
    },
  };
}
