/** What shoppers were told stays true, and one wish makes one order. */
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
}

const FINAL_STATUSES: readonly OrderStatus[] = ['completed', 'refunded', 'review'];

/** A debit that appears late is paid back. */
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
  readonly #costs = new Map<string, number | null>();
  readonly #attempts: (OrderAttempt & { readonly pin: string | undefined })[] = [];
  readonly #books: Books;
  /** orders of which a person decided */
  readonly #decided = new Set<string>();

  constructor(violations: ViolationRecorder, books: Books) {
    this.#violations = violations;
    this.#books = books;
  }

  /** What the provider may charge by a quote; `undefined` where nobody was given it. */
  costOf = (quoteId: string): number | null | undefined => this.#costs.get(quoteId);

  /** An order is about to be asked for. */
  recordAttempt(shopper: string, key: string, quote: string, pin: string | undefined): void {
    this.#attempts.push({ shopper, name: `${shopper} ${key}`, quote, pin });
  }

  /** Whether the shopper asked for it with this PIN, or with none. */
  knowsPin({ shopper, idempotency_key: key }: OrderRow, pin: string | undefined): boolean {
    const name = `${shopper} ${key}`;
    return this.#attempts.some((each) => each.name === name && each.pin === pin);
  }

  /** how often an order was asked for, the same one included */
  get orderAttempts(): number {
    return this.#attempts.length;
  }

  /** how many quotes were given */
  get offers(): number {
    return this.#offers.size;
  }

  recordQuote(quote: string, id: string, offer: QuoteOffer): void {
    this.#costs.set(id, offer.cost);
    this.#offers.set(quote, offer);
  }

  /** An order was given for a key and a quote. */
  checkOrderAnswer(
    shopper: string,
    key: string,
    quote: string,
    order: Order,
    fields: Readonly<Record<string, string>>,
  ): void {
    const name = `${shopper} ${key}`;
    const [ofKey, ofQuote] = [this.#keys.get(name), this.#quotes.get(quote)];
    const told = () => `${order.id}, before ${ofKey ?? '-'} and ${ofQuote ?? '-'}`;
    this.#violations.require((ofKey ?? order.id) === order.id, 'one order per key', told);
    this.#violations.require((ofQuote ?? order.id) === order.id, 'one order per quote', told);
    this.#keys.set(name, order.id);
    this.#quotes.set(quote, order.id);
    const offer = this.#offers.get(quote);
    const isOffered =
      offer?.shopper === shopper &&
      offer.provider === order.provider &&
      offer.item === order.item &&
      JSON.stringify(fields) === JSON.stringify(order.fields) &&
      // An invoice names its own price.
      (offer.price === null || offer.price === order.price);
    this.#violations.require(isOffered, 'sold as quoted', () => order.id);
    this.checkShown(order);
  }

  /** An order was refused, because key or quote were used before. */
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

  requireFailure(holds: boolean, what: string): void {
    this.#violations.require(holds, 'forged, foreign and used quotes make no order', () => what);
  }

  requireKnown(isKnown: boolean, id: string): void {
    this.#violations.require(isKnown, 'what was told stays true', () => `${id} is not known`);
  }

  checkShown(order: Order): void {
    const before = this.#lastShown.get(order.id);
    const isPaidBack = order.status !== 'refunded' || this.#books.refunds(order.id) === 1;
    this.#violations.require(isPaidBack, 'told as refunded is refunded', () => order.id);
    // An older answer may come later; of two of one ms nobody knows which is.
    if (before && before.updated_at >= order.updated_at) return;
    const isDecided = before?.status === 'review' && this.#decided.has(order.id);
    if (before && !isDecided && FINAL_STATUSES.includes(before.status)) {
      const isSame = before.status === order.status;
      this.#violations.require(isSame, 'what was told stays true', () => changed(before, order));
    }
    if (before?.status === 'failed') {
      const isSame = STATUSES_AFTER_FAILED.includes(order.status);
      this.#violations.require(isSame, 'what was told stays true', () => changed(before, order));
    }
    this.#lastShown.set(order.id, order);
  }

  /** @param vouchers what the provider gave for an order */
  checkEnd(rows: ReadonlyMap<string, OrderRow>, vouchers: (row: OrderRow) => string | null): void {
    for (const [id, shown] of this.#lastShown) {
      const row = rows.get(id);
      const isThere =
        row?.item === shown.item && (shown.price === null || row.price === shown.price);
      this.#violations.require(isThere, 'what was told stays true', () => `${id} is gone`);
      if (!row || shown.status !== 'completed') continue;
      this.#violations.require(row.state === 'FULFILLED', 'what was told stays true', () => id);
      // Whoever decides by hand that it was delivered hands the voucher over, too.
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
        'nobody is refused for what another did',
        () => `${name} ${code}`,
      );
      const order = this.#keys.get(name);
      const isOther =
        order === undefined ||
        order !== this.#quotes.get(quote) ||
        fields !== JSON.stringify(this.#lastShown.get(order)?.fields);
      this.#violations.require(isOther, 'who asks again gets the same order', () => name);
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
  `${after.id} was told as ${before.status}, and then as ${after.status}`;
