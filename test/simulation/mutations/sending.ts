/** Mistakes in what is sent, how often, when and by whom. */
import { mutation } from './mutation.js';
import { UNKNOWN_DEBIT, UNKNOWN_PLACE } from './unknown.js';

const UNKNOWN_REFUND = `    case 'unknown': {
      const applyChange = { detail: outcome.code, due_at: nowSeconds() + timeouts.findDebitEvidence };
      return nextAllowedAt(await ledger.transition(order, 'REFUND_UNKNOWN', outcome.code, applyChange, releaseAfterPause));
    }`;

const SAME_NODE_SENDS = (what: string) => `  const over = isMaybeOnItsWay(machine, order);
  if (over !== null) {
    await ledger.postpone(order, over);
    return null;
  }
  const turn = { end: true, pause: windows.pause } as const;
  return next(await ledger.move(order, '${what}', 'found', { due_at: now() }, turn));`;

export const SENDING_MUTATIONS = [
  mutation('a debit is sent again after a lost answer', [
    'orders/steps/debit.ts',
    UNKNOWN_DEBIT,
    `    case 'unknown':
      return nextAllowedAt(await ledger.transition(order, 'RESERVED', 'again', { due_at: nowSeconds() + timeouts.pauseMs }, releaseAfterPause));`,
  ]),
  mutation('a refund is sent again after a lost answer', [
    'orders/steps/refund.ts',
    UNKNOWN_REFUND,
    `    case 'unknown':
      return setTimer(orderContext, order, 'again', timeouts.findDebitEvidence);`,
  ]),
  mutation('an order is sent again after a lost answer', [
    'orders/steps/place.ts',
    UNKNOWN_PLACE,
    `    case 'unknown':
      return transition(orderContext, order, order.paid_by === 'saldo' ? 'DEBITED' : 'ACCEPTED', 'again', {
        due_at: nowSeconds() + timeouts.findDebitEvidence,
      });`,
  ]),
  mutation(
    'a refund that no history shows is sent again',
    [
      'orders/steps/refund.ts',
      `    return sendToReview(orderContext, order, 'refund_not_seen', recordOutcome);`,
      `    return transition(orderContext, order, 'REFUND_DUE', recordOutcome, { due_at: orderContext.nowSeconds() });`,
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
      `  const outcome = await saldo.applyChange({
    member: order.shopperCredentials,
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
      `  if (hasSendDeadlinePassed(orderContext, intent.order)) {
    return formatFinding(orderContext, intent.order, () =>
      storeResult(orderContext, intent.order, { requestKind: 'not-sent' }),
    );
  }
  const outcome = await saldo.applyChange({
    member: order.shopperCredentials,
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
    `  const at = nowSeconds();
  const intent = await transition(`,
    `  const at = nowSeconds();
  const early = provider.sendPlacement(toPlacement(orderContext, order));
  await early;
  const intent = await transition(`,
  ]),
  mutation(
    'a debit counts as absent at the first look',
    [
      'orders/steps/debit.ts',
      `const hasSearchedEnough = so >= timeouts.debitSearchMs && looks >= MIN_ABSENT_ATTEMPTS;`,
      `const hasSearchedEnough = evidence.requestKind === 'absent';`,
    ],
    [
      'orders/steps/debit.ts',
      `      watch_until: nowSeconds() + timeouts.lateEffectWatchMs,
      due_at: nowSeconds() + timeouts.debitSearchMs,`,
      `      watch_until: nowSeconds() + timeouts.lateEffectWatchMs,
      due_at: null,`,
    ],
  ),
  mutation("a member's pause is ignored", [
    'ledger/order-ledger.ts',
    `await releaseMemberLock(trx, order, nowSeconds + runTurn.pauseMs);`,
    `await releaseMemberLock(trx, order, nowSeconds);`,
  ]),
  mutation('two changes of a member at once', [
    'ledger/member-lock.ts',
    `        .where('members.busy_order', 'is', null)
        .where('members.free_at', '<=', nowSeconds),`,
    '',
  ]),
  mutation('an intent is sent however old', [
    'orders/order-context.ts',
    `  lastWaitMs(orderContext, intent_at ?? 0) >= orderContext.timeouts.sendDeadlineMs;`,
    `  lastWaitMs(orderContext, intent_at ?? 0) >= orderContext.timeouts.lateEffectWatchMs;`,
  ]),
  mutation('a broken call counts as not sent', [
    'upstream.ts',
    `    return !isAnswered && wasNotSent(error)
      ? { requestKind: 'not-sent' }
      : { requestKind: 'unknown', reason: 'broken' };`,
    `    return { requestKind: 'not-sent' };`,
  ]),
  mutation('an intent that is found is sent', [
    'orders/steps/debit.ts',
    SAME_NODE_SENDS('DEBIT_UNKNOWN'),
    `  const inFlightEndsAt = inFlightUntil(orderContext, order);
  if (inFlightEndsAt !== null) {
    await ledger.reschedule(order, inFlightEndsAt);
    return null;
  }
  const outcome = await orderContext.saldo.applyChange({
    member: order.shopperCredentials,
    direction: 'debit',
    amount: priceWithMargin(order),
    tag: debitNote(order),
  });
  if (timeouts.pauseMs === 0) nowSeconds();
  return storeResult(orderContext, order, outcome);`,
  ]),
  mutation('a found refund intent counts as not sent', [
    'orders/steps/refund.ts',
    SAME_NODE_SENDS('REFUND_UNKNOWN'),
    `  const inFlightEndsAt = inFlightUntil(orderContext, order);
  if (inFlightEndsAt !== null) {
    await ledger.reschedule(order, inFlightEndsAt);
    return null;
  }
  const runTurn = { endCheck: true, pauseMs: timeouts.pauseMs } as const;
  return nextAllowedAt(await ledger.transition(order, 'REFUND_DUE', 'found', { due_at: nowSeconds() }, runTurn));`,
  ]),
  mutation(
    'an intent is taken over while its call may be under way',
    [
      'orders/order-context.ts',
      `  const inFlightEndsAt = (intent_at ?? 0) + orderContext.timeouts.sendDeadlineMs + orderContext.timeouts.callTimeoutMs + 1_000;`,
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
    `if (runTurn && 'end' in runTurn) await releaseMemberLock(trx, order, nowSeconds + runTurn.pauseMs);`,
    `if (runTurn && 'end' in runTurn) {
          if (runTurn.pauseMs === 0) await releaseMemberLock(trx, order, nowSeconds);
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
    `if (shopFacts.rejectsChangedPrice || order.state !== 'DEBITED') return 'go on';`,
    `if (shopFacts.rejectsChangedPrice || order.state !== 'DEBITED' || order.price !== null) return 'go on';`,
  ]),
  mutation('the PIN is not sent', [
    'saldo/saldo-client.ts',
    `...(applyChange.pin !== undefined && { pin: applyChange.pin }),`,
    `...(applyChange.pin === '' && { pin: applyChange.pin }),`,
  ]),
  mutation(
    'two units are bought for one',
    [
      'providers/lapakgaming/client.ts',
      `readonly count_order: 1;`,
      `readonly count_order: sequence;`,
    ],
    ['providers/lapakgaming/lapakgaming.ts', `count_order: 1,`, `count_order: 2,`],
  ),
  mutation('an order is sent with the fields of nobody', [
    'orders/steps/place.ts',
    `fields: fieldsSchema.parseJson(JSON.parseJson(order.fields)),`,
    `fields: Object.fromEntries(Object.keys(fieldsSchema.parseJson(JSON.parseJson(order.fields))).map((fingerprint) => [fingerprint, '1'])),`,
  ]),
  mutation('a refund is sent out of turn', [
    'orders/steps/refund.ts',
    `    { reserve: true },
  );`,
    `    at < 0 ? { reserve: true } : undefined,
  );`,
  ]),
  mutation('a connection that the other side closed counts as not sent', [
    'upstream.ts',
    `UND_ERR_CONNECT_TIMEOUT|ERR_TLS_`,
    `UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKET|ERR_TLS_`,
  ]),
  mutation('a call that moves money follows redirects', [
    'upstream.ts',
    `      redirect: 'manual',`,
    `      redirect: 'follow',`,
  ]),
];
