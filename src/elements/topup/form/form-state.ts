/** What the form of a product is given. */
import type { ShelfProduct } from '../../../proxy/contract.js';
import type { PurchaseClient } from '../../../purchase/purchase-client.js';
import type { PurchaseSettings } from '../../../stores/settings.js';
import type { ProductTile } from '../tiles/product-tiles.js';
import type { TopupMemory } from '../topup-memory.js';

export interface FormContext {
  readonly client: PurchaseClient;
  readonly settings: PurchaseSettings;
  /** `null` for a guest */
  readonly memory: TopupMemory | null;
  /** the element's own attribute */
  readonly pay: string | null;
}

/** What the form is for. */
export interface FormSubject {
  /** `null` while it is loading, and before a number has chosen one */
  readonly product: ShelfProduct | null;
  /** the tile of all operators, of which the number chooses a product */
  readonly group: ProductTile | null;
}

export interface FormState {
  /** Guests see prices, and log in to pay from their saldo. */
  readonly isGuest: boolean;
  readonly renderEmpty: (text: string) => unknown;
  /** The confirmation is loading. */
  readonly isLoading: boolean;
  /** Newer prices are on their way. */
  readonly isOld: boolean;
  /** in place of the items, while there is no product */
  readonly instead: unknown;
}
