/** A shopper requests quotes, buys in one of several ways, loses answers and repeats requests. */
import { z } from 'zod';
import {
  order,
  orderList,
  problem,
  quote,
  type Order,
  type ProviderName,
} from '../../../src/proxy/contract.js';
import { createShopper, type TestShopper } from '../../node/proxy/support/test-shopper.js';
import type { RandomSource } from '../random-source.js';
import { tryAttack } from './attacker.js';
import type { Offer } from '../../../src/proxy/quote/quote.js';
import type { Auditor } from '../invariants/auditor.js';
import type { Network } from '../network/network.js';
import type { Scheduler } from '../scheduler.js';
import { shopperKeyPair } from '../simulated-webcrypto.js';
import type { Member } from '../upstreams/bukaolshop.js';

export const ORIGIN = 'https://proxy.example';

interface PurchasableItem {
  readonly provider: ProviderName;
  readonly product: string;
  readonly item: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A player’s id that is a phone number too, so that the fields of one provider fit the other. */
const player = { user_id: '081234567890' };
const phone = { phoneNumber: '081234567890' };
const pass = { roblox_username: 'Rangga', place_id: '123456', roblox_pass_id: '654321' };
const PURCHASABLE_ITEMS: readonly [PurchasableItem, ...PurchasableItem[]] = [
  { provider: 'lapakgaming', product: 'ML', item: 'ML-86', fields: player },
  { provider: 'lapakgaming', product: 'ML', item: 'ML-172', fields: player },
  { provider: 'lapakgaming', product: 'VC', item: 'VC-10', fields: player },
  { provider: 'snapcart', product: 'pulsa:TELKOMSEL', item: 'TELKOMSEL_10K', fields: phone },
  { provider: 'snapcart', product: 'pulsa:TELKOMSEL', item: 'TELKOMSEL_50K', fields: phone },
  { provider: 'leuwongrr', product: 'gamepass', item: 'gamepass', fields: pass },
];
/** What may take the place of another item, at its first price. */
const OFFERED: readonly Omit<Offer, 'fieldNames'>[] = [
  { provider: 'lapakgaming', product: 'ML', item: 'ML-86', cost: 22_000 },
  { provider: 'snapcart', product: 'pulsa:TELKOMSEL', item: 'TELKOMSEL_10K', cost: 10_250 },
  { provider: 'lapakgaming', product: 'VC', item: 'VC-10', cost: 10_900 },
  { provider: 'lapakgaming', product: 'ML', item: 'ML-172', cost: 43_500 },
];
/** Accounts that providers refuse. */
const REFUSED_ACCOUNTS: readonly [PurchasableItem, ...PurchasableItem[]] = [
  { ...PURCHASABLE_ITEMS[0], fields: { user_id: '1234 5678' } },
  {
    provider: 'leuwongrr',
    product: 'gamepass',
    item: 'gamepass',
    fields: { ...pass, roblox_username: 'tidakada' },
  },
];

/** Weights of the ways to buy; honest ones are the most frequent. */
const PURCHASE_BEHAVIOURS = {
  plain: 6,
  /** the same request twice at once */
  twice: 3,
  /** one key for two quotes, at once */
  oneKey: 2,
  /** one quote under two keys, at once */
  oneQuote: 2,
  /** afterwards also the key with another body, and the quote under another key */
  again: 2,
  /** another shopper tries the quote first, or the shopper tries a forged quote */
  stolen: 1,
  forged: 1,
  /** tries the quote after its expiry, then requests another */
  late: 1,
  /** an attacker tries it in the shopper's name first */
  attacked: 2,
  /** a thief of the phone guesses the PIN */
  guessed: 0.5,
};

export interface SimulatedShopperParts {
  /** The same quote with other offers after its own. */
  readonly addAlternates: (quote: string, others: readonly Offer[]) => Promise<string>;
  readonly member: Member;
  readonly number: number;
  readonly purchases: number;
  /** ms, maximum deviation of a clock from the true time */
  readonly maxClockSkewMs: number;
  readonly losesAnswers: boolean;
  /** share of the quotes that get other offers */
  readonly alternatesShare: number;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly auditor: Auditor;
  /** all shoppers, including this one */
  readonly allShoppers: SimulatedShopper[];
}

type OrderAnswer =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'refused'; readonly code: string };
interface QuoteOffer {
  readonly quote: string;
  readonly purchasable: PurchasableItem;
}

