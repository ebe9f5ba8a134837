import type { Api } from '../faults/fault-plan.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { OrderStatus } from '../state/order-status.js';

/** A request whose body was read in full: handlers are synchronous, so that no two interleave. */
export interface UpstreamRequest {
  readonly method: string;
  /** Relative to the API's base. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of a form or of a JSON object; empty where the body is neither. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** A named parameter of the route's path. */
  readonly param: (name: string) => string;
  readonly header: (name: string) => string | undefined;
  /** The sandbox's address as clients see it. */
  readonly publicUrl: string;
}

export interface UpstreamReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The id of the order that was created; the callback fault `early` ends it before the reply. */
  readonly order?: string;
}

export type Handler = (request: UpstreamRequest, backend: ShopBackend) => UpstreamReply;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to the API's base. */
  readonly path: string;
  readonly handler: Handler;
}

/** The Closed API or a provider's API, as data that `mountUpstreamApi` turns into routes. */
export interface UpstreamApi {
  readonly api: Api;
  /** The path at which it is mounted. */
  readonly base: string;
  /** Reads the shop's token from the request's API key, or from its path relative to the base. */
  readonly tokenOf: (header: UpstreamRequest['header'], path: string) => string | undefined;
  readonly routes: readonly Route[];
  /** An error in the API's own format. */
  readonly errorReply: (status: number) => UpstreamReply;
  /** Counts a request; returns the error for a request over the limit. */
  readonly rejectOverLimit: (
    request: UpstreamRequest,
    backend: ShopBackend,
  ) => UpstreamReply | undefined;
  /**
   * Sets an order's status, and sends the callback that the provider would send. Absent where the
   * API has no orders.
   *
   * @returns false when there is no such order, or no such status for it
   */
  readonly setOrderStatus?: (
    backend: ShopBackend,
    id: string,
    status: OrderStatus,
  ) => Promise<boolean>;
}

/** Reads the token from a key `<prefix><token>`. */
export const tokenAfterPrefix = (value: string | undefined, prefix: string): string | undefined =>
  value?.startsWith(prefix) === true ? value.slice(prefix.length) : undefined;

/** A string or number as text; any other value is ''. */
export const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A field of the body as text; '' when it is missing. */
export const textField = ({ fields }: UpstreamRequest, name: string): string =>
  asText(fields[name]);
