/** Carries calls, requests and callbacks between the parties, with the faults drawn for each. */
import type { RandomSource } from '../random-source.js';
import type { SentCall } from '../invariants/sending-rules.js';
import type { CallRules } from './call-rules.js';
import type { Scheduler } from '../scheduler.js';
import type { NetworkCaller } from './network-caller.js';
import type { SimulatedNode } from '../simulated-node.js';
import type { Plan } from '../fault-plan.js';
import type { Trace } from '../trace.js';
import type { Reply, Upstream, UpstreamCall, UpstreamName } from '../upstreams/upstream.js';
import {
  drawDelivery,
  drawLyingRefusal,
  drawOutage,
  drawPause,
  drawSupplierRefusal,
  drawVeryLate,
  quotaSpent,
  type CallKind,
  type Delivery,
} from './faults.js';
import { answerOfAnother } from './contradictory-answers.js';
import type { Outage } from './outages.js';
import { corruptAnswer } from './corrupt-answer.js';
import { readCall } from './read-call.js';
import { certainRefusal, refusal } from './refusal.js';

export interface NetworkParts {
  readonly plan: Plan;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly auditor: CallRules;
  readonly upstreams: Readonly<Record<UpstreamName, Upstream>>;
  readonly outages: readonly Outage[];
  /** Whether a repeated reference creates no second order. */
  readonly deduplicatesReferences: boolean;
  readonly leaveDecoy: (call: UpstreamCall, isOpposite: boolean) => void;
  /** Called when the answer to a transfer is lost. */
  readonly onTransferAnswerLost: () => void;
  readonly areFaultsOver: () => boolean;
  /** Whether the order that a call places may go on to another supplier, or has done so. */
  readonly hasSuppliers: (call: UpstreamCall) => boolean;
  /** Picks a running node; `null` when there is none. */
  readonly pickRunningNode: () => SimulatedNode | null;
}

/** Whether a call moves money or a transaction, and how. */
function callKindOf(name: UpstreamName, { method, path }: UpstreamCall): CallKind['kind'] {
  if (method === 'PATCH') return 'status';
  if (method !== 'POST') return 'read';
  if (name === 'closed') return path === '/member/saldo' ? 'saldo' : 'read';
  return ['/api/order', '/payment', '/me/orders'].includes(path) ? 'order' : 'read';
}

export class Network {
  /** calls to upstreams, of all nodes */
  calls = 0;
  /** calls with a fault */
  faultyCalls = 0;
  readonly #parts: NetworkParts;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  /** A process's call to an upstream. */
  fetch = (node: NetworkCaller, url: string, init: RequestInit): Promise<Response> => {
    if (!node.isAlive) return never();
    const { name, call } = readCall(url, init);
    const kind = callKindOf(name, call);
    const crashMoment = node.crashAtCall(kind !== 'read');
    if (crashMoment === 'before') {
      node.crash();
      return never();
    }
    const delivery = this.#drawDelivery(name, kind, call);
    this.calls += 1;
    if (delivery.name !== 'fine') this.faultyCalls += 1;
    this.#parts.trace.add(node.name, `→ ${name} ${call.method} ${call.path} (${delivery.name})`);
    if (kind === 'saldo' && delivery.returnsAfterMs === null) this.#parts.onTransferAnswerLost();
    this.#parts.auditor.checkRedirect(init.redirect ?? 'follow', call);
    const sent = this.#parts.auditor.checkSend(node, name, kind, call);
    if (delivery.substitute === 429 && name === 'lapakgaming')
      this.#parts.auditor.attempts.recordPause();
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
    if (crashMoment === 'after') {
      node.crash();
      return never();
    }
    return answer;
  };

