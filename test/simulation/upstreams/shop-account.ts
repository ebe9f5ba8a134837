/** The shop's account at a provider that is paid from a deposit. */
import type { ProviderOrder } from './upstream.js';

export interface ShopAccount {
  /** whole rupiah that the deposit still pays for */
  balance(this: void, orders: readonly ProviderOrder[]): number;
  /** Whether the provider refuses the shop's key now. */
  isKeyRefused(this: void): boolean;
}

export const createShopAccount = (
  deposited: () => number,
  isKeyRefused: () => boolean,
): ShopAccount => ({
  // A failed order is paid back into the deposit.
  balance: (orders) =>
    orders
      .filter(({ state }) => state !== 'failed')
      .reduce((left, { cost }) => left - cost, deposited()),
  isKeyRefused,
});
