/** Rules for calls that move money. */
import { z } from 'zod';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { SimulatedNode } from '../simulated-node.js';
import type { Plan, FaultKind } from '../fault-plan.js';
import type { SimulatedStore } from '../simulated-store.js';
import { toText, type UpstreamCall } from '../upstreams/upstream.js';
import type { Books } from './books.js';
import type { ShopperRules } from './shopper-rules.js';
import type { ViolationRecorder } from './violation-recorder.js';

export interface SentCall {
  readonly order: string;
  readonly what: 'debit' | 'refund' | 'order';
  /** whose saldo */
  readonly member: string | null;
  readonly at: number;
  endedAt: number | null;
  /** what its node learnt; `certain`: that nothing happened */
  ending: 'in-flight' | 'done' | 'certain' | 'unknown';
}

/** ms; longer than any intent may be good for, and the least between two changes of a member */
const SEND_DEADLINE_MS = 5_000;
const MEMBER_PAUSE_MS = 6_500;
/** ms that a call may be under way; a node that is gone, or stands still, may never say how it ended */
const MAX_CALL_MS = 20_000;

/** ms that the price of who takes none from us may be old: kept, asked for, and sent */
const MAX_PRICE_AGE_MS = 60_000 + MAX_CALL_MS + SEND_DEADLINE_MS;
/** ms; a node may stand still for as long while it asks */
const MAX_FREEZE_MS = 90_000;

/** Wrong PINs of a member that may be tried at once, and ms that the next has to wait. */
const FREE_PIN_ATTEMPTS = 3;
const PIN_LOCK_MS = 14 * 60_000;
/** What may keep a node from counting a PIN that was refused. */
const UNCOUNTED_PIN_FAULTS: readonly FaultKind[] = [
  'deaths',
  'freezes',
  'slowStore',
  'brokenStore',
];

export interface SendingRulesParts {
  readonly now: () => number;
  readonly store: SimulatedStore;
  readonly books: Books;
  readonly violations: ViolationRecorder;
  readonly plan: Plan;
  /** The least that an item of Snapcart's cost since then. */
  readonly lowestPriceSince: (item: string, since: number) => number | null;
  readonly shoppers: Pick<ShopperRules, 'knowsPin'>;
}

export class SendingRules {
  readonly #sentCalls: SentCall[] = [];
  /** when wrong PINs of a member were refused, since the last good one, ms */
  readonly #wrongPins = new Map<string, number[]>();
  readonly #parts: SendingRulesParts;

  constructor(parts: SendingRulesParts) {
    this.#parts = parts;
  }

  /** A change of saldo leaves a node. */
  checkTransfer(node: SimulatedNode, { body }: UpstreamCall): SentCall {
    const { store, violations, books, shoppers } = this.#parts;
    const what = body['tipe'] === 'kurang' ? 'debit' : 'refund';
    const [tag = ''] = toText(body['catatan_saldo']).split(' ');
    const order = store.findOrderByTag(tag);
    const member = toText(body['id_user']);
    const sent = this.#recordSent(order?.id ?? tag, what, member);
    violations.require(order !== undefined, 'no call without an order', () => `${what} of ${tag}`);
    if (!order) return sent;
    this.#checkIntent(node, order, what === 'debit' ? ['DEBITING'] : ['REFUNDING']);
    const isDue =
      Number(body['jumlah']) === order.price &&
      member === order.shopper &&
      tag === (what === 'debit' ? order.debit_tag : order.refund_tag);
    violations.require(isDue, 'a change is of price, member and tag', () => `${what} ${order.id}`);
    const pin = body['pin'] === undefined ? undefined : toText(body['pin']);
    const isPinOfShopper = what === 'debit' ? shoppers.knowsPin(order, pin) : pin === undefined;
    violations.require(isPinOfShopper, 'a debit carries the PIN that was given', () => order.id);
    if (pin !== undefined) this.#checkPinLock(sent);
    this.#checkSentOnce(sent);
    this.#checkPause(sent);
    if (what === 'refund') {
      const proven = books.debits(order.id) === 1 && books.refunds(order.id) === 0;
      violations.require(proven, 'a refund only for a proven debit', () => order.id);
      violations.require(
        books.isNothingBought(order),
        'no refund of what is bought',
        () => order.id,
      );
    }
    return sent;
  }

  /** An order leaves for a provider. */
  checkPlacement(node: SimulatedNode, provider: string, call: UpstreamCall): SentCall {
    const { store, violations, books } = this.#parts;
    const reference = toText(
      call.body['partner_reference_id'] ??
        call.body['reference_id'] ??
        call.headers['idempotency-key'],
    );
    const order = store.findOrder(reference);
    const sent = this.#recordSent(reference, 'order', null);
    violations.require(order !== undefined, 'no call without an order', () => `order ${reference}`);
    if (!order) return sent;
    const isKnownAgain = provider === 'leuwongrr';
    if (order.state !== 'PLACE_UNKNOWN' || !isKnownAgain)
      this.#checkIntent(node, order, ['PLACING']);
    if (!isKnownAgain) this.#checkSentOnce(sent);
    violations.require(
      isWhatWasOrdered(order, call),
      'what is bought is what was ordered',
      () => order.id,
    );
    if (order.paid_by === 'saldo') {
      const isPaid = books.debits(order.id) === 1 && books.refunds(order.id) === 0;
      violations.require(isPaid, 'nothing is bought that is not paid', () => order.id);
      const price = Number(call.body['price'] ?? 0);
      const bound = order.cost ?? 0;
      violations.require(price <= bound, 'cost within the quote', () => `${price} > ${bound}`);
      if (provider === 'snapcart') this.#checkRecheckedPrice(order, bound);
    }
    return sent;
  }