  /** Delivers a request to the proxy; rejects when it or its answer is lost. */
  async requestProxy(who: string, request: Request, losesAnswers: boolean): Promise<Response> {
    const { random, scheduler, trace } = this.#parts;
    const isFaulty = losesAnswers && !this.#parts.areFaultsOver();
    await scheduler.sleep(random.integer(1, 150));
    const node = this.#parts.pickRunningNode();
    const { pathname } = new URL(request.url);
    const path = pathname.startsWith('/callbacks') ? pathname.split('/', 3).join('/') : pathname;
    if (!node || (isFaulty && random.withProbability(0.1))) {
      trace.add(who, `→ ${request.method} ${path} lost`);
      await scheduler.sleep(random.integer(10, 5_000));
      throw new Error('The request is lost.');
    }
    trace.add(who, `→ ${node.name} ${request.method} ${path}`);
    if (isFaulty && random.withProbability(0.05)) this.#repeatRequest(who, request.clone());
    const answer = await node.handle(request);
    trace.add(who, `← ${node.name} ${path} ${answer ? String(answer.status) : 'died'}`);
    await scheduler.sleep(random.integer(1, 150));
    if (!answer || (isFaulty && random.withProbability(0.15)))
      throw new Error('The answer is lost.');
    return answer;
  }

