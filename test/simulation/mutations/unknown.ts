/** What the sources do where nobody knows what became of a call: where most mistakes can be made. */

export const UNKNOWN_DEBIT = `    case 'unknown': {
      const applyChange = { detail: outcome.code, due_at: nowSeconds() + timeouts.findDebitEvidence };
      return nextAllowedAt(await ledger.transition(order, 'DEBIT_UNKNOWN', outcome.code, applyChange, releaseAfterPause));
    }`;

export const UNKNOWN_PLACE = `    case 'unknown':
      return transition(orderContext, order, 'PLACE_UNKNOWN', outcome.code, {
        detail: outcome.code,
        due_at: nowSeconds() + timeouts.findDebitEvidence,
      });`;
