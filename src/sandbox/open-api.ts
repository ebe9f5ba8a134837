import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { createMiddleware } from 'hono/factory';
import type { z } from 'zod';
import { publicUrlOf } from './address.js';
import { ok, refusal } from './answers.js';
import { memberOf, type MemberContent } from './content.js';
import { faultAnswer, pause, unanswered } from './fault-answers.js';
import { parameters } from './parameters.js';
import type { Shop } from './shop.js';
import type { Shops } from './shops.js';

export interface OpenApiOptions {
  readonly shops: Shops;
  readonly publicUrl: string | undefined;
  /** Ends when the sandbox closes. */
  readonly closing: AbortSignal;
}

type Env = { Variables: { shop: Shop; publicUrl: string } };

const answerOf = <Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
  body: (query: z.output<Schema>) => string,
): Response => {
  const query = schema.safeParse(c.req.query());
  if (query.success) return ok(body(query.data));
  return refusal(400, query.error.issues[0]?.message ?? 'Parameter tidak dikenal');
};

const memberAnswer = (c: Context<Env>, answer: (member: MemberContent) => Response): Response => {
  const id = memberOf(c.req.query('id_user') ?? '', c.req.query('token_user') ?? '');
  if (id === undefined) return refusal(401, 'token_user atau id_user tidak valid');
  return answer(c.var.shop.content.member(id, c.var.publicUrl));
};

const routes = (): Hono<Env> => {
  const app = new Hono<Env>();
  app.get('/app/produk', (c) =>
    answerOf(c, parameters.products, (query) =>
      c.var.shop.content.products(query, c.var.publicUrl),
    ),
  );
  app.get('/app/kategori', (c) =>
    answerOf(c, parameters.categories, ({ struktur }) =>
      c.var.shop.content.categories(struktur === 'flat', c.var.publicUrl),
    ),
  );
  app.get('/app/kostumpage', (c) => ok(c.var.shop.content.pages(c.var.publicUrl)));
  app.get('/app/slide', (c) => ok(c.var.shop.content.slides(c.var.publicUrl)));
  app.get('/user/info', (c) => memberAnswer(c, (member) => ok(member.info())));
  app.get('/user/catatan', (c) =>
    memberAnswer(c, (member) => answerOf(c, parameters.notes, (query) => member.notes(query))),
  );
  app.get('/user/transaksi', (c) =>
    memberAnswer(c, (member) =>
      answerOf(c, parameters.transactions, (query) => member.transactions(query)),
    ),
  );
  app.all('*', () => refusal(404, 'Endpoint tidak ditemukan'));
  return app;
};

const pathOf = (c: Context): string => c.req.path.slice('/v1'.length);

/** Finds the shop, counts and logs. An unknown token belongs to nobody and is counted nowhere. */
const identify = ({ shops, publicUrl }: OpenApiOptions) =>
  createMiddleware<Env>(async (c, next) => {
    const shop = shops.find(c.req.query('token') ?? '');
    if (shop === undefined) return refusal(401, 'Token tidak valid');
    c.set('shop', shop);
    c.set('publicUrl', publicUrlOf(c.req.url, publicUrl));
    const entry = shop.record(pathOf(c), new URL(c.req.url).searchParams);
    await next();
    entry.status = c.res.status === unanswered ? null : c.res.status;
    return undefined;
  });

const limit = createMiddleware<Env>(async (c, next) => {
  if (c.var.shop.exhausted) return refusal(429, 'Kuota request per hari telah habis');
  await next();
  return undefined;
});

const onlyGet = createMiddleware<Env>(async (c, next) => {
  if (c.req.method !== 'GET') {
    const answer = refusal(405, 'Method tidak diizinkan');
    answer.headers.set('Allow', 'GET, OPTIONS');
    return answer;
  }
  await next();
  return undefined;
});

const strike = ({ closing }: OpenApiOptions) =>
  createMiddleware<Env>(async (c, next) => {
    const target = { path: pathOf(c), query: new URL(c.req.url).searchParams };
    const { delay, fault } = c.var.shop.faults.judge(target);
    if (delay === 0 && fault === undefined) return next();

    const signal = AbortSignal.any([c.req.raw.signal, closing]);
    await pause(delay, signal);
    if (fault === undefined) return next();
    if (fault.kind !== 'truncate') return faultAnswer(fault, { signal, env: c.env, honest: '' });

    await next();
    c.res = await faultAnswer(fault, { signal, env: c.env, honest: await c.res.text() });
    return undefined;
  });

/** bukaOlshop's Open API under `/v1`. */
export const openApi = (options: OpenApiOptions): Hono<Env> => {
  const app = new Hono<Env>();
  app.use(compress());
  app.use(identify(options), limit, onlyGet, strike(options));
  app.route('/', routes());
  return app;
};
