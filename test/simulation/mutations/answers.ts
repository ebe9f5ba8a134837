/** Mistakes in how answers are interpreted. */
import { mutation } from './mutation.js';

const TRANSFER = 'saldo/transfer.ts';
export const ANSWER_MUTATIONS = [
  mutation('the change of another member is taken for ours', [
    TRANSFER,
    'member === transfer.member',
    `member !== ''`,
  ]),
  mutation('a change of another amount is taken for ours', [
    TRANSFER,
    'Math.abs(jumlah) === transfer.amount',
    'Math.abs(jumlah) >= 0',
  ]),
  mutation('a change in the other direction is taken for ours', [
    TRANSFER,
    'tipe === TIPE_BY_DIRECTION[transfer.direction];',
    `tipe !== '';`,
  ]),
  mutation('a change needs no id', [
    TRANSFER,
    `return { kind: 'unknown', code: 'no id_perubahan' };`,
    `return { kind: 'done' };`,
  ]),
  mutation('a transfer counts as done by its body alone', [
    TRANSFER,
    `if (status === 200 && code === 200)`,
    `if (code === 200)`,
  ]),
  mutation('a transfer counts as done by its HTTP status alone', [
    TRANSFER,
    `if (status === 200 && code === 200)`,
    `if (status === 200)`,
  ]),
  mutation('a refusal may name a change', [
    TRANSFER,
    '!hasChangeId;',
    '(hasChangeId || !hasChangeId);',
  ]),
  mutation('a refusal may contradict itself', [
    TRANSFER,
    'const isConsistent = code === refusal ||',
    'const isConsistent = code !== refusal || code === refusal ||',
  ]),
  mutation('any code refuses', [
    TRANSFER,
    'CERTAIN_REFUSAL_CODES.includes(refusal)',
    'refusal > 0',
  ]),
  mutation('a history ends with its first page', [
    'saldo/evidence.ts',
    `if (isLastPage(rows) || reachesBackTo(query.since, rows)) return`,
    `return`,
  ]),
  mutation('the end of another order counts (Lapakgaming)', [
    'providers/lapakgaming/outcomes.ts',
    `if (isAnotherOrder({ handle: tid, reference: reference_id }, queried)) return ANOTHER_ORDER;`,
    `if (isAnotherOrder({ handle: '' }, queried)) return ANOTHER_ORDER;`,
  ]),
  mutation('a refusal may name an order (Lapakgaming)', [
    'providers/lapakgaming/outcomes.ts',
    'if (namesOrder(body)) return unknown(',
    'if (body === undefined) return unknown(',
  ]),
  mutation('any code refuses an order (Lapakgaming)', [
    'providers/lapakgaming/outcomes.ts',
    `if (outcome === 'unknown') return unknown(sanitizeWord(code));`,
    `if (outcome === 'unknown') return { kind: 'refused', reason: 'provider_refused', code };`,
  ]),
  mutation('the end of another payment counts (Snapcart)', [
    'providers/snapcart/outcomes.ts',
    `if (isAnotherOrder({ reference: payment.reference_id }, queried)) return ANOTHER_ORDER;`,
    `if (isAnotherOrder({ reference: '' }, queried)) return ANOTHER_ORDER;`,
  ]),
  mutation('a refusal may contradict itself (Snapcart)', [
    'providers/snapcart/outcomes.ts',
    `const isConsistent = status === 200 || String(status) === code;`,
    `const isConsistent = true as boolean;`,
  ]),
  mutation('a third-party error counts as a refusal (Snapcart)', [
    'providers/snapcart/outcomes.ts',
    ` || isThirdPartyError(error)`,
    '',
  ]),
  mutation('a payment counts as a delivery (LeuwongRR)', [
    'providers/leuwongrr/outcomes.ts',
    `['paid', 'paid'],`,
    `['paid', 'done'],`,
  ]),
  mutation('the end of another invoice counts (LeuwongRR)', [
    'providers/leuwongrr/outcomes.ts',
    `if (isAnotherOrder({ handle: invoice_code }, queried)) return ANOTHER_ORDER;`,
    `if (isAnotherOrder({ handle: '' }, queried)) return ANOTHER_ORDER;`,
  ]),
  mutation('an answer that repeats a larger amount counts as done', [
    TRANSFER,
    `Math.abs(jumlah) === transfer.amount`,
    `Math.abs(jumlah) >= transfer.amount`,
  ]),
  mutation('an answer that repeats a smaller amount counts as done', [
    TRANSFER,
    `Math.abs(jumlah) === transfer.amount`,
    `Math.abs(jumlah) <= transfer.amount`,
  ]),
  mutation('a smaller amount in the history is evidence', [
    'saldo/evidence.ts',
    `Math.abs(row.jumlah_dana) === amount;`,
    `Math.abs(row.jumlah_dana) <= amount;`,
  ]),
  mutation('a history is dated in UTC', ['saldo/evidence.ts', `26 * HOUR_MS`, `0 * 3_600_000`]),
  mutation('408 certainly changed nothing', [
    TRANSFER,
    `const CERTAIN_REFUSAL_CODES = [400, 401, 403, 404, 405, 429];`,
    `const CERTAIN_REFUSAL_CODES = [400, 401, 403, 404, 405, 408, 429];`,
  ]),
  mutation('a 5xx of a provider is read like any answer', [
    'providers/outcomes.ts',
    `[2, 4].includes(Math.floor(status / 100))`,
    `[2, 4, 5].includes(Math.floor(status / 100))`,
  ]),
  mutation('a reference that is known already is refused (Lapakgaming)', [
    'providers/lapakgaming/outcomes.ts',
    `['TRANSACTION_EXIST', 'accepted'],`,
    `['TRANSACTION_EXIST', 'provider_refused'],`,
  ]),
  mutation('an unknown status of Lapakgaming counts as a failure', [
    'providers/lapakgaming/outcomes.ts',
    `  return { kind: 'unknown', code: sanitizeWord(status) };`,
    `  return { kind: 'failed', reason: 'provider_failed', code: sanitizeWord(status) };`,
  ]),
  mutation('500 in the body counts as a refusal (Snapcart)', [
    'providers/snapcart/outcomes.ts',
    `  ['410', 'provider_refused'],`,
    `  ['410', 'provider_refused'],
  ['500', 'provider_refused'],`,
  ]),
  mutation('202 of the biller counts as a failure (Snapcart)', [
    'providers/snapcart/outcomes.ts',
    `  ['202', 'pending'],`,
    `  ['202', 'provider_failed'],`,
  ]),
  mutation('an unknown status of an invoice counts as expired (LeuwongRR)', [
    'providers/leuwongrr/outcomes.ts',
    `{ kind: 'unknown', code: sanitizeWord(payment_status) }`,
    `{ kind: 'failed', reason: 'invoice_lapsed', code: sanitizeWord(payment_status) }`,
  ]),
];
