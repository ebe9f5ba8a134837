/** Rules for the attempts of an order at several suppliers. */
import { z } from 'zod';
import type { AttemptRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { SimulatedStore } from '../simulated-store.js';
import { toText, type ProviderOrder, type UpstreamCall } from '../upstreams/upstream.js';
import type { Plan } from '../fault-plan.js';
import type { Books } from './books.js';
import type { ShopperRules } from './shopper-rules.js';
import type { ViolationRecorder } from './violation-recorder.js';

export interface AttemptRulesParts {
  readonly store: SimulatedStore;
  readonly books: Books;
  readonly plan: Plan;
  readonly violations: ViolationRecorder;
  readonly offerOf: ShopperRules['offerOf'];
}

/** The name of the account to deliver to, at the providers that may take each other's place. */
const ACCOUNT_FIELDS: Readonly<Record<string, string>> = {
  lapakgaming: 'user_id',
  snapcart: 'phoneNumber',
};

/** A second copy of the refusals after which another supplier may be asked. */
const SUPPLIERS_OWN_CODES: Readonly<Record<string, readonly string[]>> = {
  lapakgaming: [
    'UNAUTHORIZED',
    'INSUFFICIENT_BALANCE',
    'PRODUCT_NOT_FOUND',
    'PRODUCT_EMPTY',
    'STOCK_NOT_FOUND',
    'PROVIDER_NOT_FOUND',
    'PROVIDER_INACTIVE',
    'PRICE_NOT_MATCH',
  ],
  snapcart: ['401', '402', '404'],
};

export class AttemptRules {
  readonly #parts: AttemptRulesParts;
  /** references by which a supplier was asked about an order */
  readonly #asked = new Set<string>();
  /** Lapakgaming has asked to wait: a node may hold its question back, and the refusal stays certain. */
  #hasPaused = false;

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

  /** Called when a node asks a supplier. */
  recordRead({ query }: UpstreamCall): void {
    const reference = query.get('partner_reference_id');
    if (reference !== null) this.#asked.add(reference);
  }

  /** Called when a supplier's answer asks a node to wait. */
  recordPause(): void {
    this.#hasPaused = true;
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
    violations.require(
      earlier.every(isSuppliersOwn),
      'another supplier only after a refusal that concerns the one before alone',
      () => id,
    );
    violations.require(
      this.#hasPaused ||
        earlier.every((each) => each.provider !== 'lapakgaming' || this.#asked.has(each.reference)),
      'a refused attempt is looked for before the next',
      () => id,
    );
    violations.require(
      earlier.every((each) => each.provider !== provider || each.item !== item),
      'no offer is taken twice',
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

  /** Called for each order when the ledger has changed. */
  checkRow({ id, attempt_number: current, callback_handle: named }: OrderRow): void {
    const { plan, store, books, violations } = this.#parts;
    // A forged callback may name any handle.
    if (named === null || current === 1 || plan.faultKinds.has('lyingCallbacks')) return;
    const former = store.listAttempts(id).filter(({ number }) => number !== current);
    const isOfFormer = books
      .providerOrders({ id })
      .some((each) => named.split('\n').includes(each.handle) && former.some(isOf(each)));
    violations.require(
      !isOfFormer,
      'a callback about a former attempt never reaches the current one',
      () => id,
    );
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
    const delivered = books
      .providerOrders({ id })
      .find((each) => each.reference === reference && each.state === 'done');
    const isOwn = books
      .providerOrders({ id })
      .some((each) => each.reference === reference && each.handle === handle);
    // A callback that was lost with the store's connection is not sent again, and a forged one names nothing.
    const isNamed = claimed?.split('\n').includes(delivered?.handle ?? '') === true;
    const canBeAsked = provider === 'lapakgaming' || isNamed;
    if (!books.isLie(reference) || !delivered || isOwn || !canBeAsked) return;
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

const isOf =
  ({ reference }: ProviderOrder) =>
  (attempt: AttemptRow): boolean =>
    attempt.reference === reference;

const isSuppliersOwn = ({ provider, outcome }: AttemptRow): boolean =>
  SUPPLIERS_OWN_CODES[provider]?.includes(outcome ?? '') === true;

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
