/**
 * Locks debits with a PIN after wrong PINs of a shopper or from an address, so that nobody guesses
 * PINs, and bukaOlshop's own lock and quota are not used up. It sees outcomes, never a PIN.
 */
import type { AttemptLimiter } from '../session/attempt-limiter.js';
import type { TransferOutcome } from '../saldo/transfer.js';
import type { OrderRow } from '../store/tables.js';

export type Payer = Pick<OrderRow, 'shopper' | 'shopper_address'>;

export interface PinLock {
  /** ms until a debit with a PIN may be sent again; 0 for now. */
  lockedForMs(payer: Payer): Promise<number>;
  /** Counts the outcome of a debit that was sent with a PIN. */
  recordOutcome(payer: Payer, outcome: TransferOutcome): Promise<void>;
}

/** @property limiterKeyOf what addresses are counted together as; see `ClientAddresses` */
export interface AddressGrouping {
  limiterKeyOf(this: void, address: string | null): string | null;
}

const shopperSubjects = (shopper: string) => ({ 'pin-shopper': shopper, 'pin-doubt': shopper });

export function createPinLock(
  attemptLimiter: AttemptLimiter,
  { limiterKeyOf }: AddressGrouping,
): PinLock {
  return {
    lockedForMs: ({ shopper, shopper_address }) =>
      attemptLimiter.lockedForMs({
        ...shopperSubjects(shopper),
        'pin-address': limiterKeyOf(shopper_address),
      }),

    async recordOutcome({ shopper, shopper_address }, outcome) {
      if (outcome.kind === 'done') {
        await attemptLimiter.recordSuccess(shopperSubjects(shopper));
      }
      if (outcome.kind !== 'refused' || outcome.reason === 'quota') return;
      await attemptLimiter.recordFailure(
        outcome.reason === 'wrong_pin'
          ? { 'pin-shopper': shopper, 'pin-address': limiterKeyOf(shopper_address) }
          : // The words of a wrong PIN's refusal are not documented; any refusal may be one.
            { 'pin-doubt': shopper },
      );
    },
  };
}