/** Problem codes that a repeated identical request must not get. */
const ALREADY_USED_CODES = ['quote_used', 'idempotency_key_reused'];

/** Number of PINs that a thief tries in a row. */
const PIN_GUESSES = 7;

/** Number of requests before the shopper gives up. */
const MAX_TRIES = 8;
const SECOND_MS = 1_000;
/** ms that a quote is valid */
const QUOTE_LIFETIME_MS = 300 * SECOND_MS;

export class SimulatedShopper {
  readonly #parts: SimulatedShopperParts;
  readonly #name: string;
  #client: TestShopper | null = null;
  #keys = 0;

  constructor(parts: SimulatedShopperParts) {
    this.#parts = parts;
    this.#name = `shopper ${parts.member.id}`;
  }

  /** Buys, and follows the orders. */
  async visit(): Promise<void> {
    const { member, number, scheduler, network, losesAnswers, random, purchases } = this.#parts;
    await scheduler.sleep(random.integer(0, 60 * SECOND_MS));
    this.#client = await createShopper({
      origin: ORIGIN,
      send: (request) => network.requestProxy(this.#name, request, losesAnswers),
      pair: { id_user: member.id, token_user: member.token },
      now: scheduler.now,
      key: shopperKeyPair(number),
    });
    const bought: Promise<void>[] = [];
    for (let count = 0; count < purchases; count++) {
      bought.push(this.#purchase());
      if (random.withProbability(0.6)) await bought.at(-1);
      await scheduler.sleep(random.integer(0, 30 * SECOND_MS));
    }
    await Promise.all(bought);
  }

