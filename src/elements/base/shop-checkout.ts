/** The way to the shop's own checkout in bukaOlshop: its address with a note, and the event before it. */
import type { Product } from '../../open-api/products.js';

/** The shopper follows the purchase link. Cancelling it stops that. */
export class EtalaseBuyEvent extends Event {
  constructor(
    /** What `<etalase-topup>` sells has name, price, picture and address; its `id_produk` is empty. */
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

/** The checkout's address with the note in `?catatan=`; `null` where it is none. */
export function checkoutLink(address: string | null, note: string): string | null {
  try {
    const url = new URL(address ?? '');
    if (!/^https?:$/.test(url.protocol)) return null;
    if (note) {
      url.searchParams.set('catatan', note);
      // Not every reader decodes a plus as a space; all decode %20.
      url.search = url.searchParams.toString().replace(/\+/g, '%20');
    }
    return url.href;
  } catch {
    return null;
  }
}
