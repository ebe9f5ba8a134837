/** What the sources do where nobody knows what became of a call: where most mistakes can be made. */

export const UNKNOWN_DEBIT = `    case 'unknown': {
      const change = { detail: outcome.code, next_attempt_at: now() + timeouts.minAttemptDelayMs };
      return changedOrderOrNull(await ledger.transition(order, 'DEBIT_UNKNOWN', outcome.code, change, releaseAfterPause));
    }`;

export const UNKNOWN_PLACE = `    case 'unknown':
      return transition(context, order, 'PLACE_UNKNOWN', outcome.code, {
        detail: outcome.code,
        next_attempt_at: now() + timeouts.minAttemptDelayMs,
      });`;
