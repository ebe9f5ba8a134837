import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { createMiddleware } from 'hono/factory';
import type { z } from 'zod';
import { queryParameters } from './content/query-parameters.js';
import type { MemberContent } from './content/shop-content.js';
import type { FaultTarget } from './faults/fault-plan.js';
import { delayUnlessAborted, faultResponse, NO_RESPONSE_STATUS } from './faults/fault-response.js';
import { publicUrlOf } from './http/address.js';
import { errorResponse, okResponse } from './http/json-responses.js';
import type { MountOptions } from './mount-options.js';
import { saldoNotes } from './saldo-changes.js';
import type { Shop } from './shop/shop.js';
import { transactionRows } from './checkout/rows.js';

type Env = { Variables: { shop: Shop; publicUrl: string } };

const respondWithQuery = <Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
  body: (query: z.output<Schema>) => string,
): Response => {
  const query = schema.safeParse(c.req.query());
  if (query.success) return okResponse(body(query.data));
  return errorResponse(400, query.error.issues[0]?.message ?? 'Parameter tidak dikenal');
};

const respondForMember = (
  c: Context<Env>,
  respond: (member: MemberContent) => Response,
): Response => {
  const { content, backend } = c.var.shop;
  const member = backend.state.members.get(c.req.query('id_user') ?? '');
  if (member?.token_user !== c.req.query('token_user') || member === undefined) {
    return errorResponse(401, 'token_user atau id_user tidak valid');
  }
  const activity = {
    saldoNotes: saldoNotes(member, backend, c.var.publicUrl),
    transactions: transactionRows(member, backend, c.var.publicUrl),
  };
  return respond(content.member(member, activity, c.var.publicUrl));
};

const routes = (): Hono<Env> => {
  const app = new Hono<Env>();
  app.get('/app/produk', (c) =>
    respondWithQuery(c, queryParameters.products, (query) =>
      c.var.shop.content.products(query, c.var.shop.backend.productView(c.var.publicUrl)),
    ),
  );
  app.get('/app/kategori', (c) =>
    respondWithQuery(c, queryParameters.categories, ({ struktur }) =>
      c.var.shop.content.categories(struktur === 'flat', c.var.publicUrl),
    ),
  );
  app.get('/app/kostumpage', (c) => okResponse(c.var.shop.content.pages(c.var.publicUrl)));
  app.get('/app/slide', (c) => okResponse(c.var.shop.content.slides(c.var.publicUrl)));
  app.get('/user/info', (c) => respondForMember(c, (member) => okResponse(member.info())));
  app.get('/user/catatan', (c) =>
    respondForMember(c, (member) =>
      respondWithQuery(c, queryParameters.notes, (query) => member.notes(query)),
    ),
  );
  app.get('/user/transaksi', (c) =>
    respondForMember(c, (member) =>
      respondWithQuery(c, queryParameters.transactions, (query) => member.transactions(query)),
    ),
  );
  app.all('*', () => errorResponse(404, 'Endpoint tidak ditemukan'));
  return app;
};

const pathOf = (c: Context): string => c.req.path.slice('/v1'.length);

const targetOf = (c: Context): FaultTarget => ({
  api: 'open',
  method: c.req.method,
  path: pathOf(c),
  query: new URL(c.req.url).searchParams,
});

/** Finds the shop by its token; counts and logs the request. Unknown tokens are not logged. */
const findShopAndLog = ({ shops, publicUrl }: MountOptions) =>
  createMiddleware<Env>(async (c, next) => {
    const shop = shops.find(c.req.query('token') ?? '');
    if (shop === undefined) return errorResponse(401, 'Token tidak valid');
    c.set('shop', shop);
    c.set('publicUrl', publicUrlOf(c.req.url, publicUrl));
    const entry = shop.record(targetOf(c));
    await next();
    entry.status = c.res.status === NO_RESPONSE_STATUS ? null : c.res.status;
    return undefined;
  });

const enforceQuota = createMiddleware<Env>(async (c, next) => {
  if (c.var.shop.isQuotaExhausted) return errorResponse(429, 'Kuota request per hari telah habis');
  await next();
  return undefined;
});

const onlyGet = createMiddleware<Env>(async (c, next) => {
  if (c.req.method !== 'GET') {
    const response = errorResponse(405, 'Method tidak diizinkan');
    response.headers.set('Allow', 'GET, OPTIONS');
    return response;
  }
  await next();
  return undefined;
});

const applyFaults = ({ closing, setTimer }: MountOptions) =>
  createMiddleware<Env>(async (c, next) => {
    const { delayBeforeMs, delayAfterMs, fault } = c.var.shop.faults.decide(targetOf(c));
    const totalDelayMs = delayBeforeMs + delayAfterMs;
    if (totalDelayMs === 0 && fault === undefined) return next();

    const signal = AbortSignal.any([c.req.raw.signal, closing]);
    await delayUnlessAborted(totalDelayMs, signal, setTimer);
    // The fault `lost` drops a request's effect; reads have none.
    if (fault === undefined || fault.kind === 'lost') return next();
    const refuse = (status: number) => errorResponse(status, 'Gangguan yang diminta dari sandbox');
    const context = { signal, env: c.env, originalBody: '', refuse };
    if (fault.kind !== 'truncate') return faultResponse(fault, context);

    await next();
    c.res = await faultResponse(fault, { ...context, originalBody: await c.res.text() });
    return undefined;
  });

/**
 * bukaOlshop's Open API under `/v1`: checks token, quota and method, applies faults, then answers from
 * the shop's content. It changes nothing but counters and the log.
 */
export const openApi = (options: MountOptions): Hono<Env> => {
  const app = new Hono<Env>();
  app.use(compress());
  app.use(findShopAndLog(options), enforceQuota, onlyGet, applyFaults(options));
  app.route('/', routes());
  return app;
};
