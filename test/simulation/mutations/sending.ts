/** Mistakes in what is sent, how often, when and by whom. */
import { mutation } from './mutation.js';
import { UNKNOWN_DEBIT, UNKNOWN_PLACE } from './unknown.js';

const UNKNOWN_REFUND = `    case 'unknown': {
      const change = { detail: outcome.code, next_attempt_at: now() + timeouts.minAttemptDelayMs };
      return changedOrderOrNull(await ledger.transition(order, 'REFUND_UNKNOWN', outcome.code, change, releaseAfterPause));
    }`;

const SAME_NODE_SENDS = (what: string) => `  const over = isMaybeOnItsWay(machine, order);
  if (over !== null) {
    await ledger.postpone(order, over);
    return null;
  }
  const turn = { end: true, pause: windows.pause } as const;
  return next(await ledger.move(order, '${what}', 'found', { next_attempt_at: now() }, turn));`;

export const SENDING_MUTATIONS = [
  mutation('a debit is sent again after a lost answer', [
    'orders/steps/debit.ts',
    UNKNOWN_DEBIT,
    `    case 'unknown':
      return changedOrderOrNull(await ledger.transition(order, 'RESERVED', 'again', { next_attempt_at: now() + timeouts.pause }, releaseAfterPause));`,
  ]),
  mutation('a refund is sent again after a lost answer', [
    'orders/steps/refund.ts',
    UNKNOWN_REFUND,
    `    case 'unknown':
      return retryRefund(context, order, 'again', timeouts.minAttemptDelayMs);`,
  ]),
  mutation('an order is sent again after a lost answer', [
    'orders/steps/place.ts',
    UNKNOWN_PLACE,
    `    case 'unknown':
      return transition(context, order, order.paid_by === 'saldo' ? 'DEBITED' : 'ACCEPTED', 'again', {
        next_attempt_at: now() + timeouts.minAttemptDelayMs,
      });`,
  ]),
  mutation(
    'a refund that no history shows is sent again',
    [
      'orders/steps/refund.ts',
      `    return sendToReview(context, order, 'refund_not_seen', note);`,
      `    return transition(context, order, 'REFUND_DUE', note, { next_attempt_at: context.now() });`,
    ],
    [
      'ledger/states.ts',
      `REFUND_UNKNOWN: ['REFUNDED', 'REVIEW'],`,
      `REFUND_UNKNOWN: ['REFUNDED', 'REVIEW', 'REFUND_DUE'],`,
    ],
  ),
  mutation(
    'a debit is sent before its intent is written',
    [
      'orders/steps/debit.ts',
      `  const intent = await ledger.transition(
    order,
    'DEBITING',`,
      `  const outcome = await saldo.sendTransfer({
    member: order.shopper,
    direction: 'debit',
    amount,
    tag: debitNote(order),
    ...(pin !== undefined && { pin }),
  });
  const intent = await ledger.transition(
    order,
    'DEBITING',`,
    ],
    [
      'orders/steps/debit.ts',
      `  if (hasSendDeadlinePassed(context, intent.order)) {
    return persistWithRetry(context, intent.order, () =>
      recordOutcome(context, intent.order, { kind: 'not-sent' }),
    );
  }
  const outcome = await saldo.sendTransfer({
    member: order.shopper,
    direction: 'debit',
    amount,
    tag: debitNote(order),
    ...(pin !== undefined && { pin }),
  });
`,
      '',
    ],
  ),
  mutation('an order is sent before its intent is committed', [
    'orders/steps/place.ts',
    `  const at = now();
  const intent = await transition(`,
    `  const at = now();
  const early = provider.place(toPlacement(context, order));
  await early;
  const intent = await transition(`,
  ]),
  mutation(
    'a debit counts as absent at the first look',
    [
      'orders/steps/debit.ts',
      `const hasSearchedEnough = elapsedMs >= timeouts.debitSearchMs && attempts >= MIN_ABSENT_ATTEMPTS;`,
      `const hasSearchedEnough = evidence.kind === 'absent';`,
    ],
    [
      'orders/steps/debit.ts',
      `      watch_until: now() + timeouts.lateEffectWatchMs,
      next_attempt_at: now() + timeouts.debitSearchMs,`,
      `      watch_until: now() + timeouts.lateEffectWatchMs,
      next_attempt_at: null,`,
    ],
  ),
  mutation("a member's pause is ignored", [
    'ledger/order-ledger.ts',
    `await releaseMemberLock(trx, order, now + lockChange.pauseMs);`,
    `await releaseMemberLock(trx, order, now);`,
  ]),
  mutation('two changes of a member at once', [
    'ledger/member-lock.ts',
    `        .where('member_locks.locked_by_order', 'is', null)
        .where('member_locks.unlocked_at', '<=', now),`,
    '',
  ]),
  mutation('an intent is sent however old', [
    'orders/order-context.ts',
    `  elapsed(context, intent_at ?? 0) >= context.timeouts.sendDeadlineMs;`,
    `  elapsed(context, intent_at ?? 0) >= context.timeouts.lateEffectWatchMs;`,
  ]),
  mutation('a broken call counts as not sent', [
    'upstream/call.ts',
    `    return !isAnswered && wasNotSent(error)
      ? { kind: 'not-sent' }
      : { kind: 'unknown', reason: 'broken' };`,
    `    return { kind: 'not-sent' };`,
  ]),
  mutation('an intent that is found is sent', [
    'orders/steps/debit.ts',
    SAME_NODE_SENDS('DEBIT_UNKNOWN'),
    `  const inFlightEndsAt = inFlightUntil(context, order);
  if (inFlightEndsAt !== null) {
    await ledger.reschedule(order, inFlightEndsAt);
    return null;
  }
  const outcome = await context.saldo.sendTransfer({
    member: order.shopper,
    direction: 'debit',
    amount: requirePrice(order),
    tag: debitNote(order),
  });
  if (timeouts.pauseMs === 0) now();
  return recordOutcome(context, order, outcome);`,
  ]),
  mutation('a found refund intent counts as not sent', [
    'orders/steps/refund.ts',
    SAME_NODE_SENDS('REFUND_UNKNOWN'),
    `  const inFlightEndsAt = inFlightUntil(context, order);
  if (inFlightEndsAt !== null) {
    await ledger.reschedule(order, inFlightEndsAt);
    return null;
  }
  const releaseAfterPause = { release: true, pauseMs: timeouts.pauseMs } as const;
  return changedOrderOrNull(await ledger.transition(order, 'REFUND_DUE', 'found', { next_attempt_at: now() }, releaseAfterPause));`,
  ]),
  mutation(
    'an intent is taken over while its call may be under way',
    [
      'orders/order-context.ts',
      `const inFlightEndsAt =
    (intent_at ?? 0) + context.timeouts.sendDeadlineMs + context.timeouts.callTimeoutMs + 1_000;`,
      `  const inFlightEndsAt = (intent_at ?? 0) + 1_000;`,
    ],
    [
      'orders/timeouts.ts',
      `leaseMs: sendDeadlineMs + callTimeoutMs + Math.max(scaled(10 * SECOND_MS), 2 * SECOND_MS),`,
      `leaseMs: sendDeadlineMs,`,
    ],
  ),
  mutation('a provider that does not deduplicate is sent to again', [
    'providers/snapcart/snapcart.ts',
    `      isIdempotent: false,`,
    `      isIdempotent: true,`,
  ]),
  mutation('the turn of a member is never given back', [
    'ledger/order-ledger.ts',
    `if (lockChange && 'end' in lockChange) await releaseMemberLock(trx, order, now + lockChange.pauseMs);`,
    `if (lockChange && 'end' in lockChange) {
          if (lockChange.pauseMs === 0) await releaseMemberLock(trx, order, now);
        }`,
  ]),
  mutation('an order is sent without the price that was quoted', [
    'providers/lapakgaming/lapakgaming.ts',
    `    count_order: 1,
    price,`,
    `    count_order: 1,
    ...(price < 0 && { price }),`,
  ]),
  mutation('a price that may have moved is not looked at again', [
    'orders/steps/place.ts',
    `if (facts.rejectsChangedPrice || order.state !== 'DEBITED') return 'go on';`,
    `if (shopFacts.rejectsChangedPrice || order.state !== 'DEBITED' || order.price !== null) return 'go on';`,
  ]),
  mutation('the PIN is not sent', [
    'saldo/saldo-client.ts',
    `...(transfer.pin !== undefined && { pin: transfer.pin }),`,
    `...(transfer.pin === '' && { pin: transfer.pin }),`,
  ]),
  mutation(
    'two units are bought for one',
    [
      'providers/lapakgaming/client.ts',
      `readonly count_order: 1;`,
      `readonly count_order: lenientNumber;`,
    ],
    ['providers/lapakgaming/lapakgaming.ts', `count_order: 1,`, `count_order: 2,`],
  ),
  mutation('an order is sent with the fields of nobody', [
    'orders/steps/place.ts',
    `fields: fieldValues.parse(JSON.parse(order.fields)),`,
    `fields: Object.fromEntries(Object.keys(fieldsSchema.parse(JSON.parse(order.fields))).map((name) => [name, '1'])),`,
  ]),
  mutation('a refund is sent out of turn', [
    'orders/steps/refund.ts',
    `    { acquire: true },
  );`,
    `    at < 0 ? { acquire: true } : undefined,
  );`,
  ]),
  mutation('a connection that the other side closed counts as not sent', [
    'upstream/call.ts',
    `UND_ERR_CONNECT_TIMEOUT|ERR_TLS_`,
    `UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKET|ERR_TLS_`,
  ]),
  mutation('a call that moves money follows redirects', [
    'upstream/call.ts',
    `      redirect: 'manual',`,
    `      redirect: 'follow',`,
  ]),
];
