/** Price = cost + margin, by the operator's rules. */
import { z } from 'zod';
import { PROVIDERS, type ProviderName } from '../contract.js';

/** Ten-thousandths of a percent are the finest step, so that prices are computed in integers. */
const STEPS_PER_PERCENT = 10_000;

const percent = z
  .number()
  .min(0)
  .max(1000)
  .refine(
    (value) => Math.round(value * STEPS_PER_PERCENT) / STEPS_PER_PERCENT === value,
    'at most four decimals',
  );

/** A narrower rule replaces what it names, and keeps the rest of the wider one. */
const rule = {
  /** of the cost; 2.5 is two and a half percent */
  percent: percent.optional(),
  /** whole rupiah on top */
  fixed: z.int().min(0).max(1_000_000_000).optional(),
  /** the price is rounded up to a multiple of so many rupiah */
  round: z.int().min(1).max(1_000_000).optional(),
};

/**
 * The file that `ETALASE_MARGIN` names. A word that is not known is an error: a misspelt `percent`
 * would otherwise sell at cost.
 *
 * @example
 * {
 *   "percent": 3,
 *   "round": 100,
 *   "providers": {
 *     "lapakgaming": {
 *       "fixed": 250,
 *       "products": { "ML": { "percent": 1.5 } }
 *     }
 *   }
 * }
 * // ML at Lapakgaming: 1.5 % + Rp250, rounded up to Rp100. Everything of Snapcart: 3 %.
 */
export const marginRules = z.strictObject({
  ...rule,
  providers: z
    .partialRecord(
      z.enum(PROVIDERS),
      z.strictObject({
        ...rule,
        products: z.record(z.string(), z.strictObject(rule)).optional(),
      }),
    )
    .optional(),
});
export type MarginRules = z.infer<typeof marginRules>;

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