  #checkPinLock({ member, at }: SentCall): void {
    const { plan, violations } = this.#parts;
    if (UNCOUNTED_PIN_FAULTS.some((trouble) => plan.faultKinds.has(trouble))) return;
    const wrong = this.#wrongPins.get(member ?? '') ?? [];
    const isLocked = wrong.length >= FREE_PIN_ATTEMPTS && at < (wrong.at(-1) ?? 0) + PIN_LOCK_MS;
    violations.require(!isLocked, 'who guesses a PIN has to wait', () => member ?? '');
  }

  #checkRecheckedPrice({ id, item }: OrderRow, bound: number): void {
    const { now, plan, lowestPriceSince, violations } = this.#parts;
    const age =
      MAX_PRICE_AGE_MS + plan.maxClockSkewMs + (plan.faultKinds.has('freezes') ? MAX_FREEZE_MS : 0);
    const cost = lowestPriceSince(item, now() - age) ?? 0;
    const told = () => `${id}: ${cost} > ${bound}`;
    violations.require(cost <= bound, 'a price that may move is looked at again', told);
  }

  /** A person has seen that what was sent of an order was never carried out. */
  markNeverCarriedOut(order: string, what: SentCall['what']): void {
    for (const sent of this.#sentCalls) {
      if (sent.order === order && sent.what === what) sent.ending = 'certain';
    }
  }

  recordWrongPin({ member }: SentCall): void {
    const before = this.#wrongPins.get(member ?? '') ?? [];
    this.#wrongPins.set(member ?? '', [...before, this.#parts.now()]);
  }

  recordEnding(sent: SentCall, ending: SentCall['ending']): void {
    if (sent.what === 'debit' && ending !== 'certain') this.#wrongPins.delete(sent.member ?? '');
    sent.ending = ending;
    sent.endedAt = this.#parts.now();
  }

  #recordSent(order: string, what: SentCall['what'], member: string | null): SentCall {
    const at = this.#parts.now();
    const sent: SentCall = { order, what, member, at, endedAt: null, ending: 'in-flight' };
    this.#sentCalls.push(sent);
    return sent;
  }

  /** Committed, by this process, a moment ago. */
  #checkIntent(node: SimulatedNode, order: OrderRow, states: readonly OrderRow['state'][]): void {
    const { store, violations, now, plan } = this.#parts;
    const age = now() - (order.intent_at ?? 0);
    const holds =
      states.includes(order.state) &&
      node.names.has(order.intent_node ?? '') &&
      age <= SEND_DEADLINE_MS + plan.maxClockSkewMs &&
      !store.isPending(order.id);
    violations.require(
      holds,
      'no call without an intent of its own, at most 5 s old',
      () => `${order.id} ${order.state}, ${age} ms, ${node.name}`,
    );
  }

  /** Sent before and not surely without effect: never again. */
  #checkSentOnce(sent: SentCall): void {
    const before = this.#sentCalls.find(
      (each) =>
        each !== sent &&
        each.order === sent.order &&
        each.what === sent.what &&
        each.ending !== 'certain',
    );
    this.#parts.violations.require(
      before === undefined,
      'sent at most once',
      () => `${sent.what} of ${sent.order}, before: ${before?.ending ?? ''}`,
    );
  }

  #checkPause(sent: SentCall): void {
    const { now, violations, plan } = this.#parts;
    // Who waits it out may be another node than the one that wrote when it ends.
    const pause = MEMBER_PAUSE_MS - 2 * plan.maxClockSkewMs;
    const tooSoon = this.#sentCalls.find(
      (each) =>
        each !== sent &&
        each.member === sent.member &&
        each.ending !== 'certain' &&
        now() < Math.min(each.endedAt ?? Infinity, each.at + MAX_CALL_MS) + pause,
    );
    violations.require(
      tooSoon === undefined,
      'one change of a member at a time, 6.5 s apart',
      () => `${sent.what} of ${sent.order}, too soon after ${tooSoon?.order ?? ''}`,
    );
  }
}

const fieldValues = z.record(z.string(), z.string());

/** One unit of the item, for the account that the shopper named. */
function isWhatWasOrdered({ item, fields }: OrderRow, { body }: UpstreamCall): boolean {
  const values = Object.values(body).map(toText);
  return (
    toText(body['item_code'] ?? body['product_code'] ?? body['order_type']) === item &&
    (body['count_order'] ?? 1) === 1 &&
    Object.values(fieldValues.parse(JSON.parse(fields))).every((value) => values.includes(value))
  );
}
