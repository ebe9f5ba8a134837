import { Hono, type Context } from 'hono';
import { publicUrlOf } from '../http/address.js';
import type { SetTimer } from '../platform.js';
import { faultResponse, delayUnlessAborted, NO_RESPONSE_STATUS } from '../faults/fault-response.js';
import type { Api, FaultTarget, FaultDecision } from '../faults/fault-plan.js';
import { setOrderStatus } from '../control/set-order-status.js';
import type { Shop } from '../shop/shop.js';
import type { Shops } from '../shop/shops.js';
import type { ShopBackend } from '../shop/shop-backend.js';

/** A request to a closed interface, read whole: what happens to money happens without waiting. */
export interface UpstreamRequest {
  readonly method: string;
  /** Below the interface's base. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of a form or of a JSON object; none where the body is neither. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The parts of the path that the route names. */
  readonly param: (name: string) => string;
  readonly header: (name: string) => string | undefined;
  /** Where the sandbox can be reached from outside. */
  readonly publicUrl: string;
}

export interface UpstreamReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The order that was made, for the fault that ends it before this answer. */
  readonly order?: string;
}

export type Handler = (request: UpstreamRequest, backend: ShopBackend) => UpstreamReply;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the interface's base. */
  readonly path: string;
  readonly handler: Handler;
}

/** What tells one closed interface from another. */
export interface UpstreamApi {
  readonly api: Api;
  /** Where it is mounted. */
  readonly base: string;
  /** The shop's token out of the key that came with the request. */
  readonly tokenOf: (header: UpstreamRequest['header']) => string | undefined;
  readonly routes: readonly Route[];
  /** A refusal in the interface's own words. */
  readonly errorReply: (status: number) => UpstreamReply;
  /** The refusal of one request too many. */
  readonly rejectOverLimit: (
    request: UpstreamRequest,
    backend: ShopBackend,
  ) => UpstreamReply | undefined;
}

export interface MountOptions {
  readonly shops: Shops;
  readonly publicUrl: string | undefined;
  /** Ends when the sandbox closes. */
  readonly closing: AbortSignal;
  readonly setTimer: SetTimer;
}

/** A token out of `<scheme><prefix><token>`. */
export const tokenAfterPrefix = (value: string | undefined, prefix: string): string | undefined =>
  value?.startsWith(prefix) === true ? value.slice(prefix.length) : undefined;

/** An answer that nobody sees: a fault takes its place. */
const DISCARDED_REPLY: UpstreamReply = { status: 200, body: null };

const respond = ({ status, body, headers = {} }: UpstreamReply): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const fieldsOf = async (c: Context): Promise<Record<string, unknown>> => {
  if (c.req.method === 'GET') return {};
  try {
    const isForm = /form/.test(c.req.header('Content-Type') ?? '');
    return isForm ? await c.req.parseBody() : toRecord(JSON.parse(await c.req.text()));
  } catch {
    return {};
  }
};

interface RequestContext extends MountOptions {
  readonly shop: Shop;
  readonly request: UpstreamRequest;
  readonly target: FaultTarget;
  readonly handler: Handler;
  readonly decision: FaultDecision;
}

/** Does what was asked, as far as the verdict lets it, and gives what the honest answer would be. */
const runHandler = ({
  shop: { backend },
  request,
  handler,
  decision,
  setTimer,
}: RequestContext): UpstreamReply => {
  const runEffect = (): UpstreamReply => handler(request, backend);
  const { fault } = decision;
  if (fault === undefined) return runEffect();
  if (fault.kind === 'lost') return backend.runAndRollBack(runEffect);
  if (fault.effect === 'kept' && fault.effectAfter === 0) return runEffect();
  if (fault.effect === 'kept') setTimer(fault.effectAfter, runEffect);
  return fault.kind === 'truncate' ? backend.runAndRollBack(runEffect) : DISCARDED_REPLY;
};

const respondUnderFaults = async (
  c: Context,
  context: RequestContext,
  api: UpstreamApi,
): Promise<Response> => {
  const { shop, target, decision, closing, setTimer } = context;
  const { fault } = decision;
  // What arrived is carried out, whether or not anybody still waits for the answer.
  await delayUnlessAborted(decision.delayBeforeMs, closing, setTimer);
  const answer = runHandler(context);
  if (answer.order !== undefined && shop.faults.shouldSettleEarly(target)) {
    await setOrderStatus(shop.backend, answer.order, 'done');
  }
  await delayUnlessAborted(decision.delayAfterMs, closing, setTimer);
  if (fault === undefined || fault.kind === 'lost') return respond(answer);
  return faultResponse(fault, {
    signal: AbortSignal.any([c.req.raw.signal, closing]),
    env: c.env,
    originalBody: JSON.stringify(answer.body),
    refuse: (status) => respond(api.errorReply(status)),
  });
};

/** Mounts a closed interface: finds the shop, counts, logs, lets faults strike, asks the handler. */
export const mountUpstreamApi = (api: UpstreamApi, options: MountOptions): Hono => {
  const app = new Hono();

  const respondWith = (handler: Handler) => async (c: Context) => {
    const header = (name: string) => c.req.header(name);
    const shop = options.shops.find(api.tokenOf(header) ?? '');
    if (shop === undefined) return respond(api.errorReply(401));
    const { method } = c.req;
    const path = c.req.path.slice(api.base.length);
    const query = new URL(c.req.url).searchParams;
    const fields = await fieldsOf(c);
    const entry = shop.record({ api: api.api, method, path, query, fields });
    const request: UpstreamRequest = {
      method,
      path,
      query,
      fields,
      param: (name) => c.req.param(name) ?? '',
      header,
      publicUrl: publicUrlOf(c.req.url, options.publicUrl),
    };
    const target = { api: api.api, method, path, query, fields };
    const limitReply = api.rejectOverLimit(request, shop.backend);
    const answer =
      limitReply === undefined
        ? await respondUnderFaults(
            c,
            { ...options, shop, request, target, handler, decision: shop.faults.decide(target) },
            api,
          )
        : respond(limitReply);
    entry.status = answer.status === NO_RESPONSE_STATUS ? null : answer.status;
    return answer;
  };

  for (const { method, path, handler } of api.routes) app.on(method, path, respondWith(handler));
  app.all(
    '*',
    respondWith(() => api.errorReply(404)),
  );
  return app;
};
