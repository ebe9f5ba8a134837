/** Adds the operator's margin to a provider's cost. */
import { STEPS_PER_PERCENT, type MarginRules } from '../config/margin-rules.js';
import type { ProviderName } from '../contract.js';

/** The price for the shopper, from the cost for the shop; both whole rupiah. */
export type PriceItem = (provider: ProviderName, product: string, cost: number) => number;

/** The shop's own rules, which may be replaced while the proxy runs. */
export interface Prices {
  readonly priceItem: PriceItem;
  readonly replaceRules: (rules: MarginRules) => void;
  /** grows with each replacement, so that rendered prices can be told apart */
  readonly version: () => number;
}

export function createPrices(initialRules: MarginRules): Prices {
  let rules = initialRules;
  let version = 0;
  return {
    priceItem: (provider, product, cost) => priceWithMargin(rules, provider, product, cost),
    replaceRules(newRules) {
      rules = newRules;
      version += 1;
    },
    version: () => version,
  };
}

/**
 * The price of an item for the shopper, whole rupiah: never below the cost, and a fraction of a rupiah
 * is rounded up.
 *
 * @param cost of the item for the shop, whole rupiah
 * @throws RangeError for a cost that is not whole rupiah, and for a price beyond the safe integers
 */
export function priceWithMargin(
  rules: MarginRules,
  provider: ProviderName,
  product: string,
  cost: number,
): number {
  if (!Number.isSafeInteger(cost) || cost < 0) throw new RangeError('A cost is whole rupiah.');
  const ofProvider = rules.providers?.[provider];
  const ofProduct = ofProvider?.products && ownValue(ofProvider.products, product);
  const { percent = 0, fixed = 0, round = 1 } = { ...rules, ...ofProvider, ...ofProduct };

  const hundredPercent = BigInt(100 * STEPS_PER_PERCENT);
  const exact =
    BigInt(cost) * (hundredPercent + BigInt(Math.round(percent * STEPS_PER_PERCENT))) +
    BigInt(fixed) * hundredPercent;
  const step = hundredPercent * BigInt(round);
  const price = Number(((exact + step - 1n) / step) * BigInt(round));
  if (!Number.isSafeInteger(price)) throw new RangeError('A price is too large to be exact.');
  return price;
}

/** Product codes are arbitrary text: `constructor` must not find an inherited property. */
const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
