import type { Product } from '../../open-api/products.js';

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

declare global {
  interface GlobalEventHandlersEventMap {
    'etalase-buy': EtalaseBuyEvent;
  }
}
