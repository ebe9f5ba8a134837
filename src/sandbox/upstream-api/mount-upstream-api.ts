import { Hono, type Context } from 'hono';
import type { FaultDecision, FaultTarget } from '../faults/fault-plan.js';
import { delayUnlessAborted, faultResponse, NO_RESPONSE_STATUS } from '../faults/fault-response.js';
import { publicUrlOf } from '../http/address.js';
import type { MountOptions } from '../mount-options.js';
import type { Shop } from '../shop/shop.js';
import type { Handler, UpstreamApi, UpstreamReply, UpstreamRequest } from './upstream-api.js';

/** A placeholder for a reply that the fault's response replaces. */
const DISCARDED_REPLY: UpstreamReply = { status: 200, body: null };

const toResponse = ({ status, body, headers = {} }: UpstreamReply): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const fieldsOf = async (c: Context): Promise<Record<string, unknown>> => {
  if (c.req.method === 'GET') return {};
  try {
    // The documented PATCH and DELETE send JSON under curl's own type of a form.
    const isForm = c.req.method === 'POST' && /form/.test(c.req.header('Content-Type') ?? '');
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

/** Runs the handler as far as the fault allows; returns the reply as it would be without the fault. */
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
  // A client that disconnects during the delay does not cancel the request's effect.
  await delayUnlessAborted(decision.delayBeforeMs, closing, setTimer);
  const reply = runHandler(context);
  if (reply.order !== undefined && shop.faults.shouldSettleEarly(target)) {
    await api.setOrderStatus?.(shop.backend, reply.order, 'done');
  }
  await delayUnlessAborted(decision.delayAfterMs, closing, setTimer);
  if (fault === undefined || fault.kind === 'lost') return toResponse(reply);
  return faultResponse(fault, {
    signal: AbortSignal.any([c.req.raw.signal, closing]),
    env: c.env,
    originalBody: JSON.stringify(reply.body),
    refuse: (status) => toResponse(api.errorReply(status)),
  });
};

/**
 * Mounts an upstream API: finds the shop by its key, counts and logs the request, applies the rate
 * limit and the shop's faults, then runs the handler. It knows no details of any one API.
 */
export const mountUpstreamApi = (api: UpstreamApi, options: MountOptions): Hono => {
  const app = new Hono();

  const respondWith = (handler: Handler) => async (c: Context) => {
    const header = (name: string) => c.req.header(name);
    const path = c.req.path.slice(api.base.length);
    const shop = options.shops.find(api.tokenOf(header, path) ?? '');
    if (shop === undefined) return toResponse(api.errorReply(401));
    const { method } = c.req;
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
    const response =
      limitReply === undefined
        ? await respondUnderFaults(
            c,
            { ...options, shop, request, target, handler, decision: shop.faults.decide(target) },
            api,
          )
        : toResponse(limitReply);
    entry.status = response.status === NO_RESPONSE_STATUS ? null : response.status;
    return response;
  };

  for (const { method, path, handler } of api.routes) app.on(method, path, respondWith(handler));
  app.all(
    '*',
    respondWith(() => api.errorReply(404)),
  );
  return app;
};
