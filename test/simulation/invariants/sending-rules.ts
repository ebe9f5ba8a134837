/** Rules for calls that move money. */
import { z } from 'zod';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { NetworkCaller } from '../network/network-caller.js';
import type { Plan, FaultKind } from '../fault-plan.js';
import type { SimulatedStore } from '../simulated-store.js';
import { toText, type UpstreamCall } from '../upstreams/upstream.js';
import { referenceIn, type AttemptRules } from './attempt-rules.js';
import type { Books } from './books.js';
import { QuotaRules } from './quota-rules.js';
import type { ShopperRules } from './shopper-rules.js';
import { SupplyRules } from './supply-rules.js';
import type { ViolationRecorder } from './violation-recorder.js';

export interface SentCall {
  /** its id; of an order at a provider, the reference of the attempt */
  readonly order: string;
  readonly what: 'debit' | 'refund' | 'order';
  /** whose saldo it changes */
  readonly member: string | null;
  readonly at: number;
  endedAt: number | null;
  /** what the node learnt; `certain`: nothing happened */
  ending: 'in-flight' | 'done' | 'certain' | 'unknown';
}

/** ms; the maximum age of an intent, and the minimum between two changes of a member's saldo */
const SEND_DEADLINE_MS = 5_000;
const MEMBER_PAUSE_MS = 6_500;
/** Maximum duration of a call, ms; a crashed or frozen node may never report how it ended. */
const MAX_CALL_MS = 20_000;

/** Maximum age of a price that cannot be sent with the order, ms: cached, queried, and sent. */
const MAX_PRICE_AGE_MS = 60_000 + MAX_CALL_MS + SEND_DEADLINE_MS;
/** ms that a node may be frozen during the query */
const MAX_FREEZE_MS = 90_000;

/** Wrong PINs of a member before the lock, and the duration of the lock, ms. */
const FREE_PIN_ATTEMPTS = 3;
const PIN_LOCK_MS = 14 * 60_000;
/** Faults that may keep a node from counting a wrong PIN. */
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
  /** The lowest price of a Snapcart item since a time. */
  readonly lowestPriceSince: (item: string, since: number) => number | null;
  readonly shoppers: Pick<ShopperRules, 'knowsPin'>;
  readonly attempts: Pick<AttemptRules, 'checkPlacement'>;
}

export class SendingRules {
  readonly #sentCalls: SentCall[] = [];
  /** times of a member's wrong PINs since the last right one, ms */
  readonly #wrongPins = new Map<string, number[]>();
  readonly #parts: SendingRulesParts;
  readonly #supply: SupplyRules;
  readonly #quota: QuotaRules;

  constructor(parts: SendingRulesParts) {
    this.#parts = parts;
    this.#supply = new SupplyRules(parts);
    this.#quota = new QuotaRules(parts);
  }

  /** Checks a change of a saldo that a node sends. */
  checkTransfer(node: NetworkCaller, { body }: UpstreamCall): SentCall {
    const { store, violations, shoppers } = this.#parts;
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
      tag === (what === 'debit' ? order.debit_tag : (order.correction_tag ?? order.refund_tag));
    violations.require(
      isDue,
      'a change has the order’s price, member and tag',
      () => `${what} ${order.id}`,
    );
    const pin = body['pin'] === undefined ? undefined : toText(body['pin']);
    const isPinOfShopper = what === 'debit' ? shoppers.knowsPin(order, pin) : pin === undefined;
    violations.require(isPinOfShopper, 'a debit carries the shopper’s PIN', () => order.id);
    if (pin !== undefined) this.#checkPinLock(sent);
    this.#checkSentOnce(sent);
    this.#checkPause(sent);
    if (what === 'refund') this.#checkRefund(order);
    else {
      this.#supply.checkDebit(order);
      this.#quota.checkDebit(order);
    }
    return sent;
  }

