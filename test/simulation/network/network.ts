/** Everything that goes from one party to another, and how it goes wrong on its way. */
import type { RandomSource } from '../chance.js';
import type { Auditor } from '../invariants/auditor.js';
import type { Sent } from '../invariants/sent.js';
import type { SimulatedNode } from '../node.js';
import type { Plan } from '../plan.js';
import type { Scheduler } from '../scheduler.js';
import type { Trace } from '../trace.js';
import type { Reply, Upstream, UpstreamCall } from '../upstreams/upstream.js';
import {
  drawDelivery,
  drawOutage,
  quotaSpent,
  type CallKind,
  type Delivery,
  type Substitute,
} from './faults.js';
import { answerOfAnother } from './lies.js';
import { corruptAnswer } from './spoil.js';

export const UPSTREAMS = ['open', 'closed', 'lapakgaming', 'snapcart', 'leuwongrr'] as const;
export type UpstreamName = (typeof UPSTREAMS)[number];

export const BASES: Readonly<Record<UpstreamName, string>> = {
  open: 'https://open.example/v1',
  closed: 'https://closed.example/api/v1',
  lapakgaming: 'https://lapakgaming.example',
  snapcart: 'https://snapcart.example/api/v1',
  leuwongrr: 'https://leuwongrr.example/api/v1',
};

export interface Outage {
  readonly upstream: UpstreamName;
  readonly from: number;
  readonly until: number;
  /** It is there, and refuses for the day. */
  readonly isQuota?: true;
}

export interface NetworkParts {
  readonly plan: Plan;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly auditor: Auditor;
  readonly upstreams: Readonly<Record<UpstreamName, Upstream>>;
  readonly outages: readonly Outage[];
  /** Whether a second order of the same reference is known as one. */
  readonly knowsReferences: boolean;
  readonly leaveDecoy: (call: UpstreamCall, isOpposite: boolean) => void;
  /** What became of a change of saldo is not heard. */
  readonly unheard: () => void;
  readonly areFaultsOver: () => boolean;
  /** Any node that is up; `null` when none is. */
  readonly someNode: () => SimulatedNode | null;
}

/** The order of a call that moves money: what must be sent with care. */
function kindOf(name: UpstreamName, { method, path }: UpstreamCall): CallKind['kind'] {
  if (method !== 'POST') return 'read';
  if (name === 'closed') return 'saldo';
  return ['/api/order', '/payment', '/me/orders'].includes(path) ? 'order' : 'read';
}

