/** ACCEPTED: what can be checked before any money moves. */
import { checkItem } from './item-check.js';
import { giveUp, lookAgain, move, waited, type Step } from './machine.js';
import { place } from './place.js';

/** ms that a provider's price may be old when it is compared with the quote */
const FRESH = 15_000;

export const check: Step = async (machine, order) => {
  if (order.pin_node !== null && !machine.pins.has(order.id)) {
    return giveUp(machine, order, 'pin_lost', 'pin lost');
  }
  const verdict = await checkItem(machine, order, FRESH);
  if (verdict.kind === 'bad') return giveUp(machine, order, verdict.reason, verdict.reason);
  if (verdict.kind === 'unreachable') {
    if (waited(machine, order.created_at) > machine.windows.retry) {
      return giveUp(machine, order, 'provider_unreachable', 'provider unreachable');
    }
    await machine.ledger.postpone(order, lookAgain(machine, order));
    return null;
  }
  if (order.paid_by === 'invoice') return place(machine, order);
  return move(machine, order, 'RESERVED', 'as quoted', {
    cost: verdict.cost,
    due_at: machine.now(),
  });
};
