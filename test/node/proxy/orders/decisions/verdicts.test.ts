/** Every decision against every combination of facts, and the table in the documents. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  DECISION_TABLE,
  FACT_NAMES,
  FACT_VALUES,
  judge,
  type EndingDecision,
  type Facts,
} from '../../../../../src/proxy/orders/decisions/verdicts.js';
import { PROJECT } from '../../../../support/command.js';

const COMBINATIONS: readonly Facts[] = FACT_VALUES.debit.flatMap((debit) =>
  FACT_VALUES.refund.flatMap((refund) =>
    FACT_VALUES.delivery.map((delivery) => ({ debit, refund, delivery })),
  ),
);

/** The table once more, as sentences: when a decision is refused, and when it is proven. */
const RULES: Readonly<
  Record<
    EndingDecision,
    { isRefused(this: void, facts: Facts): boolean; isProven(this: void, facts: Facts): boolean }
  >
> = {
  delivered: {
    isRefused: ({ debit, refund, delivery }) =>
      debit === 'not-taken' ||
      refund === 'paid' ||
      refund === 'other-amount' ||
      delivery === 'pending' ||
      delivery === 'none',
    isProven: ({ debit, refund, delivery }) =>
      delivery === 'delivered' &&
      (debit === 'taken' || debit === 'not-due') &&
      (refund === 'none' || refund === 'not-by-us'),
  },
  refund: {
    isRefused: ({ debit, refund, delivery }) =>
      debit === 'not-taken' ||
      debit === 'not-due' ||
      refund === 'paid' ||
      refund === 'other-amount' ||
      refund === 'pending' ||
      delivery === 'delivered' ||
      delivery === 'pending',
    isProven: ({ debit, refund, delivery }) =>
      debit === 'taken' && refund === 'none' && (delivery === 'none' || delivery === 'corrected'),
  },
  refunded: {
    isRefused: ({ debit, refund }) =>
      debit === 'not-taken' || debit === 'not-due' || refund === 'none',
    isProven: ({ debit, refund, delivery }) =>
      debit === 'taken' && refund === 'paid' && delivery !== 'delivered' && delivery !== 'pending',
  },
  failed: {
    isRefused: ({ debit, refund, delivery }) =>
      debit === 'taken' ||
      debit === 'other-amount' ||
      refund === 'paid' ||
      refund === 'other-amount' ||
      delivery === 'delivered' ||
      delivery === 'pending' ||
      delivery === 'corrected',
    isProven: ({ debit, refund, delivery }) =>
      (debit === 'not-taken' || debit === 'not-due') &&
      ['none', 'similar', 'not-by-us'].includes(refund) &&
      delivery === 'none',
  },
  correct: {
    isRefused: ({ debit, refund }) =>
      debit !== 'taken' || (refund !== 'none' && refund !== 'not-by-us'),
    isProven: ({ debit, refund }) => debit === 'taken' && refund === 'none',
  },
};
/** Of an order in review. */
const ENDS = ['delivered', 'refund', 'refunded', 'failed'] as const;
const DECISIONS = [...ENDS, 'correct'] as const;

describe('the table of decisions and evidence', () => {
  it('has 175 combinations of facts', () => assert.equal(COMBINATIONS.length, 175));

  for (const decision of DECISIONS) {
    for (const facts of COMBINATIONS) {
      const { isRefused, isProven } = RULES[decision];
      const expected = isRefused(facts) ? 'refused' : isProven(facts) ? 'proven' : 'open';
      it(`${decision}, ${Object.values(facts).join(', ')}: ${expected}`, () => {
        const { kind, because } = judge(decision, facts);
        assert.equal(kind, expected);
        assert.equal(because.length === 0, expected === 'proven');
      });
    }
  }

  it('never proves two decisions that contradict each other', () => {
    for (const facts of COMBINATIONS) {
      const proven = ENDS.filter((decision) => judge(decision, facts).kind === 'proven');
      assert.ok(proven.length <= 1, `${JSON.stringify(facts)}: ${proven.join(', ')}`);
    }
  });

  it('stands in CONTRIBUTING as it is in the code', () => {
    const text = readFileSync(join(PROJECT, 'CONTRIBUTING.md'), 'utf8');
    for (const fact of FACT_NAMES) {
      for (const value of FACT_VALUES[fact]) {
        const cells = DECISIONS.map((decision) => {
          const row: Readonly<Record<string, string>> = DECISION_TABLE[decision][fact];
          return row[value];
        });
        const row = new RegExp(`\\| ${fact} +\\| \`${value}\` +\\| ${cells.join(' +\\| ')} +\\|`);
        assert.match(text, row);
      }
    }
  });
});
