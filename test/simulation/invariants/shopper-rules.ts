/** An answer given to a shopper stays true, and one purchase request makes one order. */
import type { Order, OrderStatus } from '../../../src/proxy/contract.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { Books } from './books.js';
import type { ViolationRecorder } from './violation-recorder.js';

interface OrderAttempt {
  readonly shopper: string;
  readonly name: string;
  readonly quote: string;
}

export interface QuoteOffer {
  readonly shopper: string;
  readonly price: number | null;
  readonly cost: number | null;
  readonly provider: string;
  readonly item: string;
  /** the providers and items that may take its place */
  readonly others: readonly ItemOffer[];
}

interface ItemOffer {
  readonly provider: string;
  readonly item: string;
  readonly cost: number | null;
}

/** Calls that read one product; only these suppliers take another one's place. */
const READS_OF_PRODUCT: Readonly<Record<string, number>> = { lapakgaming: 1, snapcart: 2 };

const FINAL_STATUSES: readonly OrderStatus[] = ['completed', 'refunded', 'review'];

/** A debit that appears late is refunded. */
const STATUSES_AFTER_FAILED: readonly OrderStatus[] = ['failed', 'refunding', 'refunded', 'review'];

export class ShopperRules {
  readonly #violations: ViolationRecorder;
  /** by quote */
  readonly #offers = new Map<string, QuoteOffer>();
  /** the order of each shopper's key */
  readonly #keys = new Map<string, string>();
  readonly #quotes = new Map<string, string>();
  readonly #lastShown = new Map<string, Order>();
  readonly #refusals: (OrderAttempt & { readonly code: string; readonly fields: string })[] = [];
  /** by the quote's id */
  readonly #quoted = new Map<string, readonly ItemOffer[]>();
  readonly #costs = new Map<string, number | null>();
  readonly #attempts: (OrderAttempt & { readonly pin: string | undefined })[] = [];
  readonly #books: Books;
  /** orders that the operator decided */
  readonly #decided = new Set<string>();

  constructor(violations: ViolationRecorder, books: Books) {
    this.#violations = violations;
    this.#books = books;
  }

  /** What a quote offers of a provider's item. */
  offerOf = (quoteId: string, provider: string, item: string): ItemOffer | undefined =>
    this.#quoted.get(quoteId)?.find((offer) => offer.provider === provider && offer.item === item);

  /** The cost that a quote allows; `undefined` for an unknown quote. */
  costOf = (quoteId: string): number | null | undefined => this.#costs.get(quoteId);

  /** Called before an order is requested. */
  recordAttempt(shopper: string, key: string, quote: string, pin: string | undefined): void {
    this.#attempts.push({ shopper, name: `${shopper} ${key}`, quote, pin });
  }

  /** Whether the shopper requested the order with this PIN; `undefined`: without one. */
  knowsPin({ shopper, idempotency_key: key }: OrderRow, pin: string | undefined): boolean {
    const name = `${shopper} ${key}`;
    return this.#attempts.some((each) => each.name === name && each.pin === pin);
  }

  /** number of order requests, repeated ones included */
  get orderAttempts(): number {
    return this.#attempts.length;
  }

  /** number of quotes */
  get offers(): number {
    return this.#offers.size;
  }

