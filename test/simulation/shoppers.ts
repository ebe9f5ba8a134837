/** A shopper: takes quotes, buys by them in one of several ways, loses answers, asks again. */
import { z } from 'zod';
import {
  order,
  orderList,
  problem,
  quote,
  type Order,
  type ProviderName,
} from '../../src/proxy/contract.js';
import { createShopper, type TestShopper } from '../node/proxy/client.js';
import type { RandomSource } from './chance.js';
import { tryAttack } from './foe.js';
import type { Auditor } from './invariants/auditor.js';
import type { Network } from './network/network.js';
import type { Scheduler } from './scheduler.js';
import { shopperKeyPair } from './subtle.js';
import type { Member } from './upstreams/bukaolshop.js';

export const ORIGIN = 'https://proxy.example';

interface Goods {
  readonly provider: ProviderName;
  readonly product: string;
  readonly item: string;
  readonly fields: Readonly<Record<string, string>>;
}

const player = { user_id: '12345678' };
const phone = { phoneNumber: '081234567890' };
const pass = { roblox_username: 'Rangga', place_id: '123456', roblox_pass_id: '654321' };
const GOODS: readonly [Goods, ...Goods[]] = [
  { provider: 'lapakgaming', product: 'ML', item: 'ML-86', fields: player },
  { provider: 'lapakgaming', product: 'ML', item: 'ML-172', fields: player },
  { provider: 'lapakgaming', product: 'VC', item: 'VC-10', fields: player },
  { provider: 'snapcart', product: 'pulsa:TELKOMSEL', item: 'TELKOMSEL_10K', fields: phone },
  { provider: 'snapcart', product: 'pulsa:TELKOMSEL', item: 'TELKOMSEL_50K', fields: phone },
  { provider: 'leuwongrr', product: 'gamepass', item: 'gamepass', fields: pass },
];
/** Accounts that the providers refuse. */
const WRONG: readonly [Goods, ...Goods[]] = [
  { ...GOODS[0], fields: { user_id: '1234 5678' } },
  {
    provider: 'leuwongrr',
    product: 'gamepass',
    item: 'gamepass',
    fields: { ...pass, roblox_username: 'tidakada' },
  },
];

/** How one buys; the honest way most often. */
const WAYS = {
  plain: 6,
  /** the same twice at once */
  twice: 3,
  /** one key for two quotes, at once */
  oneKey: 2,
  /** one quote under two keys, at once */
  oneQuote: 2,
  /** afterwards the key with another body, and the quote under another key */
  again: 2,
  /** somebody else tries the quote first, or one tries a quote that nobody was given */
  stolen: 1,
  forged: 1,
  /** tries it when it has expired, and takes another */
  late: 1,
  /** somebody else tries it in the shopper's name first */
  attacked: 2,
  /** somebody else has the phone, and guesses the PIN */
  guessed: 0.5,
};

export interface ShopperParts {
  readonly member: Member;
  readonly number: number;
  readonly purchases: number;
  /** ms, how far clocks may be from the true time */
  readonly skew: number;
  readonly isLossy: boolean;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly auditor: Auditor;
  /** all shoppers, this one among them */
  readonly everybody: Shopper[];
}

type Answer =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'refused'; readonly code: string };
interface Offer {
  readonly quote: string;
  readonly goods: Goods;
}

/** Refusals that must not meet who asks the same again. */
const USED = ['quote_used', 'idempotency_key_reused'];

/** PINs that somebody guesses, one after the other. */
const GUESSES = 7;

/** How often one tries before one leaves. */
const TRIES = 8;
const SECOND = 1_000;
/** ms that a quote is good for */
const LIFETIME = 300 * SECOND;

export class Shopper {
  readonly #parts: ShopperParts;
  readonly #name: string;
  #client: TestShopper | null = null;
  #keys = 0;

  constructor(parts: ShopperParts) {
    this.#parts = parts;
    this.#name = `shopper ${parts.member.id}`;
  }

  /** Comes, buys, follows the orders, and leaves. */
  async visit(): Promise<void> {
    const { member, number, scheduler, network, isLossy, random, purchases } = this.#parts;
    await scheduler.sleep(random.integer(0, 60 * SECOND));
    this.#client = await createShopper({
      origin: ORIGIN,
      send: (request) => network.request(this.#name, request, isLossy),
      pair: { id_user: member.id, token_user: member.token },
      now: scheduler.now,
      key: shopperKeyPair(number),
    });
    const bought: Promise<void>[] = [];
    for (let count = 0; count < purchases; count++) {
      bought.push(this.#purchase());
      if (random.withProbability(0.6)) await bought.at(-1);
      await scheduler.sleep(random.integer(0, 30 * SECOND));
    }
    await Promise.all(bought);
  }

