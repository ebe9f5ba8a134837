/** Reads the attributes of `<etalase-topup>`: what is sold, and whether a PIN is needed. */
import type { ProviderName } from '../../proxy/contract.js';
import { PROVIDERS } from '../../proxy/contract.js';
import { composedParentOf } from '../base/scope.js';

export interface Offer {
  /** `null` for all providers */
  readonly provider: ProviderName | null;
  /** The shelf's id of the one product that is sold; `null` if the shopper chooses. */
  readonly productId: string | null;
  /** the code of the one category that is sold; `''` for all */
  readonly category: string;
  /** The provider is unknown. */
  readonly isInvalid: boolean;
}

/** @param product a shelf id; beside a provider's name, that provider's code */
export function readOffer(
  providerName: string | null,
  product: string | null,
  category: string | null,
): Offer {
  const name = providerName?.trim() ?? '';
  const code = product?.trim() ?? '';
  const provider = PROVIDERS.find((known) => known === name) ?? null;
  return {
    provider,
    productId: code === '' ? null : provider ? `${provider}:${code}` : code,
    category: category?.trim() ?? '',
    isInvalid: name !== '' && provider === null,
  };
}

/** @param pin the element's own attribute; without it, those of its ancestors count */
export function isPinRequired(element: Element, pin: string | null): boolean {
  if (pin !== null) return pin === 'required';
  for (let node = composedParentOf(element); node; node = composedParentOf(node)) {
    if (node instanceof Element && node.getAttribute('pin') === 'required') return true;
  }
  return false;
}
