/** Signs quotes again with the proxy's key, as a shelf with several suppliers makes them. */
import type { Settings } from '../../../src/proxy/config/settings.js';
import { createKeys } from '../../../src/proxy/crypto/keys.js';
import type { Offer } from '../../../src/proxy/quote/quote.js';

export function createAlternatesSigner(settings: Settings, now: () => number) {
  const keys = createKeys(settings, now);
  return async (quote: string, others: readonly Offer[]): Promise<string> => {
    const verified = await keys.verify('quote', quote);
    if (verified.kind !== 'valid') return quote;
    const { exp = 0, ...claims } = verified.claims;
    const alternates = others.map(({ fieldNames: field_names, ...offer }) => ({
      ...offer,
      field_names,
    }));
    const lifetimeSeconds = exp - Math.floor(now() / 1000);
    return keys.sign('quote', { ...claims, alternates }, lifetimeSeconds);
  };
}