  async #purchase(): Promise<void> {
    const { random } = this.#parts;
    const offer = await this.#takeQuote(
      random.pick(random.withProbability(0.05) ? REFUSED_ACCOUNTS : PURCHASABLE_ITEMS),
    );
    if (!offer) return;
    for (const bought of await this.#buy(offer)) await this.#follow(bought);
  }

  async #buy(offer: QuoteOffer): Promise<Order[]> {
    const { random, allShoppers } = this.#parts;
    const key = this.#key();
    switch (random.pickWeighted(PURCHASE_BEHAVIOURS)) {
      case 'plain':
        return this.#orderConcurrently(this.#placeOrder(key, offer));
      case 'twice':
        return this.#orderConcurrently(this.#placeOrder(key, offer), this.#placeOrder(key, offer));
      case 'oneKey': {
        const other = (await this.#takeQuote(random.pick(PURCHASABLE_ITEMS))) ?? offer;
        return this.#orderConcurrently(this.#placeOrder(key, offer), this.#placeOrder(key, other));
      }
      case 'oneQuote':
        return this.#orderConcurrently(
          this.#placeOrder(key, offer),
          this.#placeOrder(this.#key(), offer),
        );
      case 'again': {
        const orders = await this.#orderConcurrently(this.#placeOrder(key, offer));
        const other = await this.#takeQuote(offer.purchasable);
        await this.#orderConcurrently(
          ...(other ? [this.#placeOrder(key, other)] : []),
          this.#placeOrder(key, { ...offer, purchasable: withOtherAccount(offer.purchasable) }),
          this.#placeOrder(this.#key(), offer),
        );
        return orders;
      }
      case 'stolen': {
        const otherShopper = allShoppers.find((each) => each !== this && each.#client);
        if (otherShopper) await otherShopper.#requireRefusal(offer.quote, offer, 'stolen');
        return this.#orderConcurrently(this.#placeOrder(key, offer));
      }
      case 'forged':
        await this.#requireRefusal(forgeCheaperQuote(offer.quote), offer, 'forged');
        return this.#orderConcurrently(this.#placeOrder(key, offer));
      case 'attacked':
        await this.#tryAttackBy(offer);
        return this.#orderConcurrently(this.#placeOrder(key, offer));
      case 'guessed': {
        const orders = await this.#guessPins(offer.purchasable);
        return [...orders, ...(await this.#orderConcurrently(this.#placeOrder(key, offer)))];
      }
      case 'late': {
        // Expired by the clocks of both the issuing and the checking node.
        const expiredAfterMs = QUOTE_LIFETIME_MS + 2 * this.#parts.maxClockSkewMs;
        await this.#parts.scheduler.sleep(expiredAfterMs + random.integer(0, 60 * SECOND_MS));
        await this.#requireRefusal(offer.quote, offer, 'expired');
        const other = await this.#takeQuote(offer.purchasable);
        return other ? this.#orderConcurrently(this.#placeOrder(key, other)) : [];
      }
    }
  }

  async #orderConcurrently(...tries: readonly Promise<OrderAnswer | null>[]): Promise<Order[]> {
    const answers = await Promise.all(tries);
    const orders = answers.flatMap((answer) => (answer?.kind === 'order' ? [answer.order] : []));
    return [...new Map(orders.map((each) => [each.id, each])).values()];
  }

  async #tryAttackBy(offer: QuoteOffer): Promise<void> {
    const { random, scheduler, auditor, member } = this.#parts;
    const parts = { random: random.fork('foe'), victim: this.#requireClient(), scheduler };
    const body = { quote: offer.quote, fields: offer.purchasable.fields, ...this.#pin() };
    const attempt = await tryAttack(parts, member.id, body).catch(() => null);
    if (attempt) auditor.shoppers.requireFailure(!attempt.isSuccessful, attempt.method);
  }

  async #guessPins(purchasable: PurchasableItem): Promise<Order[]> {
    const orders: Order[] = [];
    for (let pin = 200_000; pin < 200_000 + PIN_GUESSES; pin++) {
      const offer = await this.#takeQuote(purchasable);
      const answer =
        offer && (await this.#placeOrder(this.#key(), offer, true, { pin: String(pin) }));
      if (answer?.kind === 'order') orders.push(answer.order);
      await this.#parts.scheduler.sleep(this.#parts.random.integer(SECOND_MS, 60 * SECOND_MS));
    }
    return orders;
  }

  async #requireRefusal(
    quoteText: string,
    { purchasable }: QuoteOffer,
    how: string,
  ): Promise<void> {
    const answer = await this.#placeOrder(this.#key(), { quote: quoteText, purchasable }, false);
    this.#parts.auditor.shoppers.requireFailure(answer?.kind !== 'order', how);
  }

  async #takeQuote(purchasable: PurchasableItem): Promise<QuoteOffer | null> {
    const { auditor, member } = this.#parts;
    const { provider, product, item, fields } = purchasable;
    const answer = await this.#requestWithRetry('/v1/quotes', { provider, product, item, fields });
    if (answer?.status !== 200) return null;
    const read = quote.parse(await answer.json());
    const { price } = read;
    const others = price === null ? [] : this.#drawAlternates(purchasable, price);
    const text =
      others.length === 0 ? read.quote : await this.#parts.addAlternates(read.quote, others);
    const { jti, cost } = readQuoteClaims(text);
    // Each offer is covered by the price.
    const most = cost === null ? null : Math.max(cost, ...others.map((offer) => offer.cost));
    const offered = { shopper: member.id, price, provider, item, others, cost: most };
    auditor.shoppers.recordQuote(text, jti, offered, [{ provider, item, cost }, ...others]);
    return { quote: text, purchasable };
  }

  /** Other offers, some of them twins at one provider, some dearer than the quote allows. */
  #drawAlternates({ provider, item, fields }: PurchasableItem, price: number): Offer[] {
    const { random } = this.#parts;
    if (!random.withProbability(this.#parts.alternatesShare)) return [];
    const [account] = Object.keys(fields);
    const others = OFFERED.filter((each) => each.item !== item).map((each): Offer => {
      const theirs = each.provider === 'lapakgaming' ? 'user_id' : 'phoneNumber';
      return { ...each, fieldNames: { [account ?? '']: theirs } };
    });
    const isNear = ({ cost }: Offer) => cost <= 2 * price;
    const usable = provider === 'leuwongrr' ? [] : others.filter(isNear);
    return usable.filter(() => random.withProbability(0.7));
  }

  /** Repeats the request until its outcome is known. */
  async #placeOrder(
    key: string,
    offer: QuoteOffer,
    isHonest = true,
    pin = this.#pin(),
  ): Promise<OrderAnswer | null> {
    const { auditor, member } = this.#parts;
    const body = { quote: offer.quote, fields: offer.purchasable.fields, ...pin };
    auditor.shoppers.recordAttempt(member.id, key, offer.quote, body.pin);
    const answer = await this.#requestWithRetry('/v1/orders', body, { 'Idempotency-Key': key });
    if (!answer) return null;
    if (!answer.ok) {
      const { code } = problem.parse(await answer.json());
      if (ALREADY_USED_CODES.includes(code))
        auditor.shoppers.recordRefusal(member.id, key, offer.quote, code, offer.purchasable.fields);
      return { kind: 'refused', code };
    }
    const read = order.parse(await answer.json());
    if (isHonest)
      auditor.shoppers.checkOrderAnswer(
        member.id,
        key,
        offer.quote,
        read,
        offer.purchasable.fields,
      );
    return { kind: 'order', order: read };
  }

  #pin(): { pin?: string } {
    const { member, random } = this.#parts;
    if (member.pin === null) return random.withProbability(0.1) ? { pin: '111111' } : {};
    if (random.withProbability(0.1)) return {};
    return { pin: random.withProbability(0.1) ? '222222' : member.pin };
  }

  /** Polls the order a few times; some shoppers also list all of their orders. */
  async #follow({ id }: Order): Promise<void> {
    const { random, scheduler, auditor, member } = this.#parts;
    for (let polls = random.integer(1, 3); polls > 0; polls--) {
      await scheduler.sleep(random.pick([2 * SECOND_MS, 20 * SECOND_MS, 300 * SECOND_MS]));
      const wait = random.withProbability(0.2) ? '?wait=5' : '';
      const answer = await this.#requestWithRetry(`/v1/orders/${id}${wait}`);
      if (!answer) continue;
      auditor.shoppers.requireKnown(answer.status !== 404, id);
      if (answer.status === 200) auditor.shoppers.checkShown(order.parse(await answer.json()));
    }
    const answer = random.withProbability(0.2) ? await this.#requestWithRetry('/v1/orders') : null;
    if (answer?.status !== 200) return;
    const { orders } = orderList.parse(await answer.json());
    auditor.checkListed(
      member.id,
      orders.map((each) => each.id),
    );
  }

  /** Repeats the request while its answer may still change. */
  async #requestWithRetry(
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response | null> {
    const { random, scheduler } = this.#parts;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const answer = await this.#requestOnce(path, body, headers).catch(() => null);
      if (answer?.status === 401) await this.#session().catch(() => undefined);
      else if (answer && answer.status < 500 && answer.status !== 429) return answer;
      await scheduler.sleep(random.integer(SECOND_MS / 2, 20 * SECOND_MS));
    }
    return null;
  }

  #requestOnce(path: string, body: unknown, headers: Readonly<Record<string, string>>) {
    const client = this.#requireClient();
    const options = { headers, claims: { jti: this.#token() } };
    return body === undefined ? client.get(path, options) : client.post(path, body, options);
  }

  #session = async (): Promise<void> => {
    await this.#requireClient().session();
  };

  #requireClient(): TestShopper {
    if (!this.#client) throw new Error('The visit has not started.');
    return this.#client;
  }

  #token(): string {
    return Buffer.from(this.#parts.random.bytes(12)).toString('base64url');
  }

  #key(): string {
    this.#keys += 1;
    return `key-${String(this.#keys)}`;
  }
}

/** The same item, for another account. */
const withOtherAccount = (purchasable: PurchasableItem): PurchasableItem => ({
  ...purchasable,
  fields: Object.fromEntries(
    Object.entries(purchasable.fields).map(([name, value]) => [name, `${value}1`]),
  ),
});

const claims = z.object({ jti: z.string(), cost: z.number().nullable() });
/** The claims of a quote that shoppers do not need. */
const readQuoteClaims = (quoteText: string) =>
  claims.parse(JSON.parse(Buffer.from(quoteText.split('.')[1] ?? '', 'base64url').toString()));

/** The same quote with a lower price, and therefore an invalid signature. */
function forgeCheaperQuote(quoteText: string): string {
  const [header = '', payload = '', signature = ''] = quoteText.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = JSON.stringify(Object.assign({}, claims, { price: 1 }));
  return [header, Buffer.from(forged).toString('base64url'), signature].join('.');
}