  async #purchase(): Promise<void> {
    const { random } = this.#parts;
    const offer = await this.#quote(random.pick(random.withProbability(0.05) ? WRONG : GOODS));
    if (!offer) return;
    for (const bought of await this.#buy(offer)) await this.#follow(bought);
  }

  async #buy(offer: Offer): Promise<Order[]> {
    const { random, everybody } = this.#parts;
    const key = this.#key();
    switch (random.pickWeighted(WAYS)) {
      case 'plain':
        return this.#together(this.#order(key, offer));
      case 'twice':
        return this.#together(this.#order(key, offer), this.#order(key, offer));
      case 'oneKey': {
        const other = (await this.#quote(random.pick(GOODS))) ?? offer;
        return this.#together(this.#order(key, offer), this.#order(key, other));
      }
      case 'oneQuote':
        return this.#together(this.#order(key, offer), this.#order(this.#key(), offer));
      case 'again': {
        const orders = await this.#together(this.#order(key, offer));
        const other = await this.#quote(offer.goods);
        await this.#together(
          ...(other ? [this.#order(key, other)] : []),
          this.#order(key, { ...offer, goods: toAnother(offer.goods) }),
          this.#order(this.#key(), offer),
        );
        return orders;
      }
      case 'stolen': {
        const thief = everybody.find((each) => each !== this && each.#client);
        if (thief) await thief.#mustFail(offer.quote, offer, 'stolen');
        return this.#together(this.#order(key, offer));
      }
      case 'forged':
        await this.#mustFail(cheaper(offer.quote), offer, 'forged');
        return this.#together(this.#order(key, offer));
      case 'attacked':
        await this.#attacked(offer);
        return this.#together(this.#order(key, offer));
      case 'guessed': {
        const orders = await this.#guess(offer.goods);
        return [...orders, ...(await this.#together(this.#order(key, offer)))];
      }
      case 'late': {
        // By the clocks of whoever gave it and of whoever is asked.
        const over = LIFETIME + 2 * this.#parts.skew;
        await this.#parts.scheduler.sleep(over + random.integer(0, 60 * SECOND));
        await this.#mustFail(offer.quote, offer, 'expired');
        const other = await this.#quote(offer.goods);
        return other ? this.#together(this.#order(key, other)) : [];
      }
    }
  }

  async #together(...tries: readonly Promise<Answer | null>[]): Promise<Order[]> {
    const answers = await Promise.all(tries);
    const orders = answers.flatMap((answer) => (answer?.kind === 'order' ? [answer.order] : []));
    return [...new Map(orders.map((each) => [each.id, each])).values()];
  }

  async #attacked(offer: Offer): Promise<void> {
    const { random, scheduler, auditor, member } = this.#parts;
    const parts = { random: random.fork('foe'), victim: this.#open(), scheduler };
    const body = { quote: offer.quote, fields: offer.goods.fields, ...this.#pin() };
    const tried = await tryAttack(parts, member.id, body).catch(() => null);
    if (tried) auditor.shoppers.mustFail(!tried.isSuccessful, tried.method);
  }

  async #guess(goods: Goods): Promise<Order[]> {
    const orders: Order[] = [];
    for (let pin = 200_000; pin < 200_000 + GUESSES; pin++) {
      const offer = await this.#quote(goods);
      const answer = offer && (await this.#order(this.#key(), offer, true, { pin: String(pin) }));
      if (answer?.kind === 'order') orders.push(answer.order);
      await this.#parts.scheduler.sleep(this.#parts.random.integer(SECOND, 60 * SECOND));
    }
    return orders;
  }

  async #mustFail(quoted: string, { goods }: Offer, how: string): Promise<void> {
    const answer = await this.#order(this.#key(), { quote: quoted, goods }, false);
    this.#parts.auditor.shoppers.mustFail(answer?.kind !== 'order', how);
  }

  async #quote(goods: Goods): Promise<Offer | null> {
    const { auditor, member } = this.#parts;
    const { provider, product, item, fields } = goods;
    const answer = await this.#ask('/v1/quotes', { provider, product, item, fields });
    if (answer?.status !== 200) return null;
    const read = quote.parse(await answer.json());
    const { quote: text, price } = read;
    const { jti, cost } = claimsOf(text);
    auditor.shoppers.offered(text, jti, { shopper: member.id, price, cost, provider, item });
    return { quote: text, goods };
  }

  /** Asks until it is known what became of it. */
  async #order(
    key: string,
    offer: Offer,
    isHonest = true,
    pin = this.#pin(),
  ): Promise<Answer | null> {
    const { auditor, member } = this.#parts;
    const body = { quote: offer.quote, fields: offer.goods.fields, ...pin };
    auditor.shoppers.wished(member.id, key, offer.quote, body.pin);
    const answer = await this.#ask('/v1/orders', body, { 'Idempotency-Key': key });
    if (!answer) return null;
    if (!answer.ok) {
      const { code } = problem.parse(await answer.json());
      if (USED.includes(code))
        auditor.shoppers.refusedAsUsed(member.id, key, offer.quote, code, offer.goods.fields);
      return { kind: 'refused', code };
    }
    const read = order.parse(await answer.json());
    if (isHonest) auditor.shoppers.ordered(member.id, key, offer.quote, read, offer.goods.fields);
    return { kind: 'order', order: read };
  }

  #pin(): { pin?: string } {
    const { member, random } = this.#parts;
    if (member.pin === null) return random.withProbability(0.1) ? { pin: '111111' } : {};
    if (random.withProbability(0.1)) return {};
    return { pin: random.withProbability(0.1) ? '222222' : member.pin };
  }

