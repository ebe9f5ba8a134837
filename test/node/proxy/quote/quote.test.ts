import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { nickname, quote, type Nickname } from '../../../../src/proxy/contract.js';
import type { Provider, ProviderItem } from '../../../../src/proxy/providers/provider.js';
import type { ReadResult } from '../../../../src/proxy/upstream/read-result.js';
import { verifyQuote } from '../../../../src/proxy/quote/quote.js';
import {
  assertProblem,
  budi,
  parseJsonAnswer,
  openProxyApp,
  readValue,
  secretOf,
  type ProxyApp,
} from '../support/proxy-app.js';
import { listedItem, listedProduct } from '../support/listed-product.js';

const items: readonly ProviderItem[] = [
  listedItem({ code: 'ML86', name: '86 Diamonds', cost: 20_001 }),
  listedItem({ code: 'ML172', name: '172 Diamonds', cost: 40_000, available: false }),
  listedItem({ code: 'NONE', name: 'No price', cost: null }),
];

const NICKNAMES: Readonly<Record<string, ReadResult<Nickname>>> = {
  '1': readValue({ name: 'Rina', found: true }),
  '2': readValue({ name: null, found: false }),
  '3': readValue({ name: null, found: null }),
};

/** A provider of one product; its orders are never used. */
function provider(name: Provider['name'], overrides: Partial<Provider> = {}): Provider {
  const never = () => Promise.reject(new Error('not used for quotes'));
  return {
    name,
    facts: {
      isIdempotent: false,
      canQueryByReference: true,
      rejectsChangedPrice: true,
      paidBy: name === 'leuwongrr' ? 'invoice' : 'saldo',
      canReadDeposit: false,
    },
    listProducts: never,
    listUnsold: never,
    getProduct: (code) =>
      Promise.resolve(
        code === 'ML'
          ? readValue(
              listedProduct({
                code,
                title: 'Mobile Legends',
                fields: [
                  { name: 'user_id', label: 'User ID', type: 'number', required: true },
                  { name: 'zone', label: 'Zone', type: 'text', required: false, no_spaces: true },
                ],
                items,
              }),
            )
          : { kind: 'failed', code: 'not-found' },
      ),
    getNickname: (_product, { user_id = '' }) =>
      Promise.resolve(
        NICKNAMES[user_id] ?? { kind: 'failed', code: 'unavailable', retryAfterMs: null },
      ),
    msUntilPlaceable: () => 0,
    placeOrder: never,
    queryOrder: never,
    checkAccess: never,
    ...overrides,
  };
}

const failing = (code: 'unavailable' | 'malformed' | 'refused' | 'quota') =>
  provider('snapcart', {
    getProduct: () => Promise.resolve({ kind: 'failed', code, retryAfterMs: 1500 }),
  });

let app: ProxyApp;
before(async () => {
  app = await openProxyApp({ providers: [provider('lapakgaming'), provider('leuwongrr')] });
});

const request = { provider: 'lapakgaming', product: 'ML', item: 'ML86' };