  /** Delivers a request once more; the second answer is dropped. */
  #repeatRequest(who: string, request: Request): void {
    const { random, scheduler, trace, pickRunningNode } = this.#parts;
    scheduler.schedule(random.integer(1, 3_000), () => {
      const node = pickRunningNode();
      if (!node) return;
      trace.add(who, `→ ${node.name} once more`);
      void node.handle(request);
    });
  }

  #drawDelivery(name: UpstreamName, kind: CallKind['kind'], call: UpstreamCall): Delivery {
    const { plan, random, outages, areFaultsOver, scheduler, deduplicatesReferences } = this.#parts;
    const isKnownAgain = name === 'leuwongrr' || (name === 'lapakgaming' && deduplicatesReferences);
    const callKind = { kind, isKnownAgain };
    const now = scheduler.now();
    const outage = outages.find(
      ({ upstream, from, until }) => upstream === name && from <= now && now < until,
    );
    const mayBeVeryLate = kind === 'order' || call.body['tipe'] === 'tambah';
    if (mayBeVeryLate && plan.faultKinds.has('veryLateEffects') && random.withProbability(0.4))
      return drawVeryLate(callKind, random);
    const ofSuppliers = kind === 'order' ? this.#drawSupplierFault(callKind, call) : null;
    if (ofSuppliers) return ofSuppliers;
    if (!outage) return drawDelivery(plan, random, callKind, areFaultsOver());
    return outage.isQuota ? quotaSpent(outage.until - now, random) : drawOutage(callKind, random);
  }

  #drawSupplierFault(callKind: CallKind, call: UpstreamCall): Delivery | null {
    const { plan, random, areFaultsOver, hasSuppliers } = this.#parts;
    const { faultKinds } = plan;
    const [refuses, lies] = [faultKinds.has('supplierRefusals'), faultKinds.has('lyingRefusals')];
    if (!(refuses || lies) || areFaultsOver() || !hasSuppliers(call)) return null;
    if (lies && random.withProbability(0.5)) return drawLyingRefusal(callKind, random);
    // The next attempt waits, while a callback tells of the one before.
    if (lies && random.withProbability(0.5)) return drawPause(callKind, random);
    return refuses && random.withProbability(0.5) ? drawSupplierRefusal(callKind, random) : null;
  }

  #send(pendingCall: PendingCall): void {
    const { scheduler, trace, auditor, random } = this.#parts;
    const { node, name, delivery, sent, signal } = pendingCall;
    let isOver = false;
    const end = (ending: SentCall['ending'], complete: () => void) => {
      if (isOver || !node.isAlive) return;
      isOver = true;
      if (sent) auditor.ended(sent, ending);
      complete();
    };
    signal?.addEventListener('abort', () => {
      trace.add(node.name, `× ${name} no answer in time`);
      end('unknown', () => pendingCall.reject(new Error('aborted')));
    });
    if (delivery.breaksAfterMs !== undefined) {
      const code = delivery.isRefused ? 'ECONNREFUSED' : breakCode(delivery.breaksAfterMs);
      scheduler.schedule(
        delivery.breaksAfterMs,
        () =>
          end(delivery.isRefused ? 'certain' : 'unknown', () =>
            pendingCall.reject(brokenError(code)),
          ),
        node,
      );
    }
    if (delivery.leavesDecoy) this.#parts.leaveDecoy(pendingCall.call, random.withProbability(0.5));
    if (delivery.arrivesAfterMs === null) return;
    scheduler.schedule(delivery.arrivesAfterMs, () => this.#arrive(pendingCall, end));
  }

  /** The answer that replaces the execution of the call; `null`: none. */
  #substituteReply(name: UpstreamName, call: UpstreamCall, { substitute }: Delivery): Reply | null {
    if (substitute === undefined) return null;
    const { random } = this.#parts;
    if (substitute === 'suppliers-own' || substitute === 'refused')
      return certainRefusal(name, substitute, random);
    return substitute === 'another'
      ? answerOfAnother(name, call, random)
      : refusal(name, substitute);
  }

  #arrive({ name, call, delivery, node, sent, resolve }: PendingCall, end: OnEnd): void {
    const { scheduler, trace, auditor, upstreams, random } = this.#parts;
    const execute = () => {
      const reply = upstreams[name].handle(call);
      trace.add(name, `${call.method} ${call.path} ${String(reply.status)}${formatEffect(reply)}`);
      auditor.checkEffects();
      return reply;
    };
    const reply = this.#substituteReply(name, call, delivery) ?? execute();
    if (delivery.liesForMs !== undefined) scheduler.schedule(delivery.liesForMs, execute);
    if (delivery.repeatsAfterMs !== undefined && reply.hasEffect)
      scheduler.schedule(delivery.repeatsAfterMs, execute);
    if (delivery.returnsAfterMs === null) return;
    const { status, text, isIntact } = corruptAnswer(name, reply, delivery.corruption, random);
    // A 429 says that nothing was done, whatever became of its body.
    const isTold = isIntact || (status === 429 && reply.status === 429);
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
        end(isTold ? knownEffect(reply, delivery) : 'unknown', () => {
          if (sent && isIntact && isWrongPinReply(reply)) auditor.refusedPin(sent);
          if (sent && delivery.liesForMs !== undefined) auditor.attempts.recordLie(sent.order);
          resolve(new Response(text, { status, headers }));
        });
      },
      node,
    );
  }
}

interface PendingCall {
  readonly node: NetworkCaller;
  readonly name: UpstreamName;
  readonly call: UpstreamCall;
  readonly delivery: Delivery;
  readonly sent: SentCall | null;
  readonly signal: AbortSignal | null;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}
type OnEnd = (how: SentCall['ending'], complete: () => void) => void;

const never = () => new Promise<never>(() => undefined);
/** The error code of a connection that the other side resets or closes. */
const breakCode = (ms: number) => (ms % 2 === 0 ? 'ECONNRESET' : 'UND_ERR_SOCKET');
const formatEffect = ({ hasEffect }: Reply) => (hasEffect ? ', changed' : '');
const brokenError = (code: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });

/** Whether a reply reports a wrong PIN. */
const isWrongPinReply = ({ body }: Reply) =>
  JSON.stringify(body).includes('PIN yang anda masukkan salah');

/** What the caller can conclude from an intact reply. */
const knownEffect = (reply: Reply, { substitute }: Delivery): SentCall['ending'] => {
  if (reply.hasEffect) return 'done';
  const isDoubtful = substitute === 503 || substitute === 'another' || reply.status >= 500;
  return isDoubtful ? 'unknown' : 'certain';
};
