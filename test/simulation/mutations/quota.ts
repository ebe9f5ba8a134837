/** Mistakes in the quota that is kept for refunds. */
import { mutation } from './mutation.js';

const QUOTA = 'quota/closed-quota.ts';
const RESERVE = 'quota/reserve.ts';

export const QUOTA_MUTATIONS = [
  mutation('a debit begins whatever quota is left', [
    'orders/steps/debit.ts',
    `if (!(await closedQuota.allowsDebit())) {`,
    `if (order.version < 0) {`,
  ]),
  mutation('no quota is kept for the refunds of open orders', [
    RESERVE,
    `sum + CALLS_PER_ORDER[paid_by] * Number(count)`,
    `sum + CALLS_PER_ORDER[paid_by] * Number(count) * 0`,
  ]),
  mutation('no quota is kept for the refund of a placed order', [RESERVE, `  'PLACED',\n`, '']),
  mutation('the calls of today are not counted', [
    'quota/quota-days.ts',
    `learned.calls - (current?.calls ?? 0)`,
    `learned.calls - (current?.calls ?? 0) * 0`,
  ]),
  mutation('a quota that was learned yesterday is forgotten', [
    QUOTA,
    `dayOf(now() - LEARNED_FOR_MS)`,
    `dayOf(now())`,
  ]),
];
