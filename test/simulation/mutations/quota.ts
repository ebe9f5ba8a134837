/** Mistakes in the quota that is kept for refunds. */
import { mutation } from './mutation.js';

const QUOTA = 'quota/closed-quota.ts';

export const QUOTA_MUTATIONS = [
  mutation('a debit begins whatever quota is left', [
    'orders/steps/debit.ts',
    `if (!(await closedQuota.allowsDebit())) {`,
    `if (order.version < 0) {`,
  ]),
  mutation('no quota is kept for the refunds of open orders', [
    QUOTA,
    `CALLS_PER_REFUND * (Number(open) + 1) + 1;`,
    `CALLS_PER_REFUND * (Number(open) * 0 + 1) + 1;`,
  ]),
  mutation('no quota is kept for the refund of a placed order', [QUOTA, `  'PLACED',\n`, '']),
  mutation('the calls of today are not counted', [
    QUOTA,
    `learned.calls_when_spent - today.calls;`,
    `learned.calls_when_spent - today.calls * 0;`,
  ]),
  mutation('a quota that was learned yesterday is forgotten', [
    QUOTA,
    `dayOf(now() - LEARNED_FOR_MS)`,
    `dayOf(now())`,
  ]),
];