export class Network {
  /** calls to upstreams, of all nodes */
  calls = 0;
  /** those with which something went wrong */
  faulty = 0;
  readonly #parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  /** A node's call to an upstream. */
  fetch = (node: SimulatedNode, url: string, init: RequestInit): Promise<Response> => {
    if (!node.isAlive) return never();
    const { name, call } = readCall(url, init);
    const kind = kindOf(name, call);
    const death = node.crashAtCall(kind !== 'read');
    if (death === 'before') {
      node.crash();
      return never();
    }
    const delivery = this.#drawDelivery(name, kind);
    this.calls += 1;
    if (delivery.name !== 'fine') this.faulty += 1;
    this.#parts.trace.add(node.name, `→ ${name} ${call.method} ${call.path} (${delivery.name})`);
    if (kind === 'saldo' && delivery.returnsAfterMs === null) this.#parts.unheard();
    this.#parts.auditor.goes(init.redirect ?? 'follow', call);
    const sent = this.#parts.auditor.sends(node, name, kind, call);
    const answer = new Promise<Response>((resolve, reject) => {
      this.#send({
        node,
        name,
        call,
        delivery,
        sent,
        resolve,
        reject,
        signal: init.signal ?? null,
      });
    });
    if (death === 'after') {
      node.crash();
      return never();
    }
    return answer;
  };

  /** A shopper's request, or a callback; rejects where its answer is lost, with or without effect. */
  async request(who: string, request: Request, isLossy: boolean): Promise<Response> {
    const { random, scheduler, trace } = this.#parts;
    const isBad = isLossy && !this.#parts.areFaultsOver();
    await scheduler.sleep(random.integer(1, 150));
    const node = this.#parts.someNode();
    const { pathname } = new URL(request.url);
    const path = pathname.startsWith('/callbacks') ? pathname.split('/', 3).join('/') : pathname;
    if (!node || (isBad && random.withProbability(0.1))) {
      trace.add(who, `→ ${request.method} ${path} lost`);
      await scheduler.sleep(random.integer(10, 5_000));
      throw new Error('The request is lost.');
    }
    trace.add(who, `→ ${node.name} ${request.method} ${path}`);
    if (isBad && random.withProbability(0.05)) this.#sendAgain(who, request.clone());
    const answer = await node.handle(request);
    trace.add(who, `← ${node.name} ${path} ${answer ? String(answer.status) : 'died'}`);
    await scheduler.sleep(random.integer(1, 150));
    if (!answer || (isBad && random.withProbability(0.15))) throw new Error('The answer is lost.');
    return answer;
  }

  /** The network delivers it twice; nobody hears the second answer. */
  #sendAgain(who: string, request: Request): void {
    const { random, scheduler, trace, someNode } = this.#parts;
    scheduler.schedule(random.integer(1, 3_000), () => {
      const node = someNode();
      if (!node) return;
      trace.add(who, `→ ${node.name} once more`);
      void node.handle(request);
    });
  }

  #drawDelivery(name: UpstreamName, kind: CallKind['kind']): Delivery {
    const { plan, random, outages, areFaultsOver, scheduler, knowsReferences } = this.#parts;
    const isKnownAgain = name === 'leuwongrr' || (name === 'lapakgaming' && knowsReferences);
    const asked = { kind, isKnownAgain };
    const now = scheduler.now();
    const out = outages.find(
      ({ upstream, from, until }) => upstream === name && from <= now && now < until,
    );
    if (!out) return drawDelivery(plan, random, asked, areFaultsOver());
    return out.isQuota ? quotaSpent(out.until - now, random) : drawOutage(asked, random);
  }

  #send(flight: Flight): void {
    const { scheduler, trace, auditor, random } = this.#parts;
    const { node, name, delivery, sent, signal } = flight;
    let isOver = false;
    const end = (how: Sent['ending'], settle: () => void) => {
      if (isOver || !node.isAlive) return;
      isOver = true;
      if (sent) auditor.ended(sent, how);
      settle();
    };
    signal?.addEventListener('abort', () => {
      trace.add(node.name, `× ${name} no answer in time`);
      end('unknown', () => flight.reject(new Error('aborted')));
    });
    if (delivery.breaksAfterMs !== undefined) {
      const code = delivery.isRefused ? 'ECONNREFUSED' : brokenBy(delivery.breaksAfterMs);
      scheduler.schedule(
        delivery.breaksAfterMs,
        () => end(delivery.isRefused ? 'certain' : 'unknown', () => flight.reject(broken(code))),
        node,
      );
    }
    if (delivery.leavesDecoy) this.#parts.leaveDecoy(flight.call, random.withProbability(0.5));
    if (delivery.arrivesAfterMs === null) return;
    scheduler.schedule(delivery.arrivesAfterMs, () => this.#arrive(flight, end));
  }

  /** What is answered without anything being done. */
  #inPlace(name: UpstreamName, call: UpstreamCall, { substitute }: Delivery): Reply | null {
    if (substitute === undefined) return null;
    return substitute === 'another'
      ? answerOfAnother(name, call, this.#parts.random)
      : refusal(name, substitute);
  }

  #arrive({ name, call, delivery, node, sent, resolve }: Flight, end: End): void {
    const { scheduler, trace, auditor, upstreams, random } = this.#parts;
    const carryOut = () => {
      const reply = upstreams[name].handle(call);
      trace.add(name, `${call.method} ${call.path} ${String(reply.status)}${effect(reply)}`);
      auditor.effects();
      return reply;
    };
    const reply = this.#inPlace(name, call, delivery) ?? carryOut();
    if (delivery.repeatsAfterMs !== undefined && reply.hasEffect)
      scheduler.schedule(delivery.repeatsAfterMs, carryOut);
    if (delivery.returnsAfterMs === null) return;
    const { status, text, isIntact } = corruptAnswer(name, reply, delivery.corruption, random);
    scheduler.schedule(
      delivery.returnsAfterMs,
      () => {
        trace.add(
          node.name,
          `← ${name} ${call.path} ${String(status)} ${delivery.corruption ?? ''}`,
        );
        const headers = {
          'Content-Type': 'application/json',
          ...(delivery.retryAfterSeconds !== undefined && {
            'Retry-After': String(delivery.retryAfterSeconds),
          }),
        };
        end(isIntact ? meaningOf(reply, delivery) : 'unknown', () => {
          if (sent && isIntact && isOfPin(reply)) auditor.refusedPin(sent);
          resolve(new Response(text, { status, headers }));
        });
      },
      node,
    );
  }
}

