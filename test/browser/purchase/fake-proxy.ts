/**
 * A proxy within the page: verifies proofs, stores orders, holds and conditions answers as the real
 * one does, and fails on demand. Requests to other hosts go to the browser's own fetch.
 */
import type { Order, ProblemCode } from '../../../src/proxy/contract.js';
import { PROBLEMS } from '../../../src/proxy/contract.js';
import { verifyProof } from './verify-proof.js';

export const SHOPPER = { id: '130173', token: 'demo-user' } as const;

export interface Fault {
  /** the end of the path, `/v1/orders` */
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  /**
   * `offline`: the request never arrives. `lost`: it is processed, and the answer gets lost. `hang`: it
   * is neither processed nor answered. `hang-done`: it is processed, and never answered. `html`, `junk`:
   * an answer of another server. All others: this problem.
   */
  readonly kind: 'offline' | 'lost' | 'hang' | 'hang-done' | 'html' | 'junk' | ProblemCode;
  /** the number of requests that meet it; without it, all */
  times?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extra?: object;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: string;
  status: number | null;
}

interface Quote {
  readonly provider: Order['provider'];
  readonly product: string;
  readonly item: string;
  readonly price: number | null;
  readonly expires: number;
  usedBy: string | null;
}

/** The request headers that the real proxy's CORS settings allow. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'dpop',
  'idempotency-key',
  'idempotency-lookup',
  'if-none-match',
];

/** An order as the proxy returns it. */
export const anOrder = (parts: Partial<Order> = {}): Order => ({
  id: 'ord-1',
  number: 'TU-7F3K-92QD',
  status: 'received',
  provider: 'lapakgaming',
  product: 'ML',
  item: 'ML86',
  fields: { user_id: '12345678', zone_id: '1234' },
  price: 21_000,
  message: null,
  reason: null,
  title: 'Mobile Legends',
  name: '86 Diamonds',
  invoice_url: null,
  voucher: null,
  created_at: '2025-12-31T03:04:05.000Z',
  updated_at: '2025-12-31T03:04:05.000Z',
  ...parts,
});

export class FakeProxy {
  readonly base = 'https://proxy.test/etalase';
  readonly requests: LoggedRequest[] = [];
  /** Sorted, the newest first. */
  readonly orders: Order[] = [];
  faults: Fault[] = [];
  /** its clock, ms since the epoch */
  nowMs = Date.UTC(2026, 0, 1);
  /** Of new sessions. */
  sessionLifeSeconds = 3600;
  saldo = 100_000;
  pin: string | null = null;
  prices: Record<string, number | null> = { ML86: 21_000 };
  perPage = 20;
  /** `false`: never holds an answer, as for an order that waits for its operator. */
  holdsAnswers = true;

  private readonly sessions = new Map<string, { jkt: string; id: string; until: number }>();
  private readonly quotes = new Map<string, Quote>();
  private readonly keys = new Map<string, { id: string; hash: string }>();
  private readonly proofs = new Set<string>();
  private readonly waiting = new Set<() => void>();
  private readonly versions: string[] = [];
  private count = 0;

