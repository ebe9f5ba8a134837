/** How items can be paid: from the saldo, at the shop's own checkout, or both. */
import type { ShelfItem, ShelfProduct } from '../../../proxy/contract.js';
import { checkoutLink } from '../../base/shop-checkout.js';

export type Way = 'saldo' | 'checkout';

/** The saldo first. */
const WAYS: readonly Way[] = ['saldo', 'checkout'];

export class WaysToPay {
  private readonly allowed: readonly Way[];

  /** @param pay what the page allows; anything but one of the ways allows both */
  constructor(pay: string | null) {
    const only = WAYS.filter((way) => way === pay?.trim());
    this.allowed = only.length > 0 ? only : WAYS;
  }

  /** The ways in which any of the items can be paid. */
  of(...items: readonly ShelfItem[]): readonly Way[] {
    const hasCheckout = items.some(({ checkout_url }) => checkoutLink(checkout_url, '') !== null);
    return this.allowed.filter((way) => way === 'saldo' || hasCheckout);
  }

  /** The product with those of its items that can be bought here. */
  sold(product: ShelfProduct): ShelfProduct {
    if (this.allowed.includes('saldo')) return product;
    return { ...product, items: product.items.filter((item) => this.of(item).length > 0) };
  }
}
