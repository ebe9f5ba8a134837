/** Leaves the page for the shop's own checkout, with a note that says for whom the purchase is. */
import type { LitElement } from 'lit';
import type { Product } from '../../open-api/products.js';
import type { Field, ShelfProduct } from '../../proxy/contract.js';
import { writeOrderNote } from '../../proxy/contract.js';
import type { Fields } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import { checkoutLink, EtalaseBuyEvent } from '../base/shop-checkout.js';

/** Under the labels that the proxy knows, whatever language the page has. */
export function orderNoteOf({ fields }: ShelfProduct, values: Fields): string {
  const valueByName = new Map(Object.entries(values));
  return writeOrderNote(
    fields.flatMap((field) => {
      const value = valueByName.get(field.name);
      return value === undefined ? [] : [{ label: field.label, value: wordOf(field, value) }];
    }),
  );
}

const folded = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** A chosen option in the shop's words, where no other option could be meant by them. */
function wordOf({ options = [] }: Field, value: string): string {
  const label = options.find((option) => option.value === value)?.label ?? value;
  const isMeant = (option: { readonly label: string; readonly value: string }) =>
    [option.label, option.value].some((text) => folded(text) === folded(label));
  return options.filter(isMeant).length > 1 ? value : label;
}

/** How long a tap is answered by a state, ms, if the page is still there. */
const MAX_LEAVING_MS = 5_000;

export class ShopCheckout {
  /** The page is being left. */
  isLeaving = false;

  constructor(private readonly host: LitElement) {}

  /** @param onLeave not called where a listener cancels the event */
  leave(product: Product, note: string, onLeave: () => void): void {
    const href = checkoutLink(product.url_produk, note);
    if (href === null || !this.host.dispatchEvent(new EtalaseBuyEvent(product, href, note))) return;
    onLeave();
    this.isLeaving = true;
    this.host.requestUpdate();
    void platform()
      .wait(MAX_LEAVING_MS)
      .then(() => {
        this.isLeaving = false;
        this.host.requestUpdate();
      });
    location.assign(href);
  }
}
