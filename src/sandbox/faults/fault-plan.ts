/**
 * The faults of a shop: their schema, and the decision which of them apply to a request or a callback.
 * It only decides; `fault-response.ts` and the mounted APIs carry the faults out.
 */
import { z } from 'zod';

/** The names of the imitated APIs. */
export const apiNames = [
  'open',
  'closed',
  'lapakgaming',
  'snapcart',
  'leuwongrr',
  'telegram',
] as const;
export type Api = (typeof apiNames)[number];

const ms = z.int().min(0).max(86_400_000);

const matchFields = {
  /** The API whose requests match. */
  api: z.enum(apiNames).default('open'),
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).optional(),
  /**
   * Path relative to the API's base, for instance `/app/produk` or `/member/saldo`; a final `*` matches
   * any rest. Every path when absent.
   */
  path: z.string().startsWith('/').optional(),
  /** Query parameters that must have these values. */
  query: z.record(z.string(), z.string()).optional(),
  /** Fields of the body that must have these values. */
  fields: z.record(z.string(), z.string()).optional(),
  /** Number of matching requests to let through first. */
  after: z.int().min(0).default(0),
  /** Number of requests to fail after those; all when absent. */
  times: z.int().min(1).optional(),
};

const respondingFields = {
  ...matchFields,
  /** `kept`: the request takes effect although its response fails; `none`: it does not. */
  effect: z.enum(['kept', 'none']).default('none'),
  /** Milliseconds until a kept effect takes place. */
  effectAfter: ms.default(0),
};

const status = z.int().min(200).max(599);

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delay'),
    ...matchFields,
    ms,
    /** Whether the delay precedes or follows the request's effect. */
    when: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({
    kind: z.literal('status'),
    ...respondingFields,
    status,
    /** Seconds, or an HTTP date. */
    retryAfter: z.union([z.int().min(0), z.string()]).optional(),
  }),
  z.strictObject({ kind: z.literal('malformed'), ...respondingFields }),
  z.strictObject({ kind: z.literal('truncate'), ...respondingFields }),
  z.strictObject({ kind: z.literal('hang'), ...respondingFields }),
  z.strictObject({ kind: z.literal('disconnect'), ...respondingFields }),
  z.strictObject({
    kind: z.literal('body'),
    ...respondingFields,
    body: z.string(),
    status: status.default(200),
    type: z.string().default('application/json'),
  }),
  z.strictObject({
    kind: z.literal('big'),
    ...respondingFields,
    bytes: z.int().min(64).max(268_435_456),
  }),
  z.strictObject({ kind: z.literal('rows'), ...respondingFields, rows: z.array(z.unknown()) }),
  z.strictObject({ kind: z.literal('data'), ...respondingFields, data: z.unknown() }),
  /** Responds with success, but without the request's effect. */
  z.strictObject({ kind: z.literal('lost'), ...matchFields }),
  /**
   * Changes callbacks. `early` ends a provider's order and sends its callback before the order's reply; a callback
   * of bukaOlshop it sends before the change that it tells of. `fields` are those of bukaOlshop's callback.
   */
  z.strictObject({
    kind: z.literal('callback'),
    ...matchFields,
    mode: z.enum(['duplicate', 'late', 'none', 'early']),
    /** For `duplicate`: how often the callback is sent. */
    copies: z.int().min(2).max(20).default(2),
    /** For `late`: milliseconds of delay; for `early` at bukaOlshop: until the change. */
    ms: ms.default(5_000),
  }),
]);

/** The faults of a shop, tried in order; the body of `PUT /sandbox/shops/:token/faults`. */
export const faultList = z.array(fault);

/** A fault before defaults are filled in. */
export type FaultInput = z.input<typeof fault>;
export type Fault = z.output<typeof fault>;
/** A fault that replaces the shop's response. */
export type RespondingFault = Exclude<Fault, { kind: 'delay' | 'lost' | 'callback' }>;
export type CallbackFault = Extract<Fault, { kind: 'callback' }>;

/** The properties of a request that faults are matched against. */
export interface FaultTarget {
  readonly api: Api;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const matchesPath = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

const matchesFields = (fault: Fault, { api, fields }: CallbackTarget): boolean =>
  fault.api === api &&
  Object.entries(fault.fields ?? {}).every(([name, value]) => String(fields?.[name]) === value);

const matches = (fault: Fault, target: FaultTarget): boolean =>
  matchesFields(fault, target) &&
  (fault.method === undefined || fault.method === target.method) &&
  (fault.path === undefined || matchesPath(fault.path, target.path)) &&
  Object.entries(fault.query ?? {}).every(([name, value]) => target.query.get(name) === value);

/** The properties of a callback that faults are matched against. */
export type CallbackTarget = Pick<FaultTarget, 'api' | 'fields'>;

/** Which faults apply to one request. */
export interface FaultDecision {
  /** Milliseconds to wait before the request's effect. */
  readonly delayBeforeMs: number;
  /** Milliseconds to wait between the effect and the response. */
  readonly delayAfterMs: number;
  readonly fault: RespondingFault | Extract<Fault, { kind: 'lost' }> | undefined;
}

interface CountedFault {
  readonly fault: Fault;
  matchCount: number;
}

/** Counts a match; returns whether `after` and `times` let the fault apply to it. */
const countMatch = (counted: CountedFault): boolean => {
  counted.matchCount += 1;
  const { after, times = Infinity } = counted.fault;
  return counted.matchCount > after && counted.matchCount <= after + times;
};

/** Decides for each request which faults apply, and counts their matches. */
export class FaultPlan {
  readonly #countedFaults: readonly CountedFault[];

  constructor(faults: readonly Fault[]) {
    this.#countedFaults = faults.map((fault) => ({ fault, matchCount: 0 }));
  }

  /**
   * Delays add up until the first other fault that applies. Faults after it do not count the request, so
   * that a list of faults reads as a script.
   */
  decide(target: FaultTarget): FaultDecision {
    let delayBeforeMs = 0;
    let delayAfterMs = 0;
    for (const counted of this.#countedFaults) {
      const { fault } = counted;
      if (fault.kind === 'callback' || !matches(fault, target) || !countMatch(counted)) continue;
      if (fault.kind !== 'delay') return { delayBeforeMs, delayAfterMs, fault };
      if (fault.when === 'before') delayBeforeMs += fault.ms;
      else delayAfterMs += fault.ms;
    }
    return { delayBeforeMs, delayAfterMs, fault: undefined };
  }

  /** Whether the order that this request created ends before the reply: the fault `early`. */
  shouldSettleEarly(target: FaultTarget): boolean {
    const counted = this.#countedFaults.find(
      ({ fault }) => fault.kind === 'callback' && fault.mode === 'early' && matches(fault, target),
    );
    return counted !== undefined && countMatch(counted);
  }

  /** Counts a callback; returns the fault that applies to it, never `early`. */
  nextCallbackFault(target: CallbackTarget): CallbackFault | undefined {
    return this.#nextFault(target, ({ mode }) => mode !== 'early');
  }

  /** Counts a callback; returns the fault `early` that applies to it. */
  nextEarlyCallback(target: CallbackTarget): CallbackFault | undefined {
    return this.#nextFault(target, ({ mode }) => mode === 'early');
  }

  #nextFault(
    target: CallbackTarget,
    isWanted: (fault: CallbackFault) => boolean,
  ): CallbackFault | undefined {
    for (const counted of this.#countedFaults) {
      const { fault } = counted;
      if (fault.kind !== 'callback' || !isWanted(fault) || !matchesFields(fault, target)) continue;
      if (countMatch(counted)) return fault;
    }
    return undefined;
  }
}
