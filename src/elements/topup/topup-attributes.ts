/** Reads the attributes of `<etalase-topup>`: what is sold, and whether a PIN is needed. */
import type { ProviderName } from '../../proxy/contract.js';
import { PROVIDERS } from '../../proxy/contract.js';
import { composedParentOf } from '../base/scope.js';
import type { ProductRef } from './tiles/product-tiles.js';

export interface Offer {
  /** `null` for all providers */
  readonly provider: ProviderName | null;
  /** The one product that is sold; `null` if the shopper chooses. */
  readonly productRef: ProductRef | null;
  /** The provider is unknown, or a product has none. */
  readonly isInvalid: boolean;
}

export function readOffer(providerName: string | null, productCode: string | null): Offer {
  const name = providerName?.trim() ?? '';
  const product = productCode?.trim() ?? '';
  const provider = PROVIDERS.find((known) => known === name) ?? null;
  const productRef = provider && product ? { provider, product } : null;
  return { provider, productRef, isInvalid: provider === null && name + product !== '' };
}

/** @param pin the element's own attribute; without it, those of its ancestors count */
export function isPinRequired(element: Element, pin: string | null): boolean {
  if (pin !== null) return pin === 'required';
  for (let node = composedParentOf(element); node; node = composedParentOf(node)) {
    if (node instanceof Element && node.getAttribute('pin') === 'required') return true;
  }
  return false;
}
