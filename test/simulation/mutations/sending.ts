/** Mistakes in sending: what is sent, how often, when, and by which node. */
import { mutation } from './mutation.js';

export const SENDING_MUTATIONS = [
  mutation('a debit is sent again after a lost answer', [
    'orders/steps/transfer.ts',
    'return recordUnknown(kind, context, order, outcome.code);',
    `return kind.direction === 'debit'
        ? kind.retry(context, order, 'again', context.timeouts.memberPauseMs, releaseAfterPause(context))
        : recordUnknown(kind, context, order, outcome.code);`,
  ]),
  mutation('a refund is sent again after a lost answer', [
    'orders/steps/transfer.ts',
    'return recordUnknown(kind, context, order, outcome.code);',
    `return kind.direction === 'refund'
        ? kind.retry(context, order, 'again', context.timeouts.minAttemptDelayMs, RELEASE_WITHOUT_PAUSE)
        : recordUnknown(kind, context, order, outcome.code);`,
  ]),
  mutation('an order is sent again after a lost answer', [
    'orders/steps/place.ts',
    'return recordUnknown(context, order, outcome.code);',
    `return transition(context, order, order.paid_by === 'saldo' ? 'DEBITED' : 'ACCEPTED', 'again', {
        next_attempt_at: context.now() + context.timeouts.minAttemptDelayMs,
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
      'orders/steps/transfer.ts',
      'const recorded = await recordIntent(kind, context, order);',
      `const early = kind.direction === 'debit' ? await callSaldo(kind, context, order, pinHandling?.pin) : null;
  const recorded = await recordIntent(kind, context, order);`,
    ],
    [
      'orders/steps/transfer.ts',
      'if (hasSendDeadlinePassed(context, intent)) {',
      'if (early === null && hasSendDeadlinePassed(context, intent)) {',
    ],
    [
      'orders/steps/transfer.ts',
      'const outcome = await callSaldo(kind, context, intent, pinHandling?.pin);',
      'const outcome = early ?? (await callSaldo(kind, context, intent, pinHandling?.pin));',
    ],
  ),
  mutation('an order is sent before its intent is committed', [
    'orders/steps/place.ts',
    `const note = \`to \${order.provider}\`;`,
    `await provider.placeOrder(toPlacement(context, order));
  const note = \`to \${order.provider}\`;`,
  ]),
  mutation(
    'a debit counts as absent at the first check',
    [
      'orders/steps/debit.ts',
      'const hasSearchedEnough = elapsedMs >= timeouts.debitSearchMs && attempts >= MIN_ABSENT_ATTEMPTS;',
      'const hasSearchedEnough = isAbsent;',
    ],
    [
      'orders/steps/debit.ts',
      'next_attempt_at: now() + timeouts.debitSearchMs,',
      'next_attempt_at: null,',
    ],
  ),
  mutation("a member's pause is ignored", [
    'ledger/order-ledger.ts',
    'releaseMemberLock(trx, order, now + lockChange.pauseMs)',
    'releaseMemberLock(trx, order, now)',
  ]),
  mutation(
    'two changes of a member at once',
    ['ledger/member-lock.ts', `.where('member_locks.locked_by_order', 'is', null)`, ''],
    ['ledger/member-lock.ts', `.where('member_locks.unlocked_at', '<=', now)`, ''],
  ),
  mutation('an intent is sent however old', [
    'orders/steps/intent.ts',
    '>= context.timeouts.sendDeadlineMs;',
    '>= context.timeouts.lateEffectWatchMs;',
  ]),
  mutation('a broken call counts as not sent', [
    'upstream/call.ts',
    `{ kind: 'unknown', reason: 'broken' }`,
    `{ kind: 'not-sent' }`,
  ]),
  mutation('a found debit intent is sent', [
    'orders/steps/transfer.ts',
    '? recordLostIntent(kind, context, order)',
    `? kind.direction === 'debit'
        ? callSaldo(kind, context, order).then((outcome) => recordOutcome(kind, context, order, outcome))
        : recordLostIntent(kind, context, order)`,
  ]),
  mutation('a found refund intent counts as not sent', [
    'orders/steps/transfer.ts',
    '? recordLostIntent(kind, context, order)',
    `? kind.direction === 'refund'
        ? transition(context, order, 'REFUND_DUE', 'found', { next_attempt_at: context.now() }, releaseAfterPause(context))
        : recordLostIntent(kind, context, order)`,
  ]),
  mutation(
    'an intent is taken over while its call may be under way',
    [
      'orders/steps/intent.ts',
      'sendDeadlineMs + callTimeoutMs + 1_000;',
      '(sendDeadlineMs + callTimeoutMs) * 0 + 1_000;',
    ],
    [
      'orders/timeouts.ts',
      'leaseMs: sendDeadlineMs + callTimeoutMs + Math.max(scaled(10 * SECOND_MS), 2 * SECOND_MS),',
      'leaseMs: sendDeadlineMs,',
    ],
  ),
  mutation('a provider that does not deduplicate is sent to again', [
    'providers/snapcart/snapcart.ts',
    `      isIdempotent: false,`,
    `      isIdempotent: true,`,
  ]),
  mutation("a member's lock is never released", [
    'ledger/order-ledger.ts',
    'if (lockChange) await this.#changeMemberLock(trx, order, lockChange, this.#now());',
    `if (lockChange && !('release' in lockChange && lockChange.pauseMs > 0)) await this.#changeMemberLock(trx, order, lockChange, this.#now());`,
  ]),
  mutation('an order is sent without the price that was quoted', [
    'providers/lapakgaming/lapakgaming.ts',
    `    count_order: 1,
    price,`,
    `    count_order: 1,
    ...(price < 0 && { price }),`,
  ]),
  mutation('a price that may have changed is not checked again', [
    'orders/steps/place.ts',
    `const isPriceSafe = facts.rejectsChangedPrice || order.state !== 'DEBITED';`,
    `const isPriceSafe = facts.rejectsChangedPrice || order.state !== 'DEBITED' || order.price !== null;`,
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
      'readonly count_order: 1;',
      'readonly count_order: number;',
    ],
    ['providers/lapakgaming/lapakgaming.ts', 'count_order: 1,', 'count_order: 2,'],
  ),
  mutation('an order is sent with other field values', [
    'orders/steps/place.ts',
    'fields: providerFieldsOf(order),',
    `fields: Object.fromEntries(Object.keys(providerFieldsOf(order)).map((name) => [name, '1'])),`,
  ]),
  mutation("a refund is sent without the member's lock", [
    'orders/steps/transfer.ts',
    'change, { acquire: true });',
    `change, kind.direction === 'refund' ? undefined : { acquire: true });`,
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
