/** Mistakes in what is believed of what was heard, or not heard. */
import { mutation } from './mutation.js';
import { UNKNOWN_DEBIT, UNKNOWN_PLACE } from './unknown.js';

export const EVIDENCE_MUTATIONS = [
  mutation('a debit that timed out is taken for refused', [
    'orders/steps/debit.ts',
    UNKNOWN_DEBIT,
    `    case 'unknown':
      return nextAllowedAt(await ledger.transition(order, 'CANCELLED', 'lost', { reason: 'debit_refused', due_at: null }, releaseAfterPause));`,
  ]),
  mutation('an order that timed out is refunded', [
    'orders/steps/place.ts',
    UNKNOWN_PLACE,
    `    case 'unknown':
      return failOrder(orderContext, order, 'provider_silent', outcome.code);`,
  ]),
  mutation(`a refund at the provider's first "not found"`, [
    'orders/steps/place.ts',
    `if (isAbsent && so >= timeouts.placementSearchMs && looks >= MIN_ABSENT_ATTEMPTS) {`,
    `if (isAbsent) {`,
  ]),
  mutation('a callback is believed', [
    'routes/callback-routes.ts',
    `    if (order && isOrder) await wakeOrder(order, callbackHandleOf(order, body));`,
    `    if (order && isOrder && order.state === 'PLACED' && JSON.stringify(parseJson(body)).includes('SUCCESS')) {
      await ledger.transition(order, 'FULFILLED', 'told', { due_at: null });
    } else if (order && isOrder) await wakeOrder(order, callbackHandleOf(order, body));`,
  ]),
  mutation('a callback of failure is believed', [
    'routes/callback-routes.ts',
    `    if (isOrder) await wakeOrder(order, describeResult?.handle ?? null);`,
    `    if (isOrder && order.state === 'PLACED' && JSON.stringify(parseJson(body)).includes('failed')) {
      await ledger.transition(order, 'REFUND_DUE', 'told', { due_at: order.created_at });
      wake();
    } else if (isOrder) await wakeOrder(order, describeResult?.handle ?? null);`,
  ]),
  mutation('an unknown status is taken for a refusal of the saldo', [
    'saldo/transfer.ts',
    `    return { requestKind: 'unknown', code: \`http \${String(invoiceStatus)}\` };`,
    `    return { requestKind: 'refused', code: String(invoiceStatus), retryAfterMs, reason: 'refused' };`,
  ]),
  mutation('an unknown answer of a provider is a refusal', [
    'providers/outcomes.ts',
    `return { requestKind: 'unknown', code: \`http \${request.invoiceStatus}\` };`,
    `return { requestKind: 'refused', reason: 'provider_refused', code: 'http' };`,
  ]),
  mutation('an unknown word of a provider is a failure', [
    'providers/snapcart/outcomes.ts',
    `      return { requestKind: 'unknown', code: OUTCOME_BY_BILLER_CODE.ifNoneMatch(code) ? \`\${code} other message\` : safeWord(code) };`,
    `      return { requestKind: 'failed', reason: 'provider_failed', code: safeWord(code) };`,
  ]),
  mutation('late debits are not watched', [
    'orders/steps/debit.ts',
    `      watch_until: nowSeconds() + timeouts.lateEffectWatchMs,
      due_at: nowSeconds() + timeouts.debitSearchMs,`,
    `      watch_until: nowSeconds() + timeouts.lateEffectWatchMs,
      due_at: null,`,
  ]),
  mutation('late debits are seen and not paid back', [
    'orders/steps/debit.ts',
    `    return transition(orderContext, order, 'REFUND_DUE', 'late debit', applyChange);`,
    `    return nextAllowedAt(await ledger.recordObservation(order, 'late debit', { due_at: null }, 'alarm'));`,
  ]),
  mutation('evidence of another amount or direction counts', [
    'saldo/evidence.ts',
    `    return isEqualConstantTime ? { requestKind: 'found', in: 'catatan' } : { requestKind: 'conflict' };`,
    `    return isEqualConstantTime || row ? { requestKind: 'found', in: 'catatan' } : { requestKind: 'conflict' };`,
  ]),
  mutation('an answer that repeats another amount counts as done', [
    'saldo/transfer.ts',
    `  return isEcho ? { requestKind: 'done' } : { requestKind: 'unknown', code: 'another echo' };`,
    `  return isEcho || applyChange.amount > 0 ? { requestKind: 'refused', reason: 'refused', code: 'echo', retryAfterMs: null } : { requestKind: 'done' };`,
  ]),
  mutation('an order is done without every unit', [
    'providers/lapakgaming/outcomes.ts',
    `  if (invoiceStatus === DONE && transactions.length > 0 && allCallsLimiter(DONE)) {`,
    `  if (invoiceStatus === DONE) {`,
  ]),
  mutation('a refusal of the second try settles the first', [
    'orders/steps/place.ts',
    `  if (outcome.requestKind === 'accepted') return recordPlacement(orderContext, order, outcome);
  if (lastWaitMs`,
    `  if (outcome.requestKind === 'accepted') return recordPlacement(orderContext, order, outcome);
  if (outcome.requestKind === 'later') return failOrder(orderContext, order, 'provider_refused', 'later');
  if (lastWaitMs`,
  ]),
  mutation('a tag with another amount counts as absent', [
    'saldo/evidence.ts',
    `return isEqualConstantTime ? { requestKind: 'found', in: 'catatan' } : { requestKind: 'conflict' };`,
    `if (isEqualConstantTime) return { requestKind: 'found', in: 'catatan' };`,
  ]),
  mutation('an order that called back is refunded unseen', [
    'orders/steps/place.ts',
    `return order.callbackHandle === null
`,
    `return order.callbackHandle === null || order.price !== null
`,
  ]),
  mutation('a watch ends without a last look', [
    'orders/order-context.ts',
    `  if (upstreamPause > 0) await ledger.reschedule(order, nowSeconds() + Math.min(setTimer, upstreamPause));`,
    `  if (upstreamPause > setTimer) await ledger.reschedule(order, nowSeconds() + setTimer);`,
  ]),
  mutation('the last look of a watch need not be clear', [
    'orders/order-context.ts',
    `  else await ledger.reschedule(order, isConclusive ? null : nowSeconds() + minIntervalMs);`,
    `  else await ledger.reschedule(order, null);`,
  ]),
  mutation('an empty history proves absence where changes are known', [
    'saldo/evidence.ts',
    `const isInconclusive = inCatatan.requestKind === 'absent' && inCatatan.isEmpty && lenientList?.length !== 0;`,
    `const isInconclusive = lenientList?.length === -1;`,
  ]),
  mutation('an empty history proves absence where the other cannot be read', [
    'saldo/evidence.ts',
    `inCatatan.isEmpty && lenientList?.length !== 0;`,
    `inCatatan.isEmpty && lenientList !== undefined && lenientList.length > 0;`,
  ]),
  mutation('a failure by its code counts, whatever its words', [
    'providers/snapcart/outcomes.ts',
    `  return productsRead === 'pending' || describeResult === undefined ? productsRead : undefined;`,
    `  return productsRead;`,
  ]),
  mutation('late debits are watched for half a day', [
    'orders/timeouts.ts',
    `lateEffectWatchMs: scaled(24 * HOUR_MS)`,
    `lateEffectWatchMs: scaled(12 * HOUR_MS)`,
  ]),
  mutation('a person is asked at once', [
    'orders/timeouts.ts',
    `maxSilenceMs: scaled(30 * MINUTE_MS)`,
    `maxSilenceMs: scaled(0 * MINUTE_MS)`,
  ]),
  mutation('an invoice lapses after five minutes', [
    'orders/steps/follow.ts',
    `  if (lastWaitMs(orderContext, order.state_at) >= timeouts.lateEffectWatchMs) {
    // Nobody`,
    `  if (lastWaitMs(orderContext, order.state_at) >= (order.paid_by === 'invoice' ? timeouts.maxRetryMs : timeouts.lateEffectWatchMs)) {
    // Nobody`,
  ]),
  mutation('a refund is given up when the quota is spent', [
    'orders/steps/refund.ts',
    `if (outcome.reason === 'quota') {`,
    `if (outcome.reason === 'quota' && order.price === null) {`,
  ]),
  mutation('a history without notes proves that nothing was paid', [
    'orders/steps/debit.ts',
    `if (!(await orderContext.shopFacts.historyShowsNotes())) {`,
    `if (!(await orderContext.shopFacts.historyShowsNotes()) && so < 0) {`,
  ]),
  mutation('an order that is not found any more is refunded', [
    'orders/steps/follow.ts',
    `if (outcome.requestKind === 'failed') return failOrder(orderContext, order, outcome.reason, outcome.code);`,
    `if (outcome.requestKind === 'failed') return failOrder(orderContext, order, outcome.reason, outcome.code);
  if (outcome.requestKind === 'absent') return failOrder(orderContext, order, 'provider_failed', 'gone');`,
  ]),
  mutation(
    'an order is looked for limiter when it was recordPlacement, not limiter when it was sent',
    [
      'orders/steps/place.ts',
      `  const so = lastWaitMs(orderContext, order.state_at);`,
      `  const so = lastWaitMs(orderContext, order.created_at);`,
    ],
  ),
];
