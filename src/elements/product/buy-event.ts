import type { Product } from '../../open-api/products.js';

/** The shopper follows the purchase link. Cancelling it stops that. */
export class EtalaseBuyEvent extends Event {
  constructor(
    readonly product: Product,
    /** the app's checkout: `url_produk` with the note in `?catatan=` */
    readonly href: string,
    readonly note: string,
  ) {
    super('etalase-buy', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'etalase-buy': EtalaseBuyEvent;
  }
}