  /** For the platform. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.pathname === '/refresh_saldo') {
      this.logRequest(request, url, '').status = 204;
      return new Response(null, { status: 204 });
    }
    if (!request.url.startsWith(this.base)) return fetch(input, init);
    const body = await request.text();
    stopIfAborted(request.signal);
    const logged = this.logRequest(request, url, body);
    const fault = this.faultFor(request.method, url.pathname);
    if (fault?.kind === 'offline') throw new TypeError('Failed to fetch');
    if (fault?.kind === 'hang') return never(request.signal);
    if (fault && !['lost', 'hang-done'].includes(fault.kind))
      return this.faultResponse(fault, logged);
    const response = await this.answer(request, url, body);
    stopIfAborted(request.signal);
    if (fault?.kind === 'lost') throw new TypeError('Failed to fetch');
    if (fault?.kind === 'hang-done') return never(request.signal);
    logged.status = response.status;
    return response;
  };

  /** @param route `POST /v1/orders` */
  requestCount(route: string): number {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === route).length;
  }

  /** Changes an order, and answers the held requests. */
  change(id: string, parts: Partial<Order>): void {
    const at = this.orders.findIndex((order) => order.id === id);
    const order = this.orders[at];
    if (!order) throw new Error(`no order ${id}`);
    this.nowMs += 1000;
    const updated_at = new Date(this.nowMs).toISOString();
    this.orders[at] = { ...order, updated_at, ...parts };
    this.releaseHeld();
  }

  /** Answers the held requests, as at the end of their hold. */
  releaseHeld(): void {
    for (const wake of Array.from(this.waiting)) wake();
  }

  /** How many requests are held. */
  get heldCount(): number {
    return this.waiting.size;
  }

  endSessions(): void {
    this.sessions.clear();
  }

  private logRequest(
    { method, headers }: Request,
    { pathname, search }: URL,
    body: string,
  ): LoggedRequest {
    const foreign = Array.from(headers.keys()).filter(
      (name) => !ALLOWED_HEADERS.includes(name) && name !== 'accept',
    );
    if (foreign.length > 0) throw new Error(`no such header may cross origins: ${foreign.join()}`);
    const path = pathname.replace('/etalase', '');
    const logged: LoggedRequest = { method, path, query: search, headers, body, status: null };
    this.requests.push(logged);
    return logged;
  }

  private faultFor(method: string, path: string): Fault | undefined {
    const fault = this.faults.find(
      (each) =>
        path.endsWith(each.path) &&
        (each.method ?? method) === method &&
        (each.times === undefined || each.times > 0),
    );
    if (fault?.times !== undefined) fault.times--;
    return fault;
  }

  private faultResponse({ kind, headers, extra }: Fault, logged: LoggedRequest): Response {
    if (kind === 'html') return new Response('<h1>502</h1>', { status: 502 });
    if (kind === 'junk') return new Response('{"hello":1}', { status: 200 });
    const response = problem(kind as ProblemCode, extra, headers);
    logged.status = response.status;
    return response;
  }

  private async answer(request: Request, url: URL, body: string): Promise<Response> {
    const path = url.pathname.slice('/etalase/v1'.length);
    if (request.method === 'GET' && path.startsWith('/shelf')) return this.shelf(path);
    const proof = await verifyProof(request, body, this.nowMs);
    if ('code' in proof) return problem(proof.code, proof.extra);
    if (this.proofs.has(proof.jti)) return problem('proof_replayed');
    this.proofs.add(proof.jti);
    if (path === '/sessions') return this.openSession(body, proof.jkt);
    const token = request.headers.get('Authorization')?.replace('DPoP ', '') ?? '';
    const session = this.sessions.get(token);
    if (!session) return problem('invalid_session');
    if (session.until <= this.nowMs) return problem('session_expired');
    if (session.jkt !== proof.jkt) return problem('session_key');
    return this.serve(request, url, path, body);
  }

  private async serve(request: Request, url: URL, path: string, body: string): Promise<Response> {
    if (path === '/quotes') return this.quote(body);
    if (path === '/nicknames') return json(200, { name: 'RaraGG', found: true });
    if (path === '/orders' && request.method === 'POST') return this.order(request, body);
    if (path === '/orders') return this.list(url);
    return this.readOrder(decodeURIComponent(path.slice('/orders/'.length)), url, request);
  }

  private shelf(path: string): Response {
    const tile = {
      ...{ id: 'lapakgaming:ML', title: 'Mobile Legends', category: 'game', kind: 'game' },
      ...{ image: null, note: null },
    };
    if (path === '/shelf') {
      const products = [{ ...tile, aliases: [], popular: false }];
      return json(200, { categories: [{ code: 'game', title: 'Game' }], products });
    }
    if (decodeURIComponent(path) !== `/shelf/${tile.id}`) return problem('unknown_product');
    const field = (name: string) => ({ name, label: name, type: 'number', required: true });
    const items = Object.entries(this.prices).map(([id, price]) => ({
      ...{ id, name: id, group: null, price, available: true, seconds: null, checkout_url: null },
    }));
    const fields = [field('user_id'), field('zone_id')];
    const read_at = new Date(this.nowMs).toISOString();
    return json(200, { ...tile, description: null, instruction: null, fields, items, read_at });
  }

  private openSession(body: string, jkt: string): Response {
    const { id_user, token_user } = JSON.parse(body) as Record<string, string>;
    if (id_user !== SHOPPER.id || token_user !== SHOPPER.token) return problem('unknown_shopper');
    const access_token = `session-${++this.count}`;
    const until = this.nowMs + this.sessionLifeSeconds * 1000;
    this.sessions.set(access_token, { jkt, id: id_user, until });
    const shopper = { id_user, nama_user: 'Rara', jumlah_saldo: this.saldo };
    const expires_in = this.sessionLifeSeconds;
    return json(201, { access_token, token_type: 'DPoP', expires_in, shopper });
  }

  private quote(body: string): Response {
    const { product: id, item } = JSON.parse(body) as Pick<Quote, 'product' | 'item'>;
    const [, product = id] = id.split(':');
    const price = this.prices[item];
    if (price === undefined) return problem('unknown_item');
    const quote = `quote-${++this.count}`;
    const expires = this.nowMs + 5 * 60_000;
    this.quotes.set(quote, {
      ...{ provider: 'lapakgaming', product, item },
      ...{ price, expires, usedBy: null },
    });
    return json(200, { quote, price, expires_at: new Date(expires).toISOString() });
  }

  private order(request: Request, body: string): Response {
    const key = request.headers.get('Idempotency-Key');
    if (!key) return problem('missing_idempotency_key');
    const { quote, fields, pin } = JSON.parse(body) as {
      quote: string;
      fields: Record<string, string>;
      pin?: string;
    };
    const hash = JSON.stringify({ quote, fields });
    const known = this.keys.get(key);
    if (known) {
      if (known.hash !== hash) return problem('idempotency_key_reused');
      return json(200, this.orders.find(({ id }) => id === known.id) ?? {});
    }
    if (request.headers.get('Idempotency-Lookup') === 'true') return problem('unknown_order');
    const storedQuote = this.quotes.get(quote);
    if (!storedQuote) return problem('invalid_quote');
    if (storedQuote.usedBy !== null) return problem('quote_used');
    if (storedQuote.expires <= this.nowMs) return problem('quote_expired');
    if (this.pin !== null && pin === undefined) return problem('invalid_pin');
    const id = `ord-${++this.count}`;
    const at = new Date(this.nowMs).toISOString();
    const isWrong = this.pin !== null && pin !== this.pin;
    const { provider, product, item, price } = storedQuote;
    storedQuote.usedBy = key;
    this.keys.set(key, { id, hash });
    const made = { id, provider, product, item, price, fields, created_at: at, updated_at: at };
    const refused = { status: 'failed', reason: 'wrong_pin' } as const;
    this.orders.unshift(anOrder({ ...made, ...(isWrong && refused) }));
    return json(201, this.orders[0] ?? {});
  }

  private list(url: URL): Response {
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const next = from + this.perPage;
    const orders = this.orders.slice(from, next);
    return json(200, { orders, next: next < this.orders.length ? String(next) : null });
  }

  private async readOrder(id: string, url: URL, request: Request): Promise<Response> {
    const etag = this.etagOf(id);
    if (etag === null) return problem('unknown_order');
    const knownEtag = request.headers.get('If-None-Match');
    const hasChanged = knownEtag !== null && knownEtag !== etag;
    if (url.searchParams.has('wait') && !hasChanged && this.holdsAnswers)
      await this.untilReleased(request.signal);
    const headers = { ETag: this.etagOf(id) ?? '' };
    if (knownEtag === headers.ETag) return new Response(null, { status: 304, headers });
    return json(200, this.orders.find((order) => order.id === id) ?? {}, headers);
  }

  private etagOf(id: string): string | null {
    const order = this.orders.find((each) => each.id === id);
    if (!order) return null;
    const version = JSON.stringify(order);
    if (!this.versions.includes(version)) this.versions.push(version);
    return `"${this.versions.indexOf(version)}"`;
  }

  private untilReleased(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const wake = () => {
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

const json = (status: number, body: object, headers: object = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

function problem(code: ProblemCode, extra: object = {}, headers: object = {}): Response {
  const status = PROBLEMS[code];
  const body = { type: 'about:blank', title: `raw words about ${code}`, status, code, ...extra };
  const type = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify(body), { status, headers: { ...type, ...headers } });
}

const stopIfAborted = (signal: AbortSignal) => {
  if (signal.aborted) throw new DOMException('aborted', 'AbortError');
};

const never = (signal: AbortSignal): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
