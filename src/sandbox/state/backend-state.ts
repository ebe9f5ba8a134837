import type { LapakgamingState } from './lapakgaming-orders.js';
import type { LeuwongrrState } from './leuwongrr-orders.js';
import type { MemberMessage } from './member-messages.js';
import type { Member } from './members.js';
import type { ShopProductsState } from './shop-products.js';
import type { SnapcartState } from './snapcart-orders.js';
import type { TelegramState } from './telegram-messages.js';
import type { Transaction } from './transactions.js';

/**
 * Everything that a request to one shop's upstreams can change. It holds plain data only, so that
 * `structuredClone` can copy it and a change can be rolled back.
 */
export interface BackendState {
  readonly members: Map<string, Member>;
  /** By `nomor_pembayaran`, oldest first. */
  readonly transactions: Map<string, Transaction>;
  readonly shopProducts: ShopProductsState;
  /** Oldest first. */
  readonly messages: MemberMessage[];
  readonly lapakgaming: LapakgamingState;
  readonly snapcart: SnapcartState;
  readonly leuwongrr: LeuwongrrState;
  readonly telegram: TelegramState;
  /** Changed prices and statuses in a provider's catalog, by `provider/code`. */
  readonly productOverrides: Map<
    string,
    { readonly price?: number; readonly status?: 'available' | 'empty' }
  >;
}
