/** A supply that sells everything. */
import type { SupplySource } from '../../../../src/proxy/supply/require-sold.js';

export const OPEN_SUPPLY: SupplySource = {
  limitsOf: () => Promise.resolve({ maxCost: Infinity, notice: null }),
  reportShort: () => Promise.resolve(),
};
