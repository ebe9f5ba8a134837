/** A simulated upstream: its books, and a correct answer to each call. The network adds the faults. */

export const UPSTREAMS = ['open', 'closed', 'lapakgaming', 'snapcart', 'leuwongrr'] as const;
export type UpstreamName = (typeof UPSTREAMS)[number];

export const BASE_URLS: Readonly<Record<UpstreamName, string>> = {
  open: 'https://open.example/v1',
  closed: 'https://closed.example/api/v1',
  lapakgaming: 'https://lapakgaming.example',
  snapcart: 'https://snapcart.example/api/v1',
  leuwongrr: 'https://leuwongrr.example/api/v1',
};

export interface UpstreamCall {
  readonly method: string;
  /** below the upstream's base */
  readonly path: string;
  readonly query: URLSearchParams;
  /** fields of a form, or of JSON */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** whether the call changed something */
  readonly hasEffect?: boolean;
}

export interface Upstream {
  handle(this: void, call: UpstreamCall): Reply;
}

/** State of an order at a provider. */
export type ProviderState = 'pending' | 'done' | 'failed';

export interface ProviderOrder {
  readonly reference: string;
  readonly handle: string;
  readonly cost: number;
  readonly callbackUrl: string | null;
  readonly at: number;
  state: ProviderState;
  /** Between start and end: the order is reported as done while its unit is not. */
  isPartlyDone: boolean;
  readonly voucher: string | null;
}

/** Handles of two orders that the merchant placed by hand, without a reference: one failed, one done. */
export const HANDLES_BY_HAND = ['90', '91'] as const;

export const ordersByHand = (prefix: string, at: number): ProviderOrder[] =>
  HANDLES_BY_HAND.map((serial, index) => ({
    reference: '',
    handle: `${prefix}${serial}`,
    cost: 10_000,
    callbackUrl: null,
    at,
    state: index === 0 ? 'failed' : 'done',
    isPartlyDone: false,
    voucher: null,
  }));

/** The books of a provider. */
export interface ProviderBooks {
  readonly orders: readonly ProviderOrder[];
  ordersOf(this: void, reference: string): readonly ProviderOrder[];
}

/** What an upstream depends on. */
export interface UpstreamParts {
  readonly now: () => number;
  /** ms until a change is visible to reads */
  readonly lag: () => number;
  /** Called with a new order, to schedule its end. */
  readonly onOrderCreated: (order: ProviderOrder) => void;
}

export const toText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