  #checkRefund(order: OrderRow): void {
    const { violations, books } = this.#parts;
    if (books.isTheirs(order.id)) return;
    const proven = books.debits(order.id) === 1 && books.timesPaidBack(order.id) === 0;
    violations.require(proven, 'a refund only for a proven debit', () => order.id);
    if (books.isCorrected(order.id)) return;
    const isNothingBought = books.isNothingBought(order);
    violations.require(isNothingBought, 'no refund of a bought item', () => order.id);
  }

  /** Checks an order that a node sends to a provider. */
  checkPlacement(node: NetworkCaller, provider: string, call: UpstreamCall): SentCall {
    const { store, violations, books } = this.#parts;
    const reference = referenceIn(call);
    const order = store.findOrder(reference);
    const sent = this.#recordSent(reference, 'order', null);
    violations.require(order !== undefined, 'no call without an order', () => `order ${reference}`);
    if (!order) return sent;
    books.markPlaced(order, reference);
    const isKnownAgain = provider === 'leuwongrr';
    if (order.state !== 'PLACE_UNKNOWN' || !isKnownAgain)
      this.#checkIntent(node, order, ['PLACING']);
    if (!isKnownAgain) this.#checkSentOnce(sent);
    this.#parts.attempts.checkPlacement(order, reference, call, (earlier) =>
      this.#sentCalls.every(
        ({ order: of, what, ending }) => of !== earlier || what !== 'order' || ending === 'certain',
      ),
    );
    violations.require(
      isWhatWasOrdered(order, call),
      'the bought item is the ordered one',
      () => order.id,
    );
    if (order.paid_by === 'saldo') {
      const isPaid = books.debits(order.id) === 1 && books.refunds(order.id) === 0;
      violations.require(isPaid, 'nothing is bought before it is paid', () => order.id);
      const price = Number(call.body['price'] ?? 0);
      const bound = order.cost ?? 0;
      violations.require(price <= bound, 'cost within the quote', () => `${price} > ${bound}`);
      if (provider === 'snapcart') this.#checkRecheckedPrice(order, bound);
    }
    return sent;
  }

  #checkPinLock({ member, at }: SentCall): void {
    const { plan, violations } = this.#parts;
    if (UNCOUNTED_PIN_FAULTS.some((kind) => plan.faultKinds.has(kind))) return;
    const wrong = this.#wrongPins.get(member ?? '') ?? [];
    const isLocked = wrong.length >= FREE_PIN_ATTEMPTS && at < (wrong.at(-1) ?? 0) + PIN_LOCK_MS;
    violations.require(!isLocked, 'wrong PINs lock further attempts', () => member ?? '');
  }

  #checkRecheckedPrice({ id, item }: OrderRow, bound: number): void {
    const { now, plan, lowestPriceSince, violations } = this.#parts;
    const age =
      MAX_PRICE_AGE_MS + plan.maxClockSkewMs + (plan.faultKinds.has('freezes') ? MAX_FREEZE_MS : 0);
    const cost = lowestPriceSince(item, now() - age) ?? 0;
    const detail = () => `${id}: ${cost} > ${bound}`;
    violations.require(cost <= bound, 'a price that may change is checked again', detail);
  }

  /** Called when the operator has confirmed that a call was never carried out. */
  markNeverCarriedOut(order: string, what: SentCall['what']): void {
    for (const sent of this.#sentCalls) {
      if (sent.order === order && sent.what === what) sent.ending = 'certain';
    }
  }

  /** When an order was first sent to its provider, ms since 1970. */
  placementSentAt(order: string): number | null {
    return (
      this.#sentCalls.find((sent) => sent.order === order && sent.what === 'order')?.at ?? null
    );
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

  /** The intent must be committed, fresh and written by this node. */
  #checkIntent(node: NetworkCaller, order: OrderRow, states: readonly OrderRow['state'][]): void {
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

  /** A call is repeated only if every earlier one certainly had no effect. */
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
    // The node that wrote the end of the pause may not be the one that waits for it.
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

/** One unit of the item, for the shopper's account. */
function isWhatWasOrdered({ item, fields }: OrderRow, { body }: UpstreamCall): boolean {
  const values = Object.values(body).map(toText);
  return (
    toText(body['item_code'] ?? body['product_code'] ?? body['order_type']) === item &&
    (body['count_order'] ?? 1) === 1 &&
    Object.values(fieldValues.parse(JSON.parse(fields))).every((value) => values.includes(value))
  );
}
