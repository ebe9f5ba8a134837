/**
 * The table of decisions and evidence: what each fact says for or against each decision of an operator.
 * Pure data and functions; `evidence.ts` finds the facts.
 */

export const FACT_VALUES = {
  /**
   * `other-amount`: the history has our tag with another amount. `not-due`: the shopper pays an invoice of
   * the provider, not from the saldo.
   */
  debit: ['taken', 'not-taken', 'other-amount', 'unclear', 'not-due'],
  /**
   * `paid`: under our tag. `similar`: none of ours, but a credit of this amount without a tag, which may be
   * a refund by hand. `other-amount`: our tag with another amount. `pending`: it was sent, and may still
   * arrive. `none`: no credit of this amount. `not-by-us`: none of ours, the history is unread.
   */
  refund: ['paid', 'similar', 'other-amount', 'pending', 'none', 'not-by-us', 'unclear'],
  /**
   * `pending`: the provider has the order and may still deliver it. `none`: it will not. `corrected`: it was
   * delivered, and an operator has decided to pay it back all the same.
   */
  delivery: ['delivered', 'pending', 'none', 'unclear', 'corrected'],
} as const;
export type FactName = keyof typeof FACT_VALUES;
export type Facts = { readonly [Name in FactName]: (typeof FACT_VALUES)[Name][number] };
export const FACT_NAMES = ['debit', 'refund', 'delivery'] as const satisfies readonly FactName[];

/** `open`: the fact says nothing; the operator's own word stands for it. */
type Cell = 'for' | 'open' | 'against';
type Row = { readonly [Name in FactName]: Readonly<Record<Facts[Name], Cell>> };

/** The decisions that end an order, or pay it back. */
export const DECISION_TABLE = {
  /** The provider delivered, and the shopper paid. */
  delivered: {
    debit: {
      taken: 'for',
      'not-taken': 'against',
      'other-amount': 'open',
      unclear: 'open',
      'not-due': 'for',
    },
    refund: {
      paid: 'against',
      similar: 'open',
      none: 'for',
      'not-by-us': 'for',
      'other-amount': 'against',
      pending: 'open',
      unclear: 'open',
    },
    delivery: {
      delivered: 'for',
      pending: 'against',
      none: 'against',
      unclear: 'open',
      corrected: 'open',
    },
  },
  /** The shopper paid, and nothing was or will be delivered: the proxy pays it back. */
  refund: {
    debit: {
      taken: 'for',
      'not-taken': 'against',
      'other-amount': 'open',
      unclear: 'open',
      'not-due': 'against',
    },
    refund: {
      paid: 'against',
      similar: 'open',
      'other-amount': 'against',
      pending: 'against',
      none: 'for',
      'not-by-us': 'open',
      unclear: 'open',
    },
    delivery: {
      delivered: 'against',
      pending: 'against',
      none: 'for',
      unclear: 'open',
      corrected: 'for',
    },
  },
  /** The shopper has the money back already. */
  refunded: {
    debit: {
      taken: 'for',
      'not-taken': 'against',
      'other-amount': 'open',
      unclear: 'open',
      'not-due': 'against',
    },
    refund: {
      paid: 'for',
      similar: 'open',
      none: 'against',
      'not-by-us': 'open',
      'other-amount': 'open',
      pending: 'open',
      unclear: 'open',
    },
    delivery: {
      delivered: 'open',
      pending: 'open',
      none: 'for',
      unclear: 'for',
      corrected: 'for',
    },
  },
  /** No money moved, and nothing was or will be delivered. */
  failed: {
    debit: {
      taken: 'against',
      'not-taken': 'for',
      'other-amount': 'against',
      unclear: 'open',
      'not-due': 'for',
    },
    refund: {
      paid: 'against',
      similar: 'for',
      none: 'for',
      'not-by-us': 'for',
      'other-amount': 'against',
      pending: 'open',
      unclear: 'open',
    },
    delivery: {
      delivered: 'against',
      pending: 'against',
      none: 'for',
      unclear: 'open',
      corrected: 'against',
    },
  },
  /**
   * The shopper paid for a delivered order, and has nothing back: the proxy pays it back. A credit of the
   * price may be a refund by hand, which was the only way before there were corrections.
   */
  correct: {
    debit: {
      taken: 'for',
      'not-taken': 'against',
      'other-amount': 'against',
      unclear: 'against',
      'not-due': 'against',
    },
    refund: {
      paid: 'against',
      similar: 'against',
      none: 'for',
      'not-by-us': 'open',
      'other-amount': 'against',
      pending: 'against',
      unclear: 'against',
    },
    delivery: {
      delivered: 'for',
      pending: 'for',
      none: 'for',
      unclear: 'for',
      corrected: 'for',
    },
  },
} as const satisfies Record<string, Row>;
export type EndingDecision = keyof typeof DECISION_TABLE;

/** `proven`: every fact is for it. `open`: nothing contradicts it. `refused`: a fact is against it. */
export interface Verdict {
  readonly kind: 'proven' | 'open' | 'refused';
  /** the facts that are against it, or that leave it open */
  readonly because: readonly FactName[];
}

export function judge(decision: EndingDecision, facts: Facts): Verdict {
  const row: Row = DECISION_TABLE[decision];
  const cells = {
    debit: row.debit[facts.debit],
    refund: row.refund[facts.refund],
    delivery: row.delivery[facts.delivery],
  };
  const factsThat = (cell: Cell) => FACT_NAMES.filter((name) => cells[name] === cell);
  const against = factsThat('against');
  if (against.length > 0) return { kind: 'refused', because: against };
  const open = factsThat('open');
  return { kind: open.length > 0 ? 'open' : 'proven', because: open };
}
