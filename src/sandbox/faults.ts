import { z } from 'zod';

const common = {
  /** Path below `/v1`, for instance `/app/produk`; every path when absent. */
  path: z.string().startsWith('/').optional(),
  /** Query parameters that must be there with these values. */
  query: z.record(z.string(), z.string()).optional(),
  /** Matching requests that are let through first. */
  after: z.int().min(0).default(0),
  /** How many requests are hit; all when absent. */
  times: z.int().min(1).optional(),
};

const status = z.int().min(200).max(599);

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), ...common, ms: z.int().min(0).max(600_000) }),
  z.strictObject({
    kind: z.literal('status'),
    ...common,
    status,
    /** Seconds, or an HTTP date. */
    retryAfter: z.union([z.int().min(0), z.string()]).optional(),
  }),
  z.strictObject({ kind: z.literal('malformed'), ...common }),
  z.strictObject({ kind: z.literal('truncate'), ...common }),
  z.strictObject({ kind: z.literal('hang'), ...common }),
  z.strictObject({ kind: z.literal('disconnect'), ...common }),
  z.strictObject({
    kind: z.literal('body'),
    ...common,
    body: z.string(),
    status: status.default(200),
    type: z.string().default('application/json'),
  }),
  z.strictObject({ kind: z.literal('big'), ...common, bytes: z.int().min(64).max(268_435_456) }),
  z.strictObject({ kind: z.literal('rows'), ...common, rows: z.array(z.unknown()) }),
  z.strictObject({ kind: z.literal('data'), ...common, data: z.unknown() }),
]);

/** The faults of a shop, tried in order; what a request to the control interface carries. */
export const faultList = z.array(fault);

/** A fault as somebody writes it down. */
export type FaultInput = z.input<typeof fault>;
export type Fault = z.output<typeof fault>;
/** A fault that answers in the place of the shop. */
export type AnsweringFault = Exclude<Fault, { kind: 'delay' }>;

/** What a fault looks at. */
export interface FaultTarget {
  readonly path: string;
  readonly query: URLSearchParams;
}

const matches = (fault: Fault, target: FaultTarget): boolean =>
  (fault.path === undefined || fault.path === target.path) &&
  Object.entries(fault.query ?? {}).every(([name, value]) => target.query.get(name) === value);

/** What happens to one request. */
export interface Verdict {
  /** Milliseconds to wait first. */
  readonly delay: number;
  readonly fault: AnsweringFault | undefined;
}

/** Decides, request by request, which faults strike. */
export class FaultPlan {
  readonly #entries: { readonly fault: Fault; seen: number }[];

  constructor(faults: readonly Fault[]) {
    this.#entries = faults.map((fault) => ({ fault, seen: 0 }));
  }

  /**
   * The first fault that is due answers; those behind it do not see the request, so that a list
   * reads as a script. Delays add up and answer nothing.
   */
  judge(target: FaultTarget): Verdict {
    let delay = 0;
    for (const entry of this.#entries) {
      if (!matches(entry.fault, target)) continue;
      entry.seen += 1;
      const { fault, seen } = entry;
      if (seen <= fault.after || seen > fault.after + (fault.times ?? Infinity)) continue;
      if (fault.kind !== 'delay') return { delay, fault };
      delay += fault.ms;
    }
    return { delay, fault: undefined };
  }
}
