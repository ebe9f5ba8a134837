/** Mistakes in knowing what a provider will not deliver. */
import { mutation } from './mutation.js';

export const SUPPLY_MUTATIONS = [
  mutation(
    'a debit begins although the deposit is known to be too small',
    [
      'supply/supply.ts',
      'if (left === null || left >= order.cost) return null;',
      'if (left === null || left >= -order.cost) return null;',
    ],
    ['supply/supply.ts', '?? Infinity, 0), notice };', '?? Infinity, Infinity), notice };'],
  ),
  mutation(
    'a debit begins although its provider is known to refuse the shop',
    ['supply/supply.ts', `if (isStopped(known)) return 'supplier off';`, ''],
    ['supply/supply.ts', `if (isStopped(current)) return 'supplier off';`, ''],
    ['supply/supply.ts', 'if (off.length > 0 || stop !== null)', 'if (off.length > 0)'],
  ),
  mutation('the cost of open orders is not reserved', [
    'supply/reserved-cost.ts',
    'return Number(row.total);',
    'return Number(row.total) * 0;',
  ]),
];
