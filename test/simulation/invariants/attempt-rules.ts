/** Rules for the attempts of an order at several suppliers. */
import { z } from 'zod';
import type { AttemptRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { SimulatedStore } from '../simulated-store.js';
import { toText, type UpstreamCall } from '../upstreams/upstream.js';
import type { Books } from './books.js';
import type { ShopperRules } from './shopper-rules.js';
import type { ViolationRecorder } from './violation-recorder.js';

export interface AttemptRulesParts {
  readonly store: SimulatedStore;
  readonly books: Books;
  readonly violations: ViolationRecorder;
  readonly offerOf: ShopperRules['offerOf'];
}

/** The name of the account to deliver to, at the providers that may take each other's place. */
const ACCOUNT_FIELDS: Readonly<Record<string, string>> = {
  lapakgaming: 'user_id',
  snapcart: 'phoneNumber',
};

export class AttemptRules {
  readonly #parts: AttemptRulesParts;

  constructor(parts: AttemptRulesParts) {
    this.#parts = parts;
  }

  /** Whether the order that a call places may go on to another supplier, or has done so. */
  hasSuppliers(call: UpstreamCall): boolean {
    const order = this.#parts.store.findOrder(referenceIn(call));
    return order !== undefined && (order.attempt_number > 1 || order.alternates !== null);
  }

  /** Called when a node learns that a supplier refuses an attempt which that supplier carries out. */
  recordLie(reference: string): void {
    this.#parts.books.markLie(reference);
  }

  /**
   * Called when a node places an attempt.
   *
   * @param wasRefused whether every call of an attempt was refused for certain
   */
  checkPlacement(
    order: OrderRow,
    reference: string,
    call: UpstreamCall,
    wasRefused: (reference: string) => boolean,
  ): void {
    const { store, violations, offerOf } = this.#parts;
    const { id, provider, item, price, quote_id: quote, paid_by: paidBy } = order;
    const attempts = store.listAttempts(id);
    const earlier = attempts.filter((attempt) => attempt.reference !== reference);
    violations.require(
      earlier.every((attempt) => attempt.ended_at !== null && wasRefused(attempt.reference)),
      'another attempt only after a certain refusal',
      () => id,
    );
    const own = attempts.find((attempt) => attempt.reference === reference);
    violations.require(
      own?.provider === provider && own.item === item && own.ended_at === null,
      'every attempt has a row and a reference of its own',
      () => id,
    );
    violations.require(hasExactFields(order, call), 'fields are mapped exactly', () => id);
    if (paidBy !== 'saldo') return;
    const offered = offerOf(quote, provider, item)?.cost ?? -1;
    const cost = own?.cost ?? 0;
    violations.require(
      cost <= offered && cost <= (price ?? 0),
      'no attempt is dearer than its offer or the price',
      () => `${id}: ${cost} > ${offered} or ${price ?? ''}`,
    );
    const isKnown = earlier.some(({ found_at: foundAt }) => foundAt !== null);
    violations.require(!isKnown, 'nothing is placed beside a known attempt', () => id);
  }

  /** Called for each order at the end. */
  checkEnd(order: OrderRow): void {
    if (this.#parts.books.isTheirs(order.id)) return;
    for (const attempt of this.#parts.store.listAttempts(order.id)) {
      this.#checkLie(order, attempt);
    }
  }

  /** A refusal that was none is told to a person, where its supplier can be asked about it. */
  #checkLie({ id, handle }: OrderRow, attempt: AttemptRow): void {
    const { store, books, violations } = this.#parts;
    const { number, provider, reference, callback_handle: claimed } = attempt;
    const isDelivered = books
      .providerOrders({ id })
      .some((each) => each.reference === reference && each.state === 'done');
    const isOwn = books
      .providerOrders({ id })
      .some((each) => each.reference === reference && each.handle === handle);
    const canBeAsked = provider === 'lapakgaming' || claimed !== null;
    if (!books.isLie(reference) || !isDelivered || isOwn || !canBeAsked) return;
    const events = store.listEventsAfter(0).filter(({ order_id: of }) => of === id);
    // A person who decides sees every attempt.
    const isTold = events.some(
      ({ to_state: state, note }) =>
        state === 'REVIEW' ||
        note.startsWith(`late delivery: attempt ${number} `) ||
        note === 'could not be watched',
    );
    const isCorrected = books.isCorrected(id) || books.isPaidByHand(id);
    violations.require(
      isTold || isCorrected,
      'a refusal that was none raises an alarm',
      () => `${id}, attempt ${number} at ${provider}`,
    );
  }
}

export const referenceIn = ({ body, headers }: UpstreamCall): string =>
  toText(body['partner_reference_id'] ?? body['reference_id'] ?? headers['idempotency-key']);

const fieldValues = z.record(z.string(), z.string());

/** The account by its supplier's name for it, and by no other. */
function hasExactFields({ provider, fields }: OrderRow, { body }: UpstreamCall): boolean {
  const name = ACCOUNT_FIELDS[provider];
  if (name === undefined) return true;
  const typed = Object.values(fieldValues.parse(JSON.parse(fields)));
  const foreign = Object.values(ACCOUNT_FIELDS).filter((each) => each !== name);
  return (
    typed.length === 1 &&
    toText(body[name]) === typed[0] &&
    foreign.every((each) => body[each] === undefined)
  );
}