interface Flight {
  readonly node: SimulatedNode;
  readonly name: UpstreamName;
  readonly call: UpstreamCall;
  readonly delivery: Delivery;
  readonly sent: Sent | null;
  readonly signal: AbortSignal | null;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}
type End = (how: Sent['ending'], settle: () => void) => void;

const never = () => new Promise<never>(() => undefined);
/** The other side resets it, or closes it. */
const brokenBy = (ms: number) => (ms % 2 === 0 ? 'ECONNRESET' : 'UND_ERR_SOCKET');
const effect = ({ hasEffect }: Reply) => (hasEffect ? ', changed' : '');
const broken = (code: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });

/** Whether it tells of a wrong PIN, in words that are known. */
const isOfPin = ({ body }: Reply) => JSON.stringify(body).includes('PIN yang anda masukkan salah');

/** Whether who asked knows from it for certain that nothing happened. */
const meaningOf = (reply: Reply, { substitute }: Delivery): Sent['ending'] => {
  if (reply.hasEffect) return 'done';
  const isDoubtful = substitute === 503 || substitute === 'another' || reply.status >= 500;
  return isDoubtful ? 'unknown' : 'certain';
};

/** In the words of each upstream. */
function refusal(name: UpstreamName, status: Exclude<Substitute, 'another'>): Reply {
  switch (name) {
    case 'open':
    case 'closed':
      return { status, body: { code: status, status: 'limit' } };
    case 'lapakgaming':
      return {
        status,
        body: { code: status === 401 ? 'UNAUTHORIZED' : 'SYSTEM_ERROR', data: null },
      };
    case 'snapcart':
      return { status, body: { status_code: String(status), status_message: 'no', error: 'no' } };
    case 'leuwongrr':
      return { status, body: { success: false, message: 'no' } };
  }
}

function readCall(url: string, init: RequestInit): { name: UpstreamName; call: UpstreamCall } {
  const name = UPSTREAMS.find((each) => url.startsWith(`${BASES[each]}/`));
  if (name === undefined) throw new Error(`Nobody is at ${url}.`);
  const { pathname, searchParams } = new URL(`http://any${url.slice(BASES[name].length)}`);
  return {
    name,
    call: {
      method: init.method ?? 'GET',
      path: pathname,
      query: searchParams,
      body: bodyOf(init.body),
      headers: headersOf(init.headers),
    },
  };
}

function bodyOf(body: RequestInit['body']): Readonly<Record<string, unknown>> {
  if (body instanceof URLSearchParams) return Object.fromEntries(body);
  const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : {};
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

const headersOf = (headers: RequestInit['headers'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