  /**
   * Number of calls that read the products of other offers once. The quote came from a node that had not read
   * them: the simulated shopper adds these offers.
   */
  get otherProductReads(): number {
    const others = [...this.#offers.values()].flatMap((offer) => offer.others);
    return others.reduce((sum, { provider }) => sum + (READS_OF_PRODUCT[provider] ?? 0), 0);
  }

  /** @param offers every item that the quote offers, at the cost of each */
  recordQuote(quote: string, id: string, offer: QuoteOffer, offers: readonly ItemOffer[]): void {
    this.#costs.set(id, offer.cost);
    this.#offers.set(quote, offer);
    this.#quoted.set(id, offers);
  }

  /** Checks the order that was returned for a key and a quote. */
  checkOrderAnswer(
    shopper: string,
    key: string,
    quote: string,
    order: Order,
    fields: Readonly<Record<string, string>>,
  ): void {
    const name = `${shopper} ${key}`;
    const [ofKey, ofQuote] = [this.#keys.get(name), this.#quotes.get(quote)];
    const detail = () => `${order.id}, before ${ofKey ?? '-'} and ${ofQuote ?? '-'}`;
    this.#violations.require((ofKey ?? order.id) === order.id, 'one order per key', detail);
    this.#violations.require((ofQuote ?? order.id) === order.id, 'one order per quote', detail);
    this.#keys.set(name, order.id);
    this.#quotes.set(quote, order.id);
    const offer = this.#offers.get(quote);
    const isOffered =
      offer?.shopper === shopper &&
      [offer, ...offer.others].some(
        ({ provider, item }) => provider === order.provider && item === order.item,
      ) &&
      JSON.stringify(fields) === JSON.stringify(order.fields) &&
      // The price of an invoice is known only once it exists.
      (offer.price === null || offer.price === order.price);
    this.#violations.require(isOffered, 'an order is what was quoted', () => order.id);
    this.checkShown(order);
  }

  /** Called when an order is refused because its key or quote was used before. */
  recordRefusal(
    shopper: string,
    key: string,
    quote: string,
    code: string,
    fields: Readonly<Record<string, string>>,
  ): void {
    const name = `${shopper} ${key}`;
    this.#refusals.push({ shopper, name, quote, code, fields: JSON.stringify(fields) });
  }

  beforeDecision(id: string): void {
    this.#decided.add(id);
  }

  /** Called when an older ledger was restored: what was answered since may not be true any more. */
  forget(id: string): void {
    this.#lastShown.delete(id);
  }

  requireFailure(holds: boolean, what: string): void {
    this.#violations.require(holds, 'forged, foreign and used quotes make no order', () => what);
  }

  requireKnown(isKnown: boolean, id: string): void {
    this.#violations.require(
      isKnown || this.#books.isLost(id),
      'an answer stays true',
      () => `${id} is not known`,
    );
  }

  checkShown(order: Order): void {
    const before = this.#lastShown.get(order.id);
    const isPaidBack =
      order.status !== 'refunded' ||
      this.#books.timesPaidBack(order.id) === 1 ||
      this.#books.isTheirs(order.id);
    this.#violations.require(isPaidBack, 'an order shown as refunded is refunded', () => order.id);
    // Answers may arrive out of order; two of the same ms cannot be ordered.
    if (before && before.updated_at >= order.updated_at) return;
    const isDecided =
      (before?.status === 'review' || before?.status === 'completed') &&
      this.#decided.has(order.id);
    if (before && !isDecided && FINAL_STATUSES.includes(before.status)) {
      const isSame = before.status === order.status;
      this.#violations.require(isSame, 'an answer stays true', () => changed(before, order));
    }
    if (before?.status === 'failed') {
      const isSame = STATUSES_AFTER_FAILED.includes(order.status);
      this.#violations.require(isSame, 'an answer stays true', () => changed(before, order));
    }
    this.#lastShown.set(order.id, order);
  }

  /** @param vouchers the provider's voucher for an order */
  checkEnd(rows: ReadonlyMap<string, OrderRow>, vouchers: (row: OrderRow) => string | null): void {
    for (const [id, shown] of this.#lastShown) {
      const row = rows.get(id);
      const isThere =
        row?.item_name === shown.name && (shown.price === null || row.price === shown.price);
      this.#violations.require(isThere, 'an answer stays true', () => `${id} is gone`);
      if (!row || shown.status !== 'completed') continue;
      const isTrue = row.state === 'FULFILLED' || this.#books.isCorrected(id);
      this.#violations.require(isTrue, 'an answer stays true', () => id);
      // An operator who knows more than the provider says passes the voucher on, too.
      const isByHand = shown.voucher === null && this.#decided.has(id);
      const isRight = isByHand || shown.voucher === vouchers(row);
      this.#violations.require(isRight, 'the voucher is the provider’s', () => id);
    }
    for (const { shopper, name, quote, code, fields } of this.#refusals) {
      const ownAttempts = this.#attempts.filter((each) =>
        code === 'quote_used'
          ? each.shopper === shopper && each.quote === quote && each.name !== name
          : each.name === name,
      );
      const isOwn = ownAttempts.length > (code === 'quote_used' ? 0 : 1);
      this.#violations.require(
        isOwn,
        'no shopper is refused because of another',
        () => `${name} ${code}`,
      );
      const order = this.#keys.get(name);
      const isOther =
        order === undefined ||
        order !== this.#quotes.get(quote) ||
        fields !== JSON.stringify(this.#lastShown.get(order)?.fields);
      this.#violations.require(isOther, 'a repeated request returns the same order', () => name);
    }
    this.#checkUnique(rows, 'one order per key', (row) => `${row.shopper} ${row.idempotency_key}`);
    this.#checkUnique(rows, 'one order per quote', (row) => row.quote_id);
  }

  #checkUnique(
    rows: ReadonlyMap<string, OrderRow>,
    rule: string,
    nameOf: (row: OrderRow) => string,
  ): void {
    const names = new Set([...rows.values()].map(nameOf));
    this.#violations.require(names.size === rows.size, rule, () => [...names].join(', '));
  }
}

const changed = (before: Order, after: Order) =>
  `${after.id} was shown as ${before.status}, and then as ${after.status}`;
