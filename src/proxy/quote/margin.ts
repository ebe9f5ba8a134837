/** Price = cost + margin, by the operator's rules. */
import { STEPS_PER_PERCENT, type MarginRules } from '../config/margin-rules.js';
import type { ProviderName } from '../contract.js';

/**
 * What the shopper pays for what costs the shop `cost`, both whole rupiah. Never below the cost;
 * a part of a rupiah is rounded up.
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

/** Product codes come from outside; `constructor` is no rule. */
const ownValue = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
