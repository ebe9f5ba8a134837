/**
 * Upstreams other than the sandbox that follow the documentation loosely: numbers as strings and the
 * reverse, additional keys, empty lists as null.
 */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { catalog, order, product, quote, type Order } from '../../../../src/proxy/contract.js';
import { silent } from '../../../../src/proxy/observability/log.js';
import { createProxy } from '../../../../src/proxy/proxy.js';
import { createShopper } from '../support/test-shopper.js';

const BASE = 'http://127.0.0.1:9';
const ORIGIN = 'http://127.0.0.1:8787';
const MEMBER = { id_user: '130173', token_user: 'rina' };

interface RecordedTransfer {
  readonly tipe: string;
  readonly jumlah: string;
  readonly catatan: string;
}

/** The requests that each upstream received. */
const transfers: RecordedTransfer[] = [];
const placements: unknown[] = [];
const textOf = (body: RequestInit['body']): string =>
  typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : '';

const snapcart = (data: unknown) => ({ data, status_code: 200, status_message: 'ok', trace: 1 });
const lapak = (data: unknown) => ({ code: 'success', data, meta: { node: 4 } });

const ANSWERS: readonly (readonly [RegExp, (body: string) => unknown])[] = [
  [
    /\/open\/user\/info/,
    () => ({
      code: '200',
      status: 'ok',
      data: {
        nama_user: 77,
        email_user: 'rina@example.com',
        jumlah_saldo: '90000',
        jumlah_poin: 3,
      },
    }),
  ],
  [/\/open\/user\/catatan/, () => ({ code: '200', status: 'ok', page: '1', data: null })],
  [
    /\/closed\/member\/id/,
    () => ({ code: '200', id_user: 130173, email_user: 'rina@example.com' }),
  ],
  [
    /^POST .*\/closed\/member\/saldo/,
    (body) => {
      const form = new URLSearchParams(body);
      const [tipe, jumlah, catatan] = ['tipe', 'jumlah', 'catatan_saldo'].map(
        (name) => form.get(name) ?? '',
      );
      transfers.push({ tipe: tipe ?? '', jumlah: jumlah ?? '', catatan: catatan ?? '' });
      return { code: '200', status: 'ok', id_user: 130173, jumlah, tipe, id_perubahan: 456406 };
    },
  ],
  [
    /\/lapak\/api\/category/,
    () =>
      lapak({
        categories: [
          {
            code: 'VCGS',
            name: 'Voucher',
            variant: null,
            check_id: 0,
            country_code: 'ID',
            forms: null,
            servers: null,
            banner: 'x',
          },
          { code: null, name: 'broken' },
        ],
      }),
  ],
  [
    /\/lapak\/api\/product/,
    () =>
      lapak({
        products: [
          {
            code: 330,
            name: 'Voucher 330',
            price: '21500.00',
            status: 'AVAILABLE',
            country_code: 'ID',
          },
        ],
      }),
  ],
  [
    /\/lapak\/api\/order$/,
    (body) => {
      placements.push(JSON.parse(body));
      return lapak({ tid: 16158, total_price: '21500' });
    },
  ],
  [
    /\/lapak\/api\/order_status/,
    () =>
      lapak({
        status: 'Success',
        tid: 16158,
        reference_id: null,
        transactions: [{ id: '1', note: null, status: 'Success', voucher_code: 12345678 }],
      }),
  ],
  [
    /\/snap\/catalogs\/game-voucher$/,
    () => snapcart([{ product_code: 'ML', title: 'ML', new: 1 }]),
  ],
  [
    /\/snap\/catalogs\/game-voucher\/ML$/,
    () => snapcart({ id: '4', product_code: 'ML', title: 'ML', user_input: null }),
  ],
  [
    /\/snap\/catalogs\/game-voucher\/ML\/items$/,
    () => snapcart([{ id: '1', item_code: 'ML_3', name: '3', price: '1050', currency: 'IDR' }]),
  ],
  [
    /\/snap\/payment$/,
    (body) => {
      placements.push(JSON.parse(body));
      return snapcart({ request_id: 991, biller_code: 202, biller_message: null });
    },
  ],
  [
    /\/snap\/payment\/status\/991$/,
    () => snapcart({ biller_code: 200, biller_message: 'Transaction Successful ', amount: '1050' }),
  ],
];

