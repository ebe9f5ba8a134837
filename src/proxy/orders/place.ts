/** DEBITED to PLACED: the order at the provider, sent at most once, and looked for when in doubt. */
import { z } from 'zod';
import type { LookOutcome, PlaceOutcome, Placement, Provider } from '../providers/provider.js';
import type { OrderRow } from '../store/tables.js';
import { checkItem } from './item-check.js';
import {
  giveUp,
  isMaybeOnItsWay,
  isTooLate,
  lookAgain,
  transition,
  next,
  review,
  waited,
  written,
  type OrderContext,
  type Step,
} from './machine.js';

/** "Not known" so often, over the whole window, before an order counts as never placed. */
const ENOUGH_LOOKS = 6;
/** ms that the price of a provider without a price guard may be old when we buy */
const FRESH_ENOUGH = 60_000;

const fieldValues = z.record(z.string(), z.string());

const placementOf = ({ publicUrl }: OrderContext, order: OrderRow): Placement => ({
  reference: order.id,
  product: order.product,
  item: order.item,
  fields: fieldValues.parse(JSON.parse(order.fields)),
  cost: order.cost,
  callbackUrl: `${publicUrl}/callbacks/${order.provider}/${order.callback_key}`,
  shopperAddress: order.shopper_address,
});

/** DEBITED, or ACCEPTED where an invoice is paid at the provider: writes the intent and sends it. */
export const sendPlacement: Step = async (context, order) => {
  const { ledger, providers, now, windows } = context;
  const provider = providers.get(order.provider);
  if (!provider) return giveUp(context, order, 'provider_unreachable', 'provider is off');
  const stale = await refuseMovedPrice(context, order, provider);
  if (stale !== 'go on') return stale;
  const wait = provider.placeableIn();
  const isInVain = wait > 0 && waited(context, order.state_at) > windows.retry;
  if (wait > windows.retry || isInVain) {
    return giveUp(context, order, 'provider_unreachable', 'provider pauses');
  }
  if (wait > 0) {
    await ledger.reschedule(order, now() + wait);
    return null;
  }
  const at = now();
  const intent = await transition(context, order, 'PLACING', `to ${order.provider}`, {
    intent_at: at,
    intent_node: ledger.node,
    due_at: at + windows.lease,
  });
  if (!intent) return null;
  if (isTooLate(context, intent)) {
    return written(context, intent, () =>
      settle(context, intent, { kind: 'later', retryAfterMs: 0 }),
    );
  }
  const outcome = await provider.place(placementOf(context, intent));
  return written(context, intent, () => settle(context, intent, outcome));
};

/** A provider that takes no price from us is asked for its own once more. */
async function refuseMovedPrice(
  context: OrderContext,
  order: OrderRow,
  { facts }: Provider,
): Promise<OrderRow | null | 'go on'> {
  if (facts.guardsPrice || order.state !== 'DEBITED') return 'go on';
  const verdict = await checkItem(context, order, FRESH_ENOUGH);
  if (verdict.kind === 'good') return 'go on';
  if (verdict.kind === 'bad') return giveUp(context, order, verdict.reason, verdict.reason);
  if (waited(context, order.state_at) > context.windows.retry) {
    return giveUp(context, order, 'provider_unreachable', 'provider unreachable');
  }
  await context.ledger.reschedule(order, lookAgain(context, order));
  return null;
}

function settle(
  context: OrderContext,
  order: OrderRow,
  outcome: PlaceOutcome,
): Promise<OrderRow | null> {
  const { now, windows } = context;
  switch (outcome.kind) {
    case 'accepted':
      return accepted(context, order, outcome);
    case 'refused':
      return giveUp(context, order, outcome.reason, outcome.code);
    case 'later': {
      const wait = Math.max(outcome.retryAfterMs ?? 0, windows.look);
      if (Math.max(waited(context, order.created_at), wait) > windows.retry) {
        return giveUp(context, order, 'provider_unreachable', 'provider unreachable');
      }
      const back = order.paid_by === 'saldo' ? 'DEBITED' : 'ACCEPTED';
      return transition(context, order, back, 'later', { due_at: now() + wait });
    }
    case 'unknown':
      return transition(context, order, 'PLACE_UNKNOWN', outcome.code, {
        detail: outcome.code,
        due_at: now() + windows.look,
      });
  }
}

