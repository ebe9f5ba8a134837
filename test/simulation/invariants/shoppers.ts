/** What shoppers were told stays true, and one wish makes one order. */
import type { Order, OrderStatus } from '../../../src/proxy/contract.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { Books } from './books.js';
import type { Verdict } from './violation.js';

interface Wish {
  readonly shopper: string;
  readonly name: string;
  readonly quote: string;
}

export interface Offer {
  readonly shopper: string;
  readonly price: number | null;
  readonly cost: number | null;
  readonly provider: string;
  readonly item: string;
}

const LAST: readonly OrderStatus[] = ['completed', 'refunded', 'review'];

/** A debit that appears late is paid back. */
const AFTER_FAILED: readonly OrderStatus[] = ['failed', 'refunding', 'refunded', 'review'];

export class ShopperRules {
  readonly #verdict: Verdict;
  /** by quote */
  readonly #offers = new Map<string, Offer>();
  /** the order of each shopper's key */
  readonly #keys = new Map<string, string>();
  readonly #quotes = new Map<string, string>();
  readonly #told = new Map<string, Order>();
  readonly #refused: (Wish & { readonly code: string; readonly fields: string })[] = [];
  readonly #costs = new Map<string, number | null>();
  readonly #wishes: (Wish & { readonly pin: string | undefined })[] = [];
  readonly #books: Books;
  /** orders of which a person decided */
  readonly #decided = new Set<string>();

  constructor(verdict: Verdict, books: Books) {
    this.#verdict = verdict;
    this.#books = books;
  }

  /** What the provider may charge by a quote; `undefined` where nobody was given it. */
  costOf = (quoteId: string): number | null | undefined => this.#costs.get(quoteId);

  /** An order is about to be asked for. */
  wished(shopper: string, key: string, quote: string, pin: string | undefined): void {
    this.#wishes.push({ shopper, name: `${shopper} ${key}`, quote, pin });
  }

  /** Whether the shopper asked for it with this PIN, or with none. */
  knowsPin({ shopper, idempotency_key: key }: OrderRow, pin: string | undefined): boolean {
    const name = `${shopper} ${key}`;
    return this.#wishes.some((each) => each.name === name && each.pin === pin);
  }

  /** how often an order was asked for, the same one included */
  get wishes(): number {
    return this.#wishes.length;
  }

  /** how many quotes were given */
  get offers(): number {
    return this.#offers.size;
  }

  offered(quote: string, id: string, offer: Offer): void {
    this.#costs.set(id, offer.cost);
    this.#offers.set(quote, offer);
  }

  /** An order was given for a key and a quote. */
  ordered(
    shopper: string,
    key: string,
    quote: string,
    order: Order,
    fields: Readonly<Record<string, string>>,
  ): void {
    const name = `${shopper} ${key}`;
    const [ofKey, ofQuote] = [this.#keys.get(name), this.#quotes.get(quote)];
    const told = () => `${order.id}, before ${ofKey ?? '-'} and ${ofQuote ?? '-'}`;
    this.#verdict.require((ofKey ?? order.id) === order.id, 'one order per key', told);
    this.#verdict.require((ofQuote ?? order.id) === order.id, 'one order per quote', told);
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
    this.#verdict.require(isOffered, 'sold as quoted', () => order.id);
    this.saw(order);
  }

  /** An order was refused, because key or quote were used before. */
  refusedAsUsed(
    shopper: string,
    key: string,
    quote: string,
    code: string,
    fields: Readonly<Record<string, string>>,
  ): void {
    const name = `${shopper} ${key}`;
    this.#refused.push({ shopper, name, quote, code, fields: JSON.stringify(fields) });
  }

  decides(id: string): void {
    this.#decided.add(id);
  }

  mustFail(holds: boolean, what: string): void {
    this.#verdict.require(holds, 'forged, foreign and used quotes make no order', () => what);
  }

  stillKnown(isKnown: boolean, id: string): void {
    this.#verdict.require(isKnown, 'what was told stays true', () => `${id} is not known`);
  }

  saw(order: Order): void {
    const before = this.#told.get(order.id);
    const isPaidBack = order.status !== 'refunded' || this.#books.refunds(order.id) === 1;
    this.#verdict.require(isPaidBack, 'told as refunded is refunded', () => order.id);
    // An older answer may come later; of two of one ms nobody knows which is.
    if (before && before.updated_at >= order.updated_at) return;
    const isDecided = before?.status === 'review' && this.#decided.has(order.id);
    if (before && !isDecided && LAST.includes(before.status)) {
      const isSame = before.status === order.status;
      this.#verdict.require(isSame, 'what was told stays true', () => changed(before, order));
    }
    if (before?.status === 'failed') {
      const isSame = AFTER_FAILED.includes(order.status);
      this.#verdict.require(isSame, 'what was told stays true', () => changed(before, order));
    }
    this.#told.set(order.id, order);
  }

  /** @param vouchers what the provider gave for an order */
  end(rows: ReadonlyMap<string, OrderRow>, vouchers: (row: OrderRow) => string | null): void {
    for (const [id, told] of this.#told) {
      const row = rows.get(id);
      const isThere = row?.item === told.item && (told.price === null || row.price === told.price);
      this.#verdict.require(isThere, 'what was told stays true', () => `${id} is gone`);
      if (!row || told.status !== 'completed') continue;
      this.#verdict.require(row.state === 'FULFILLED', 'what was told stays true', () => id);
      // Whoever decides by hand that it was delivered hands the voucher over, too.
      const isByHand = told.voucher === null && this.#decided.has(id);
      const isRight = isByHand || told.voucher === vouchers(row);
      this.#verdict.require(isRight, 'the voucher is the provider’s', () => id);
    }
    for (const { shopper, name, quote, code, fields } of this.#refused) {
      const own = this.#wishes.filter((each) =>
        code === 'quote_used'
          ? each.shopper === shopper && each.quote === quote && each.name !== name
          : each.name === name,
      );
      const isOwn = own.length > (code === 'quote_used' ? 0 : 1);
      this.#verdict.require(
        isOwn,
        'nobody is refused for what another did',
        () => `${name} ${code}`,
      );
      const order = this.#keys.get(name);
      const isOther =
        order === undefined ||
        order !== this.#quotes.get(quote) ||
        fields !== JSON.stringify(this.#told.get(order)?.fields);
      this.#verdict.require(isOther, 'who asks again gets the same order', () => name);
    }
    this.#unique(rows, 'one order per key', (row) => `${row.shopper} ${row.idempotency_key}`);
    this.#unique(rows, 'one order per quote', (row) => row.quote_id);
  }

  #unique(
    rows: ReadonlyMap<string, OrderRow>,
    rule: string,
    nameOf: (row: OrderRow) => string,
  ): void {
    const names = new Set([...rows.values()].map(nameOf));
    this.#verdict.require(names.size === rows.size, rule, () => [...names].join(', '));
  }
}

const changed = (before: Order, after: Order) =>
  `${after.id} was told as ${before.status}, and then as ${after.status}`;