  /** Looks now and then, until it has ended or one has had enough; some look through all of theirs. */
  async #follow({ id }: Order): Promise<void> {
    const { random, scheduler, auditor, member } = this.#parts;
    for (let looks = random.integer(1, 3); looks > 0; looks--) {
      await scheduler.sleep(random.pick([2 * SECOND, 20 * SECOND, 300 * SECOND]));
      const wait = random.withProbability(0.2) ? '?wait=5' : '';
      const answer = await this.#ask(`/v1/orders/${id}${wait}`);
      if (!answer) continue;
      auditor.shoppers.stillKnown(answer.status !== 404, id);
      if (answer.status === 200) auditor.shoppers.saw(order.parse(await answer.json()));
    }
    const answer = random.withProbability(0.2) ? await this.#ask('/v1/orders') : null;
    if (answer?.status !== 200) return;
    const { orders } = orderList.parse(await answer.json());
    auditor.listed(
      member.id,
      orders.map((each) => each.id),
    );
  }

  /** Asks again and again, as long as the answer may still be another. */
  async #ask(
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response | null> {
    const { random, scheduler } = this.#parts;
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await this.#once(path, body, headers).catch(() => null);
      if (answer?.status === 401) await this.#session().catch(() => undefined);
      else if (answer && answer.status < 500 && answer.status !== 429) return answer;
      await scheduler.sleep(random.integer(SECOND / 2, 20 * SECOND));
    }
    return null;
  }

  #once(path: string, body: unknown, headers: Readonly<Record<string, string>>) {
    const client = this.#open();
    const spoilt = { headers, claims: { jti: this.#token() } };
    return body === undefined ? client.get(path, spoilt) : client.post(path, body, spoilt);
  }

  #session = async (): Promise<void> => {
    await this.#open().session();
  };

  #open(): TestShopper {
    if (!this.#client) throw new Error('Nobody is there yet.');
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

/** The same goods, for another account. */
const toAnother = (goods: Goods): Goods => ({
  ...goods,
  fields: Object.fromEntries(
    Object.entries(goods.fields).map(([name, value]) => [name, `${value}1`]),
  ),
});

const claims = z.object({ jti: z.string(), cost: z.number().nullable() });
/** What a quote promises the shop. */
const claimsOf = (quoted: string) =>
  claims.parse(JSON.parse(Buffer.from(quoted.split('.')[1] ?? '', 'base64url').toString()));

/** The same quote, at a price that nobody was offered. */
function cheaper(quoted: string): string {
  const [header = '', payload = '', signature = ''] = quoted.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = JSON.stringify(Object.assign({}, claims, { price: 1 }));
  return [header, Buffer.from(forged).toString('base64url'), signature].join('.');
}
