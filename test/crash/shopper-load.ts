/** Shoppers who buy continuously, and who repeat requests without a response under the same key. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { order, quote, type Order, type ProviderName } from '../../src/proxy/contract.js';
import { between, pick, type Random } from '../../src/sandbox/seeded-random.js';
import { createShopper, type TestShopper } from '../node/proxy/support/test-shopper.js';
import { PURCHASES } from '../node/proxy/support/proxy-cluster.js';
import type { CrashMember, CrashShop } from './crash-shop.js';

/** An order whose creation was answered; from then on it must not be lost. */
export interface AcknowledgedOrder {
  readonly shopper: string;
  readonly key: string;
  /** The ids in all answers to this key; there must be one only. */
  readonly ids: Set<string>;
  /** The final statuses that were reported. */
  readonly endStatuses: Set<Order['status']>;
}

export interface ShopperLoad {
  readonly acknowledged: readonly AcknowledgedOrder[];
  /** The number of responses by HTTP status; `NO_RESPONSE` counts requests without one. */
  readonly answers: ReadonlyMap<string, number>;
  /** Answers that a correct client should never get. */
  readonly complaints: readonly string[];
  /** Lets every shopper finish the current purchase; needs a running proxy. */
  stop(this: void): Promise<void>;
  /** Stops all shoppers without waiting for them. */
  close(this: void): void;
}

export interface ShopperLoadOptions {
  readonly shop: CrashShop;
  readonly random: Random;
  /** The proxies' origins; each request goes to a random one. */
  readonly origins: readonly [string, ...string[]];
  /** Maximum pause between two purchases of one shopper. */
  readonly maxPauseMs?: number;
}

/** One purchase in forty is paid by invoice: a proxy creates at most ten invoices a minute. */
const WEIGHTED_PROVIDERS: readonly [ProviderName, ...ProviderName[]] = [
  'leuwongrr',
  ...Array.from({ length: 6 }, () => 'snapcart' as const),
  ...Array.from({ length: 33 }, () => 'lapakgaming' as const),
];

/** The statuses that must not change any more. */
export const ENDED_STATUSES: readonly Order['status'][] = ['completed', 'refunded', 'failed'];

/** The name under which requests without a response are counted. */
export const NO_RESPONSE = 'no response';

const RETRY_MS = 40;
const REQUEST_TIMEOUT_MS = 8_000;
/** Includes the time in which proxies are killed again and again. */
const MAX_RETRY_MS = 600_000;

const isProblem = (answer: Response): boolean =>
  answer.headers.get('Content-Type') === 'application/problem+json';

export function startShopperLoad({
  shop,
  random,
  origins,
  maxPauseMs = 60,
}: ShopperLoadOptions): ShopperLoad {
  const acknowledged: AcknowledgedOrder[] = [];
  const answers = new Map<string, number>();
  const complaints: string[] = [];
  const stopping = new AbortController();
  let isClosed = false;

  const count = (name: string): void => {
    answers.set(name, (answers.get(name) ?? 0) + 1);
  };

  async function send(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const body = request.body === null ? {} : { body: await request.text() };
    const url = `${pick(random, origins)}${pathname}${search}`;
    const { method, headers } = request;
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      const answer = await fetch(url, { method, headers, signal, ...body });
      // Reads the body here, because a connection that breaks in the middle counts as no response.
      const text = await answer.text();
      count(String(answer.status));
      if (!answer.ok && !isProblem(answer)) complaints.push(`${url}: no problem, ${text}`);
      return new Response(text, answer);
    } catch {
      count(NO_RESPONSE);
      return Response.error();
    }
  }

  /** Retries until there is a final response; renews an expired session. */
  async function retryUntilAnswered(
    shopper: TestShopper,
    sendRequest: () => Promise<Response>,
  ): Promise<Response | null> {
    const deadline = performance.now() + MAX_RETRY_MS;
    while (performance.now() < deadline && !isClosed) {
      const answer = await sendRequest();
      if (answer.ok) return answer;
      if (answer.type !== 'error' && answer.status === 401) await shopper.session().catch(() => 0);
      else if (answer.type !== 'error' && answer.status < 500 && answer.status !== 429) {
        complaints.push(await answer.text());
        return null;
      }
      await pause(RETRY_MS);
    }
    if (!isClosed) complaints.push('a shopper was not answered in time');
    return null;
  }

  async function purchase(shopper: TestShopper, { id_user, pin }: CrashMember): Promise<void> {
    const provider = pick(random, WEIGHTED_PROVIDERS);
    const goods = PURCHASES[provider];
    const quoted = await retryUntilAnswered(shopper, () =>
      shopper.post('/v1/quotes', { provider, ...goods }),
    );
    if (!quoted) return;
    const key = randomUUID();
    const acknowledgement: AcknowledgedOrder = {
      shopper: id_user,
      key,
      ids: new Set(),
      endStatuses: new Set(),
    };
    const body = {
      quote: quote.parse(await quoted.json()).quote,
      fields: goods.fields,
      ...(pin !== undefined && { pin }),
    };
    const headers = { 'Idempotency-Key': key };
    const bought = await retryUntilAnswered(shopper, async () => {
      const answer = await shopper.post('/v1/orders', body, { headers });
      // Recorded at the first answer, as a browser does.
      if (answer.ok) {
        acknowledgement.ids.add(order.parse(await answer.clone().json()).id);
        if (acknowledgement.ids.size === 1) acknowledged.push(acknowledgement);
      }
      return answer;
    });
    // Some repeat an answered request, as a double tap does.
    if (bought && random() < 0.2) {
      const again = await shopper.post('/v1/orders', body, { headers });
      if (again.ok) acknowledgement.ids.add(order.parse(await again.json()).id);
    }
  }

  /** Reads one of the shopper's orders, and records its status if it is final. */
  async function recordEndStatus(shopper: TestShopper, id_user: string): Promise<void> {
    const ownOrders = acknowledged.filter((each) => each.shopper === id_user);
    const [first] = ownOrders;
    if (!first) return;
    const { ids, endStatuses } = pick(random, [first, ...ownOrders]);
    const [id = ''] = ids;
    const wait = random() < 0.3 ? '?wait=1' : '';
    const answer = await shopper.get(`/v1/orders/${id}${wait}`);
    if (answer.status === 404) complaints.push(`order ${id} is not known any more`);
    if (answer.status !== 200) return;
    const { status } = order.parse(await answer.json());
    if (ENDED_STATUSES.includes(status)) endStatuses.add(status);
  }

  async function runShopper(member: CrashMember): Promise<void> {
    const pair = { id_user: member.id_user, token_user: member.token_user };
    const shopper = await createShopper({ origin: shop.publicUrl, send, pair });
    let hasSession = false;
    while (!hasSession && !stopping.signal.aborted) {
      hasSession = await shopper.session().then(
        () => true,
        () => pause(RETRY_MS, false),
      );
    }
    while (!stopping.signal.aborted) {
      await purchase(shopper, member);
      await recordEndStatus(shopper, member.id_user);
      await pause(between(random, 0, maxPauseMs));
    }
  }

  const shopperRuns = shop.members.map(runShopper);
  const ended = Promise.all(shopperRuns);
  ended.catch(() => undefined);
  return {
    acknowledged,
    answers,
    complaints,
    stop: async () => {
      stopping.abort();
      await ended;
    },
    close: () => {
      isClosed = true;
      stopping.abort();
    },
  };
}
