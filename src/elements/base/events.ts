/** The events of the elements. All bubble and cross shadow roots. */
import type { ErrorCode } from '../../open-api/result.js';
import type { Category, SubCategory } from '../../open-api/categories.js';
import type { Product } from '../../open-api/products.js';
import type { Order } from '../../proxy/contract.js';

/**
 * A product or a category was chosen (`null` category: all of them). Cancel it to do something
 * else than open the product or filter by the category.
 */
export class EtalaseSelectEvent extends Event {
  readonly product: Product | undefined;
  readonly category: Category | SubCategory | null | undefined;

  constructor(chosen: { product: Product } | { category: Category | SubCategory | null }) {
    super('etalase-select', { bubbles: true, composed: true, cancelable: true });
    this.product = 'product' in chosen ? chosen.product : undefined;
    this.category = 'category' in chosen ? chosen.category : undefined;
  }
}

/** The shopper wants to buy. Cancel it to keep the purchase link from being followed. */
export class EtalaseBuyEvent extends Event {
  constructor(
    readonly product: Product,
    /** where the purchase goes on: `url_produk` with the note in `?catatan=` */
    readonly href: string,
    readonly note: string,
  ) {
    super('etalase-buy', { bubbles: true, composed: true, cancelable: true });
  }
}

/** An element could not show all it should. `malformed` beside shown rows: some were dropped. */
export class EtalaseErrorEvent extends Event {
  constructor(
    readonly code: ErrorCode,
    readonly element: HTMLElement,
  ) {
    super('etalase-error', { bubbles: true, composed: true });
  }
}

/** An order at the proxy was placed, or changed. */
export class EtalaseOrderEvent extends Event {
  constructor(readonly order: Order) {
    super('etalase-order', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'etalase-select': EtalaseSelectEvent;
    'etalase-buy': EtalaseBuyEvent;
    'etalase-error': EtalaseErrorEvent;
    'etalase-order': EtalaseOrderEvent;
  }
}