const proxy = createProxy(
  {
    ETALASE_SIGNING_KEYS: `k:${randomBytes(32).toString('base64url')}`,
    ETALASE_POLL_MS: '5',
    ETALASE_PATIENCE: '0.001',
    DATABASE_URL: 'file::memory:',
    BUKAOLSHOP_TOKEN: 'token',
    BUKAOLSHOP_API_KEY: 'key',
    BUKAOLSHOP_OPEN_URL: `${BASE}/open`,
    BUKAOLSHOP_CLOSED_URL: `${BASE}/closed`,
    LAPAKGAMING_API_KEY: 'key',
    LAPAKGAMING_URL: `${BASE}/lapak`,
    SNAPCART_API_KEY: 'key',
    SNAPCART_URL: `${BASE}/snap`,
  },
  {
    log: silent,
    platform: {
      fetch: (url, { method = 'GET', body }) => {
        const { pathname } = new URL(url);
        const [, answer] = ANSWERS.find(([pattern]) => pattern.test(`${method} ${pathname}`)) ?? [];
        return Promise.resolve(
          answer
            ? Response.json(answer(textOf(body)), { headers: { 'Content-Type': 'text/html' } })
            : Response.json({ status_code: 400, data: null }, { status: 400 }),
        );
      },
    },
  },
);
after(() => proxy.close());

describe('lenient upstreams', () => {
  for (const [provider, code, item, price, voucher] of [
    ['lapakgaming', 'VCGS', '330', 21_500, '12345678'],
    ['snapcart', 'game-voucher:ML', 'ML_3', 1_050, null],
  ] as const) {
    it(`complete an order at ${provider}, once`, async () => {
      const shopper = await createShopper({ origin: ORIGIN, send: proxy.fetch, pair: MEMBER });
      const { shopper: sessionShopper } = await shopper.session();
      assert.deepEqual(sessionShopper, {
        id_user: '130173',
        nama_user: '77',
        jumlah_saldo: 90_000,
      });

      const { providers } = catalog.parse(await (await shopper.get('/v1/catalog')).json());
      const listedProvider = providers.find((each) => each.provider === provider);
      assert.deepEqual(
        listedProvider?.products.map((each) => each.code),
        [code],
      );
      const productDetail = product.parse(
        await (await shopper.get(`/v1/catalog/${provider}/${encodeURIComponent(code)}`)).json(),
      );
      assert.deepEqual([productDetail.fields, productDetail.items.length], [[], 1]);
      const quoteRequest = { provider, product: code, item, fields: {} };
      const quoted = quote.parse(await (await shopper.post('/v1/quotes', quoteRequest)).json());
      assert.equal(quoted.price, price);

      const before = { booked: transfers.length, placed: placements.length };
      const answer = await shopper.post(
        '/v1/orders',
        { quote: quoted.quote, fields: {} },
        { headers: { 'Idempotency-Key': randomUUID() } },
      );
      assert.equal(answer.status, 201);
      const ended = await pollUntilCompleted(shopper.get, order.parse(await answer.json()));
      assert.deepEqual([ended.status, ended.voucher], ['completed', voucher]);
      assert.deepEqual(
        transfers
          .slice(before.booked)
          .map(({ tipe, jumlah, catatan }) => [tipe, jumlah, catatan.slice(0, 4)]),
        [['kurang', String(price), 'etld']],
      );
      assert.equal(placements.length - before.placed, 1);
    });
  }
});

async function pollUntilCompleted(
  get: (path: string) => Promise<Response>,
  placing: Order,
): Promise<Order> {
  let current = placing;
  for (let polls = 0; current.status !== 'completed' && polls < 20; polls++) {
    current = order.parse(await (await get(`/v1/orders/${current.id}?wait=2`)).json());
  }
  return current;
}
