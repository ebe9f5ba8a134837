import { z } from 'zod';

/** The imitated interfaces. */
export const apis = ['open', 'closed', 'lapakgaming', 'snapcart', 'leuwongrr'] as const;
export type Api = (typeof apis)[number];

const ms = z.int().min(0).max(86_400_000);

const matchFields = {
  /** The interface that is struck. */
  api: z.enum(apis).default('open'),
  method: z.enum(['GET', 'POST', 'PATCH']).optional(),
  /**
   * Path below the interface's base, for instance `/app/produk` or `/member/saldo`, or the start of
   * one before a `*`; every path when absent.
   */
  path: z.string().startsWith('/').optional(),
  /** Query parameters that must be there with these values. */
  query: z.record(z.string(), z.string()).optional(),
  /** Fields of the body that must be there with these values. */
  fields: z.record(z.string(), z.string()).optional(),
  /** Matching requests that are let through first. */
  after: z.int().min(0).default(0),
  /** How many requests are hit; all when absent. */
  times: z.int().min(1).optional(),
};

const answeringFields = {
  ...matchFields,
  /** Whether what was asked is done all the same: an answer lost after its effect, or before it. */
  effect: z.enum(['kept', 'none']).default('none'),
  /** Milliseconds after the request's arrival until a kept effect happens. */
  effectAfter: ms.default(0),
};

const status = z.int().min(200).max(599);

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delay'),
    ...matchFields,
    ms,
    /** Whether the waiting comes before or after what was asked is done. */
    when: z.enum(['before', 'after']).default('before'),
  }),
  z.strictObject({
    kind: z.literal('status'),
    ...answeringFields,
    status,
    /** Seconds, or an HTTP date. */
    retryAfter: z.union([z.int().min(0), z.string()]).optional(),
  }),
  z.strictObject({ kind: z.literal('malformed'), ...answeringFields }),
  z.strictObject({ kind: z.literal('truncate'), ...answeringFields }),
  z.strictObject({ kind: z.literal('hang'), ...answeringFields }),
  z.strictObject({ kind: z.literal('disconnect'), ...answeringFields }),
  z.strictObject({
    kind: z.literal('body'),
    ...answeringFields,
    body: z.string(),
    status: status.default(200),
    type: z.string().default('application/json'),
  }),
  z.strictObject({
    kind: z.literal('big'),
    ...answeringFields,
    bytes: z.int().min(64).max(268_435_456),
  }),
  z.strictObject({ kind: z.literal('rows'), ...answeringFields, rows: z.array(z.unknown()) }),
  z.strictObject({ kind: z.literal('data'), ...answeringFields, data: z.unknown() }),
  /** Answers as if it were done, and does nothing. */
  z.strictObject({ kind: z.literal('lost'), ...matchFields }),
  /** Spoils a callback. `early` ends an order and calls back before its create has answered. */
  z.strictObject({
    kind: z.literal('callback'),
    ...matchFields,
    mode: z.enum(['duplicate', 'late', 'none', 'early']),
    /** How often a duplicate is sent. */
    copies: z.int().min(2).max(20).default(2),
    /** Milliseconds that a late one comes later. */
    ms: ms.default(5_000),
  }),
]);

/** The faults of a shop, tried in order; what a request to the control interface carries. */
export const faultList = z.array(fault);

/** A fault as somebody writes it down. */
export type FaultInput = z.input<typeof fault>;
export type Fault = z.output<typeof fault>;
/** A fault that answers in the place of the shop. */
export type AnsweringFault = Exclude<Fault, { kind: 'delay' | 'lost' | 'callback' }>;
export type CallbackFault = Extract<Fault, { kind: 'callback' }>;

/** What a fault looks at. */
export interface FaultTarget {
  readonly api: Api;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const matchesPath = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

const matches = (fault: Fault, target: FaultTarget): boolean =>
  fault.api === target.api &&
  (fault.method === undefined || fault.method === target.method) &&
  (fault.path === undefined || matchesPath(fault.path, target.path)) &&
  Object.entries(fault.query ?? {}).every(([name, value]) => target.query.get(name) === value) &&
  Object.entries(fault.fields ?? {}).every(
    ([name, value]) => String(target.fields?.[name]) === value,
  );

/** What happens to one request. */
export interface FaultDecision {
  /** Milliseconds to wait first. */
  readonly delayBeforeMs: number;
  /** Milliseconds to wait before the answer. */
  readonly delayAfterMs: number;
  readonly fault: AnsweringFault | Extract<Fault, { kind: 'lost' }> | undefined;
}

interface CountedFault {
  readonly fault: Fault;
  matchCount: number;
}

/** Counts a match, and says whether the fault is due. */
const isDue = (counted: CountedFault): boolean => {
  counted.matchCount += 1;
  const { after, times = Infinity } = counted.fault;
  return counted.matchCount > after && counted.matchCount <= after + times;
};

/** Decides, request by request, which faults strike. */
export class FaultPlan {
  readonly #countedFaults: readonly CountedFault[];

  constructor(faults: readonly Fault[]) {
    this.#countedFaults = faults.map((fault) => ({ fault, matchCount: 0 }));
  }

  /**
   * The first fault that is due answers; those behind it do not see the request, so that a list
   * reads as a script. Delays add up and answer nothing.
   */
  decide(target: FaultTarget): FaultDecision {
    let delayBeforeMs = 0;
    let delayAfterMs = 0;
    for (const counted of this.#countedFaults) {
      const { fault } = counted;
      if (fault.kind === 'callback' || !matches(fault, target) || !isDue(counted)) continue;
      if (fault.kind !== 'delay') return { delayBeforeMs, delayAfterMs, fault };
      if (fault.when === 'before') delayBeforeMs += fault.ms;
      else delayAfterMs += fault.ms;
    }
    return { delayBeforeMs, delayAfterMs, fault: undefined };
  }

  /** Whether the order that this request made is to end, and call back, before it is answered. */
  shouldSettleEarly(target: FaultTarget): boolean {
    const counted = this.#countedFaults.find(
      ({ fault }) => fault.kind === 'callback' && fault.mode === 'early' && matches(fault, target),
    );
    return counted !== undefined && isDue(counted);
  }

  /** What is to happen to a callback of this interface. */
  nextCallbackFault(api: Api): CallbackFault | undefined {
    for (const counted of this.#countedFaults) {
      const { fault } = counted;
      if (fault.kind !== 'callback' || fault.mode === 'early' || fault.api !== api) continue;
      if (isDue(counted)) return fault;
    }
    return undefined;
  }
}
