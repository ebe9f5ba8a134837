/** A supply that sells everything. */
import type { ShelfSource } from '../../../../src/proxy/supply/require-sold.js';

export const OPEN_SUPPLY: ShelfSource = {
  shelfOf: () => Promise.resolve({ maxCost: Infinity, notice: null }),
  reportShort: () => Promise.resolve(),
};
