/** Reads the attributes of `<etalase-topup>`: what is sold. */
import type { ProviderName } from '../../proxy/contract.js';
import { PROVIDERS } from '../../proxy/contract.js';

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
