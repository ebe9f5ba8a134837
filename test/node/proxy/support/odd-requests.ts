/** Generators of malformed requests to every route; any part of a request may be malformed. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { corruptedOneOf, hostileJson } from '../../../support/hostile-values.js';

/** Placeholders in paths and bodies for values that are known only when a request is sent. */
export const PLACEHOLDERS = [
  '$QUOTE',
  '$ORDER',
  '$ORDER_KEY',
  '$SECRET',
  '$CALLBACK',
  '$KEY',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export interface OddRequest {
  readonly method: string;
  /** with its query */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: OddBody | null;
}

export interface OddBody {
  readonly text: string;
  readonly mutation: keyof typeof BODY_MUTATIONS;
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const concatBytes = (...parts: (Uint8Array | string)[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

/** Damage to a body's bytes. */
export const BODY_MUTATIONS = {
  nothing: encode,
  'a byte order mark': (text: string) => concatBytes('\ufeff', text),
  'half of it': (text: string) => encode(text.slice(0, text.length / 2)),
  'a second value of each name': (text: string) =>
    encode(text.replace(/\{/g, '{"quote":1,"pin":[],')),
  'no UTF-8': (text: string) =>
    concatBytes(text.slice(0, -2), new Uint8Array([0xff, 0xc3, 0x28]), '"}'),
  'a nul': (text: string) => encode(text.replace(/"/, '"\u0000')),
  'nested deeply': (text: string) =>
    encode(text.replace(/\}$/, `,"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)),
  'a huge number': (text: string) => encode(text.replace(/\d+/, '9'.repeat(400))),
  'too much': (text: string) => concatBytes(text, ' '.repeat(70_000)),
  gzip: (text: string) => new Uint8Array(gzipSync(text)),
} as const;

const body = (samples: readonly unknown[]): fc.Arbitrary<OddBody> =>
  fc.record({
    text: fc.oneof(
      { arbitrary: fc.constantFrom(...samples).map(serialize), weight: 2 },
      { arbitrary: corruptedOneOf(samples).map(serialize), weight: 3 },
    ),
    mutation: fc.oneof(
      { arbitrary: fc.constant('nothing' as const), weight: 4 },
      {
        arbitrary: fc.constantFrom(
          ...(Object.keys(BODY_MUTATIONS) as (keyof typeof BODY_MUTATIONS)[]),
        ),
        weight: 1,
      },
    ),
  });

const serialize = (value: unknown): string =>
  typeof value === 'string' && value.startsWith('raw:') ? value.slice(4) : JSON.stringify(value);

const ODD_PARTS = [
  '%00',
  '%E0%A4%A',
  '%2e%2e',
  '%2F',
  '%',
  'a%0d%0ab',
  '%F0%9F%98%80',
  'constructor',
];
const part = (...known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 5 },
    { arbitrary: fc.constantFrom(...ODD_PARTS, '__proto__', 'x'.repeat(3_000)), weight: 2 },
    { arbitrary: hostileJson.map((value) => escaped(serialize(value))), weight: 1 },
  );

const escaped = (text: string): string => encodeURIComponent(Buffer.from(text).toString()) || '%20';

const query = (known: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> => {
  const pairs = Object.entries(known).map(([name, values]) =>
    part(...values).map((value) => `${name}=${value}`),
  );
  return fc
    .array(fc.oneof(...pairs, fc.constantFrom('a', '=', '&', '__proto__=1', '%=%')), {
      maxLength: 4,
    })
    .map((all) => (all.length === 0 ? '' : `?${all.join('&')}`));
};

const PAGES = { page: ['1', '2', '0', '-1'], total_data: ['10', '100', '7'] };

export interface SampleBodies {
  /** by path: bodies that are valid, or invalid in a documented way */
  readonly session: readonly unknown[];
  readonly quote: readonly unknown[];
  readonly nickname: readonly unknown[];
  readonly order: readonly unknown[];
  readonly callback: readonly unknown[];
  /** of the shopper's own records */
  readonly shopper: Readonly<Record<string, readonly string[]>>;
}

const TYPES = {
  json: [
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    '',
  ],
  any: [
    ...[
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=xX',
    ],
    ...['multipart/form-data', 'MULTIPART/FORM-DATA; boundary=""', 'application/octet-stream'],
  ],
};

const headerText = fc.oneof(
  fc.constantFrom('', ' ', ',', '"', '*', 'DPoP', 'Bearer x', 'x'.repeat(9_000), 'é', 'a, b'),
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  }),
);

const oddHeaders = {
  'Idempotency-Key': fc.oneof(fc.constantFrom('$KEY', 'known', '', 'x'.repeat(256)), headerText),
  'Idempotency-Lookup': fc.constantFrom('true', 'false', ''),
  Origin: fc.constantFrom(
    ...['https://toko.bukaolshop.site', 'https://evil.example', 'null', ''],
    ...['https://a.b.bukaolshop.site', 'https://bukaolshop.site.evil.example'],
  ),
  'If-None-Match': fc.oneof(fc.constantFrom('*', '"1"', 'W/"2", "', '"'), headerText),
  'X-Forwarded-For': fc.oneof(fc.constantFrom('1.2.3.4', '::1', 'a, ,', '999.1.1.1'), headerText),
  'Content-Length': fc.constantFrom('0', '1', '-1', '1e9', '999999999', 'abc'),
  'Content-Encoding': fc.constantFrom('gzip', 'br', 'x'),
  'Accept-Language': fc.oneof(fc.constantFrom('en', 'id;q=0', '*'), headerText),
  'Transfer-Encoding': fc.constantFrom('chunked', 'gzip'),
};

/** Without them requests do not get past the checks of their routes. */
const ALWAYS_SENT = ['Idempotency-Key', 'If-None-Match'];

const headers = (types: readonly string[]): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc
    .tuple(
      fc.record(oddHeaders, { requiredKeys: [] }),
      fc.constantFrom(...types),
      // Most requests are malformed in one way only.
      fc.subarray(Object.keys(oddHeaders), { maxLength: 2 }),
    )
    .map(([all, type, wanted]) => ({
      ...Object.fromEntries(
        Object.entries(all).filter(([name]) => wanted.includes(name) || ALWAYS_SENT.includes(name)),
      ),
      ...(type !== '' && { 'Content-Type': type }),
    }));

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'get'];

/** All requests; those that pass many checks are generated more often. */
export function oddRequests(samples: SampleBodies): fc.Arbitrary<OddRequest> {
  const to = (
    method: string,
    path: fc.Arbitrary<string>,
    bodies: fc.Arbitrary<OddBody> | null = null,
    types = TYPES.json,
  ): fc.Arbitrary<OddRequest> =>
    fc.record({
      method: fc.oneof(
        { arbitrary: fc.constant(method), weight: 9 },
        { arbitrary: fc.constantFrom(...METHODS), weight: 1 },
      ),
      path,
      headers: headers(types),
      body: bodies ?? fc.constant(null),
    });
  const joinedPath = (...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((all) => all.join(''));
  const only = (path: string) => fc.constant(path);
  const waits = { wait: ['0', '1000', '-1', '1e3'], cursor: ['MS4w', 'x'] };
  const raw = samples.callback;
  return fc.oneof(
    { arbitrary: to('POST', only('/v1/sessions'), body(samples.session)), weight: 1 },
    { arbitrary: to('POST', only('/v1/quotes'), body(samples.quote)), weight: 2 },
    { arbitrary: to('POST', only('/v1/nicknames'), body(samples.nickname)), weight: 2 },
    { arbitrary: to('POST', only('/v1/orders'), body(samples.order)), weight: 4 },
    { arbitrary: to('GET', joinedPath(only('/v1/orders'), query(waits))), weight: 1 },
    {
      arbitrary: to(
        'GET',
        joinedPath(only('/v1/orders/'), part('$ORDER', '0'.repeat(32)), query(waits)),
      ),
      weight: 2,
    },
    { arbitrary: to('GET', only('/v1/catalog')), weight: 1 },
    {
      arbitrary: to(
        'GET',
        joinedPath(
          only('/v1/catalog/'),
          part('lapakgaming', 'snapcart', 'leuwongrr'),
          only('/'),
          part('ML', 'game-voucher:MOBILE_LEGEND', 'gamepass'),
        ),
      ),
      weight: 2,
    },
    {
      arbitrary: to(
        'GET',
        joinedPath(
          only('/open/app/'),
          part('produk', 'kategori', 'kostumpage', 'slide'),
          query({
            ...PAGES,
            cari_nama_produk: ['a', '%C3%A9'],
            id_kategori: ['2'],
            struktur: ['flat'],
          }),
        ),
      ),
      weight: 2,
    },
    {
      arbitrary: to(
        'GET',
        joinedPath(
          only('/open/user/'),
          part('info', 'catatan', 'transaksi'),
          query({ ...PAGES, ...samples.shopper, tipe: ['saldo', 'poin'] }),
        ),
      ),
      weight: 2,
    },
    {
      arbitrary: to(
        'POST',
        joinedPath(
          only('/callbacks/'),
          part('lapakgaming', 'snapcart'),
          only('/'),
          part('$SECRET', '$ORDER_KEY', 'x'),
        ),
        body(raw),
        TYPES.any,
      ),
      weight: 3,
    },
    { arbitrary: to('POST', only('/callbacks/bukaolshop'), body(raw), TYPES.any), weight: 2 },
    { arbitrary: to('GET', fc.constantFrom('/healthz', '/readyz', '/metrics', '/')), weight: 1 },
    {
      arbitrary: to(
        'GET',
        part('x').map((one) => `/${one}`),
      ),
      weight: 1,
    },
  );
}

/** Tampering with a proof; none in most cases. */
export const oddProofs: fc.Arbitrary<{
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
}> = fc.oneof(
  { arbitrary: fc.constant({ claims: {}, header: {} }), weight: 5 },
  {
    arbitrary: fc.record({
      claims: fc.dictionary(
        fc.constantFrom('jti', 'htm', 'htu', 'iat', 'ath', 'body_sha256', 'x'),
        hostileJson,
        { maxKeys: 2 },
      ),
      header: fc.dictionary(fc.constantFrom('typ', 'jwk', 'x'), hostileJson, { maxKeys: 1 }),
    }),
    weight: 1,
  },
);
