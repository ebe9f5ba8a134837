/** The schema of the margin's file (`ETALASE_MARGIN`), which the operator writes. */
import { z } from 'zod';
import { PROVIDERS } from '../contract.js';

/** Ten-thousandths of a percent are the finest step, so that prices are computed in integers. */
export const STEPS_PER_PERCENT = 10_000;

/** The allowed range of each figure of a rule. */
export const FIGURE_RANGES = {
  percent: { min: 0, max: 1_000 },
  fixed: { min: 0, max: 1_000_000_000, whole: true },
  round: { min: 1, max: 1_000_000, whole: true },
} as const;

const numberWithin = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.number().min(min).max(max);

const isWholeSteps = (percent: number): boolean =>
  Math.round(percent * STEPS_PER_PERCENT) / STEPS_PER_PERCENT === percent;

/** A narrower rule replaces the figures that it names, and inherits the others. */
const rule = {
  /** of the cost; 2.5 is two and a half percent */
  percent: numberWithin(FIGURE_RANGES.percent).refine(isWholeSteps).optional(),
  /** whole rupiah on top */
  fixed: numberWithin(FIGURE_RANGES.fixed).int().optional(),
  /** the price is rounded up to a multiple of so many rupiah */
  round: numberWithin(FIGURE_RANGES.round).int().optional(),
};

/**
 * An unknown word is an error: a misspelt `percent` would otherwise sell at cost.
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
