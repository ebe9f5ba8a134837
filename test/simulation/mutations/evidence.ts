/** Mistakes in what counts as evidence, or as its absence. */
import { mutation } from './mutation.js';

export const EVIDENCE_MUTATIONS = [
  mutation('a debit that timed out is taken for refused', [
    'orders/steps/transfer.ts',
    'return recordUnknown(kind, context, order, outcome.code);',
    `return kind.direction === 'debit'
        ? transition(context, order, 'CANCELLED', 'lost', { reason: 'debit_refused', next_attempt_at: null }, releaseAfterPause(context))
        : recordUnknown(kind, context, order, outcome.code);`,
  ]),
  mutation('an order that timed out is refunded', [
    'orders/steps/place.ts',
    'return recordUnknown(context, order, outcome.code);',
    `return failOrder(context, order, 'provider_silent', outcome.code);`,
  ]),
  mutation(`a refund at the provider's first "not found"`, [
    'orders/steps/placement-lookup.ts',
    'if (isAbsent && hasSearchedEnough) return',
    'if (isAbsent) return',
  ]),
  mutation('a callback counts as proof of success', [
    'routes/callback-routes.ts',
    `        await wakeOrder(order, attempts, readLapakgaming(parseJson(body)));`,
    `        if (order.state === 'PLACED' && JSON.stringify(parseJson(body)).includes('SUCCESS')) {
          await ledger.transition(order, 'FULFILLED', 'told', { next_attempt_at: null });
        } else await wakeOrder(order, attempts, readLapakgaming(parseJson(body)));`,
  ]),
  mutation('a callback counts as proof of failure', [
    'routes/callback-routes.ts',
    `      if (isOrder) await wakeOrder(order, attempts, callback);`,
    `    if (isOrder && order.state === 'PLACED' && JSON.stringify(parseJson(body)).includes('failed')) {
      await ledger.transition(order, 'REFUND_DUE', 'told', { next_attempt_at: order.created_at });
      wake();
    } else if (isOrder) await wakeOrder(order, attempts, callback);`,
  ]),
  mutation('an unknown status is taken for a refusal of the saldo', [
    'saldo/transfer.ts',
    `    return { kind: 'unknown', code: \`http \${String(status)}\` };`,
    `    return { kind: 'refused', code: String(status), retryAfterMs, reason: 'refused' };`,
  ]),
  mutation('an unknown answer of a provider is a refusal', [
    'providers/outcomes.ts',
    `return { kind: 'unknown', code: \`http \${result.status}\` };`,
    `return { kind: 'refused', reason: 'provider_refused', code: 'http' };`,
  ]),
  mutation('an unknown status of a provider counts as a failure', [
    'providers/snapcart/outcomes.ts',
    'const outcome = outcomeOf(code, message);',
    `const outcome = outcomeOf(code, message) ?? 'provider_failed';`,
  ]),
  mutation('late debits are not watched', [
    'orders/steps/debit.ts',
    'next_attempt_at: now() + timeouts.debitSearchMs,',
    'next_attempt_at: null,',
  ]),
  mutation('late debits are found but not refunded', [
    'orders/steps/debit.ts',
    `    return transition(context, order, 'REFUND_DUE', 'late debit', change);`,
    `    return changedOrderOrNull(await ledger.recordObservation(order, 'late debit', { next_attempt_at: null, alarm: 'late-debit' }));`,
  ]),
  mutation('evidence of another amount or direction counts', [
    'saldo/evidence.ts',
    `if (row) return isSameTransfer(query, row) ? FOUND_IN_CATATAN : { kind: 'conflict' };`,
    `if (row) return FOUND_IN_CATATAN;`,
  ]),
  mutation('an answer that repeats another amount counts as done', [
    'saldo/transfer.ts',
    `  return isEcho ? { kind: 'done' } : { kind: 'unknown', code: 'another echo' };`,
    `  return isEcho || transfer.amount > 0 ? { kind: 'refused', reason: 'refused', code: 'echo', retryAfterMs: null } : { kind: 'done' };`,
  ]),
  mutation('an order is done without every unit', [
    'providers/lapakgaming/outcomes.ts',
    `  if (status === DONE && transactions.length > 0 && all(DONE)) {`,
    `  if (status === DONE) {`,
  ]),
  mutation('a refusal of the second try settles the first', [
    'orders/steps/placement-lookup.ts',
    `if (outcome.kind === 'accepted') return recordPlacement(context, order, outcome);`,
    `if (outcome.kind === 'accepted') return recordPlacement(context, order, outcome);
  if (outcome.kind === 'later') return failOrder(context, order, 'provider_refused', 'later');`,
  ]),
  mutation('a tag with another amount counts as absent', [
    'saldo/evidence.ts',
    `if (row) return isSameTransfer(query, row) ? FOUND_IN_CATATAN : { kind: 'conflict' };`,
    `if (row && isSameTransfer(query, row)) return FOUND_IN_CATATAN;`,
  ]),
  mutation('an order that called back is refunded unseen', [
    'orders/steps/placement-lookup.ts',
    'const wasNamed = order.callback_handle !== null || order.handle !== null;',
    'const wasNamed = order.handle !== null;',
  ]),
  mutation('a watch ends without a final check', [
    'orders/steps/late-effects.ts',
    'remainingMs > 0 ? nextCheckAt',
    'remainingMs > intervalMs ? nextCheckAt',
  ]),
  mutation('the final check of a watch may be inconclusive', [
    'orders/steps/late-effects.ts',
    'isConclusive ? null : now() + minIntervalMs',
    'null',
  ]),
  mutation('an empty history proves absence where changes are known', [
    'saldo/evidence.ts',
    `const isInconclusive = inCatatan.kind === 'absent' && inCatatan.isEmpty && rows?.length !== 0;`,
    `const isInconclusive = rows?.length === -1;`,
  ]),
  mutation('an empty history proves absence where the other cannot be read', [
    'saldo/evidence.ts',
    `inCatatan.isEmpty && rows?.length !== 0;`,
    `inCatatan.isEmpty && rows !== undefined && rows.length > 0;`,
  ]),
  mutation('a failure code counts, even if the message contradicts it', [
    'providers/snapcart/outcomes.ts',
    `  return byCode === 'pending' || byMessage === undefined ? byCode : undefined;`,
    `  return byCode;`,
  ]),
  mutation('late debits are watched for half a day', [
    'orders/timeouts.ts',
    `lateEffectWatchMs: scaled(DAY_MS)`,
    `lateEffectWatchMs: scaled(DAY_MS / 2)`,
  ]),
  mutation('an order enters review at once', [
    'orders/timeouts.ts',
    `maxSilenceMs: scaled(30 * MINUTE_MS)`,
    `maxSilenceMs: scaled(0 * MINUTE_MS)`,
  ]),
  mutation('an invoice lapses after five minutes', [
    'orders/steps/follow.ts',
    'elapsed(context, order.state_entered_at) >= timeouts.lateEffectWatchMs;',
    `elapsed(context, order.state_entered_at) >= (order.paid_by === 'invoice' ? timeouts.maxRetryMs : timeouts.lateEffectWatchMs);`,
  ]),
  mutation('a refund is given up when the quota is spent', [
    'orders/steps/refund.ts',
    `if (reason === 'quota') {`,
    `if (reason === 'quota' && order.price === null) {`,
  ]),
  mutation('a history without notes proves that nothing was paid', [
    'orders/steps/debit.ts',
    'const isProven = await shopFacts.historyShowsNotes();',
    'const isProven = (await shopFacts.historyShowsNotes()) || order.version > 0;',
  ]),
  mutation('an order that is no longer found is refunded', [
    'orders/steps/follow.ts',
    `if (outcome.kind === 'failed') return failAtProvider(context, order, outcome);`,
    `if (outcome.kind === 'failed') return failAtProvider(context, order, outcome);
  if (outcome.kind === 'absent') return failOrder(context, order, 'provider_failed', 'gone');`,
  ]),
  mutation('the search for an order starts at its acceptance, not when it is sent', [
    'orders/steps/placement-lookup.ts',
    'const elapsedMs = elapsed(context, order.state_entered_at);',
    'const elapsedMs = elapsed(context, order.created_at);',
  ]),
  mutation('a history that is too long to be read lacks the transfer', [
    'saldo/evidence.ts',
    `  return { kind: 'unknown', code: 'too many notes' };`,
    `  return { kind: 'absent', similar };`,
  ]),
  mutation('another amount in riwayat_saldo alone is evidence', [
    'saldo/evidence.ts',
    `  return Math.abs(row.jumlah_dana) === query.amount
    ? { kind: 'found', in: 'riwayat' }
    : { kind: 'conflict' };`,
    `  return { kind: 'found', in: 'riwayat' };`,
  ]),
  mutation('another amount in riwayat_saldo alone says nothing', [
    'saldo/evidence.ts',
    `    ? { kind: 'found', in: 'riwayat' }
    : { kind: 'conflict' };`,
    `    ? { kind: 'found', in: 'riwayat' }
    : inCatatan;`,
  ]),
  mutation('late deliveries are not watched', [
    'orders/steps/placement-lookup.ts',
    `'provider_silent', 'never placed', watchUntil);`,
    `'provider_silent', 'never placed');`,
  ]),
  mutation('a late delivery raises no alarm', [
    'orders/steps/former-attempts.ts',
    `      alarm: 'late-delivery',`,
    '',
  ]),
  mutation('a decision to look again ends the watch for a late delivery', [
    'orders/decisions/resolve-review.ts',
    `      return { next_attempt_at: now, watch_until: watchUntil };`,
    `      return { next_attempt_at: now, watch_until: null };`,
  ]),
  mutation('a late delivery is looked for once', [
    'orders/steps/late-delivery.ts',
    `return continueLateEffectWatch(context, order, isClear, timeouts.placementSearchMs);`,
    `return rescheduleAt(context, order, isClear ? null : now() + timeouts.placementSearchMs);`,
  ]),
  mutation('a handle that a callback claims needs no reference of ours', [
    'providers/outcomes.ts',
    `(queried.isHandleClaimed === true && !named.reference)`,
    `(queried.isHandleClaimed === true && queried.reference === '')`,
  ]),
  mutation('a handle that a callback claims counts before our own reference', [
    'orders/steps/placement-query.ts',
    `  const direct = canAskDirectly ? await provider.queryOrder({ reference, handle }) : null;`,
    `  const direct = canAskDirectly ? await provider.queryOrder({ reference, handle: claimedHandles[0] ?? handle }) : null;`,
  ]),
];