function accepted(
  context: OrderContext,
  order: OrderRow,
  { handle, invoice }: Extract<PlaceOutcome, { kind: 'accepted' }>,
): Promise<OrderRow | null> {
  return transition(context, order, 'PLACED', 'accepted', {
    handle,
    due_at: context.now() + context.windows.look,
    ...(invoice && { invoice_url: invoice.url, price: invoice.amount }),
  });
}

/** PLACING, found by the runner: whoever wrote the intent is gone, and may have sent it. */
export const recoverPlacement: Step = async (context, order) => {
  const over = isMaybeOnItsWay(context, order);
  if (over === null) {
    return transition(context, order, 'PLACE_UNKNOWN', 'found', { due_at: context.now() });
  }
  await context.ledger.reschedule(order, over);
  return null;
};

/** PLACE_UNKNOWN: asks for the order where it can be asked for, and waits for a word where not. */
export const lookUpPlacement: Step = async (context, order) => {
  const provider = context.providers.get(order.provider);
  if (!provider) return wait(context, order, 'provider is off', false);
  if (provider.facts.deduplicates) return placeAgain(context, order, provider);
  if (order.hint === null && !provider.facts.findsByReference) {
    return waitForWord(context, order);
  }
  const seen = await seek(provider, order);
  switch (seen.kind) {
    case 'done':
    case 'pending':
      return transition(context, order, 'PLACED', 'found', {
        handle: seen.handle,
        due_at: context.now(),
      });
    case 'failed':
      return giveUp(context, order, seen.reason, seen.code);
    case 'absent':
      return wait(context, order, 'not known', true);
    case 'unknown':
      return wait(context, order, seen.code, false);
  }
};

/** By the handle that a callback named, and by our reference, where there is such a look. */
async function seek(provider: Provider, { id, hint }: OrderRow): Promise<LookOutcome> {
  const byHint = await provider.look({ reference: id, handle: hint });
  const isTold = byHint.kind !== 'absent' && byHint.kind !== 'unknown';
  if (isTold || hint === null || !provider.facts.findsByReference) return byHint;
  return provider.look({ reference: id, handle: null });
}

/** The same key makes no second order. A refusal now says nothing of the first try. */
async function placeAgain(
  context: OrderContext,
  order: OrderRow,
  provider: Provider,
): Promise<OrderRow | null> {
  const delay = provider.placeableIn();
  if (delay > 0) {
    await context.ledger.reschedule(order, context.now() + delay);
    return null;
  }
  const outcome = await provider.place(placementOf(context, order));
  if (outcome.kind === 'accepted') return accepted(context, order, outcome);
  if (waited(context, order.state_at) < context.windows.unplaced) {
    return wait(context, order, outcome.kind, false);
  }
  // An invoice that nobody saw is paid by nobody; what came from saldo is for a person.
  return order.paid_by === 'invoice'
    ? giveUp(context, order, 'provider_silent', outcome.kind)
    : review(context, order, 'provider_silent', outcome.kind);
}

/** Nothing to ask by: only a callback can name the order, and else a person decides. */
async function waitForWord(context: OrderContext, order: OrderRow): Promise<OrderRow | null> {
  if (waited(context, order.state_at) >= context.windows.silent) {
    return review(context, order, 'provider_silent', 'provider cannot be asked');
  }
  await context.ledger.reschedule(order, lookAgain(context, order));
  return null;
}

async function wait(
  context: OrderContext,
  order: OrderRow,
  note: string,
  isAbsent: boolean,
): Promise<OrderRow | null> {
  const { windows, now, ledger } = context;
  const so = waited(context, order.state_at);
  const looks = order.looks + (isAbsent ? 1 : 0);
  if (isAbsent && so >= windows.unplaced && looks >= ENOUGH_LOOKS) {
    return order.hint === null
      ? giveUp(context, order, 'provider_silent', 'never placed', now() + windows.watch)
      : review(context, order, 'provider_silent', 'called back, and is not known');
  }
  if (so >= windows.watch) return review(context, order, 'provider_silent', note);
  return next(
    await ledger.recordObservation(order, note, { looks, due_at: lookAgain(context, order) }),
  );
}