describe('a quote', () => {
  it('states what the item costs this shopper, for five minutes', async () => {
    const { post } = await app.loggedInShopper();
    const before = Date.now();
    const made = await parseJsonAnswer(await post('/v1/quotes', request), quote);
    assert.equal(made.price, 20_001);
    const left = Date.parse(made.expires_at) - before;
    assert.ok(left > 298_000 && left < 302_000, made.expires_at);

    const known = await verifyQuote(app.keys, made.quote, '130173');
    assert.ok(known.kind === 'valid');
    const { id, terms } = known;
    assert.match(id, /^[\w-]{22}$/);
    assert.deepEqual(terms, {
      shopper: '130173',
      provider: 'lapakgaming',
      product: 'ML',
      item: 'ML86',
      title: 'Mobile Legends',
      itemName: '86 Diamonds',
      cost: 20_001,
      price: 20_001,
      paidBy: 'saldo',
      fieldNames: null,
      alternates: [],
    });
  });

  it('has a new id each time', async () => {
    const { post } = await app.loggedInShopper();
    const ids = [];
    for (let count = 0; count < 2; count += 1) {
      ids.push(
        decodeJwt((await parseJsonAnswer(await post('/v1/quotes', request), quote)).quote).jti,
      );
    }
    assert.notEqual(ids[0], ids[1]);
  });

  it('has no price where an invoice names it later', async () => {
    const { post } = await app.loggedInShopper();
    const invoiced = { provider: 'leuwongrr', product: 'ML', item: 'NONE' };
    assert.equal((await parseJsonAnswer(await post('/v1/quotes', invoiced), quote)).price, null);
  });

  for (const [what, body, status, code] of [
    ['a provider that is off', { ...request, provider: 'snapcart' }, 404, 'unknown_provider'],
    [
      'a provider that does not exist',
      { ...request, provider: 'constructor' },
      404,
      'unknown_provider',
    ],
    ['an unknown product', { ...request, product: 'FF' }, 404, 'unknown_product'],
    ['an unknown item', { ...request, item: 'ML1' }, 404, 'unknown_item'],
    ['an item that is sold out', { ...request, item: 'ML172' }, 409, 'item_unavailable'],
    ['an item without a price', { ...request, item: 'NONE' }, 409, 'item_unavailable'],
    ['no item', { provider: 'lapakgaming', product: 'ML' }, 400, 'bad_request'],
    ['a price of its own', { ...request, item: { code: 'ML86', price: 1 } }, 400, 'bad_request'],
    ['fields that are not text', { ...request, fields: { user_id: 1 } }, 400, 'bad_request'],
  ] as const) {
    it(`is not made for ${what}: ${code}`, async () => {
      const { post } = await app.loggedInShopper();
      await assertProblem(await post('/v1/quotes', body), status, code);
    });
  }

  it('is refused for wrong fields, which are named', async () => {
    const { post } = await app.loggedInShopper();
    const fields = { user_id: '12a3', zone: 'a b', other: 'x' };
    const answer = await post('/v1/quotes', { ...request, fields });
    const { errors } = await assertProblem(answer, 422, 'invalid_fields');
    assert.deepEqual(errors, [
      { field: 'user_id', fault: 'not_a_number' },
      { field: 'zone', fault: 'has_space' },
      { field: 'other', fault: 'not_allowed' },
    ]);
  });

  for (const [code, status, problem] of [
    ['unavailable', 503, 'upstream_unavailable'],
    ['quota', 503, 'upstream_quota'],
    ['malformed', 502, 'upstream_malformed'],
    ['refused', 502, 'upstream_refused'],
  ] as const) {
    it(`is refused as ${problem} while the provider is ${code}`, async () => {
      const { loggedInShopper } = await openProxyApp({ providers: [failing(code)] });
      const { post } = await loggedInShopper();
      const answer = await post('/v1/quotes', { ...request, provider: 'snapcart' });
      assert.equal(answer.headers.get('Retry-After'), '2');
      await assertProblem(answer, status, problem);
    });
  }

  it('is refused when it is of another, edited, unsigned, expired, or no quote', async () => {
    const own = await openProxyApp({ providers: [provider('lapakgaming')] });
    const { post, token } = await own.loggedInShopper();
    const { quote: made } = await parseJsonAnswer(await post('/v1/quotes', request), quote);
    const [header = '', , signature = ''] = made.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const edited = encode({ ...decodeJwt(made), price: 1 });
    const none = encode({ ...decodeProtectedHeader(made), alg: 'none' });
    const refusal = async (text: string, shopper = '130173') => {
      const known = await verifyQuote(own.keys, text, shopper);
      return known.kind === 'refused' ? known.code : known.kind;
    };

    assert.equal(await refusal(made), 'valid');
    assert.equal(await refusal(made, budi.id_user), 'quote_of_another');
    for (const forged of [
      `${header}.${edited}.${signature}`,
      `${none}.${edited}.`,
      token,
      '',
      'quote',
    ]) {
      assert.equal(await refusal(forged), 'invalid_quote');
    }
    own.setClockSkew(301_000);
    assert.equal(await refusal(made), 'quote_expired');
  });

  it('stays valid after a rotation until its key leaves the ring', async () => {
    const [one, two] = [`one:${secretOf('a')}`, `two:${secretOf('b')}`];
    const ring = (keys: string) =>
      openProxyApp({ env: { ETALASE_SIGNING_KEYS: keys }, providers: [provider('lapakgaming')] });
    const { post } = await (await ring(one)).loggedInShopper();
    const { quote: made } = await parseJsonAnswer(await post('/v1/quotes', request), quote);
    const kindIn = async (keys: string) =>
      (await verifyQuote((await ring(keys)).keys, made, '130173')).kind;
    assert.equal(await kindIn(`${two},${one}`), 'valid');
    assert.equal(await kindIn(two), 'refused');
  });

  it('requires a session', async () => {
    const shopper = await app.shopper();
    await assertProblem(await shopper.post('/v1/quotes', request), 401, 'missing_session');
  });
});

describe('a nickname', () => {
  const request = { provider: 'lapakgaming', product: 'ML' };

  it('is answered where the provider knows it', async () => {
    const { post } = await app.loggedInShopper();
    for (const [user_id, name, found] of [
      [' 1 ', 'Rina', true],
      ['\u202a１\u202c', 'Rina', true],
      ['2', null, false],
      ['3', null, null],
    ] as const) {
      const answer = await post('/v1/nicknames', { ...request, fields: { user_id } });
      assert.deepEqual(await parseJsonAnswer(answer, nickname), { name, found });
    }
    const unanswered = await post('/v1/nicknames', { ...request, fields: { user_id: '4' } });
    await assertProblem(unanswered, 503, 'upstream_unavailable');
  });

  for (const [what, body, status, code] of [
    ['no fields', request, 400, 'bad_request'],
    ['a missing field', { ...request, fields: {} }, 422, 'invalid_fields'],
    ['an unknown product', { ...request, product: 'FF', fields: {} }, 404, 'unknown_product'],
    ['an unknown provider', { ...request, provider: 'x', fields: {} }, 404, 'unknown_provider'],
  ] as const) {
    it(`is refused with ${what}: ${code}`, async () => {
      const { post } = await app.loggedInShopper();
      await assertProblem(await post('/v1/nicknames', body), status, code);
    });
  }
});

describe('keys', () => {
  it('encrypt to a new text each time, and decrypt only unchanged texts', async () => {
    const { keys } = app;
    const [one, other] = [await keys.encrypt('rahasia'), await keys.encrypt('rahasia')];
    assert.notEqual(one, other);
    assert.equal(await keys.decrypt(one), 'rahasia');
    for (const broken of [
      one.slice(0, -2),
      `${one}A`,
      '',
      'rahasia',
      await keys.sign('quote', {}, 1),
    ]) {
      assert.equal(await keys.decrypt(broken), null);
    }
  });

  it('make deterministic tags that depend on purpose and text', () => {
    const { keys } = app;
    const tags = [keys.mac('debit', 'a'), keys.mac('refund', 'a'), keys.mac('debit', 'b')];
    assert.equal(new Set(tags).size, 3);
    assert.equal(keys.mac('debit', 'a'), tags[0]);
    assert.match(tags[0] ?? '', /^[\w-]{43}$/);
  });
});
