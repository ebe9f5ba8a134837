/** Forged and malformed signatures: proofs, sessions and quotes. */
import assert from 'node:assert/strict';
import { createHmac, hkdfSync } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { decodeJwt, SignJWT, type JWTHeaderParameters } from 'jose';
import { verifyQuote } from '../../../../src/proxy/quote/quote.js';
import { createKey, digest, type Tampering } from '../support/test-shopper.js';
import { assertProblem, openProxyApp, PROXY_ORIGIN, type ProxyApp } from '../support/proxy-app.js';

let proxyApp: ProxyApp;
let visitor: Awaited<ReturnType<ProxyApp['loggedInShopper']>>;
before(async () => {
  proxyApp = await openProxyApp();
  visitor = await proxyApp.loggedInShopper();
});

const seconds = () => Math.floor(Date.now() / 1000);
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const MINE = `${PROXY_ORIGIN}/v1/mine`;

describe('a proof', () => {
  for (const [what, tampering] of [
    ['an address with a query', { claims: { htu: `${MINE}?a=b` } }],
    ['an address with a fragment', { claims: { htu: `${MINE}#a` } }],
    ['a host in capitals', { claims: { htu: 'https://PROXY.example/v1/mine' } }],
    ['the usual port', { claims: { htu: 'https://proxy.example:443/v1/mine' } }],
    ['a clock two minutes behind', { claims: { iat: seconds() - 110 } }],
    ['a clock two minutes ahead', { claims: { iat: seconds() + 110 } }],
    ['the address of a key', { header: { jku: 'https://evil.example/keys', kid: '../one' } }],
    ['a certificate', { header: { x5u: 'https://evil.example/a.pem', x5c: ['AAAA'] } }],
  ] as [string, Tampering][]) {
    it(`with ${what} is accepted as an equal URL`, async () => {
      const spent = proxyApp.calls.length;
      assert.equal((await visitor.get('/v1/mine', tampering)).status, 200);
      assert.equal(proxyApp.calls.length, spent);
    });
  }

  for (const [what, tampering, code] of [
    ['a slash more', { claims: { htu: `${MINE}/` } }, 'proof_target'],
    ['a path in capitals', { claims: { htu: `${PROXY_ORIGIN}/V1/mine` } }, 'proof_target'],
    ['an encoded path', { claims: { htu: `${PROXY_ORIGIN}/v1/%6dine` } }, 'proof_target'],
    ['another scheme', { claims: { htu: MINE.replace('https', 'http') } }, 'proof_target'],
    ['another port', { claims: { htu: 'https://proxy.example:8443/v1/mine' } }, 'proof_target'],
    ['a longer host', { claims: { htu: 'https://proxy.example.evil/v1/mine' } }, 'proof_target'],
    ['a method in small letters', { claims: { htm: 'get' } }, 'proof_target'],
    ['a clock further behind', { claims: { iat: seconds() - 130 } }, 'proof_time'],
    ['a clock further ahead', { claims: { iat: seconds() + 130 } }, 'proof_time'],
    ['a time before all', { claims: { iat: -1 } }, 'proof_time'],
    ['a time beyond all', { claims: { iat: 1e300 } }, 'proof_time'],
    ['a time as text', { claims: { iat: String(seconds()) } }, 'invalid_proof'],
    ['a long id', { claims: { jti: 'a'.repeat(257) } }, 'invalid_proof'],
    ['an id that is no text', { claims: { jti: 1 } }, 'invalid_proof'],
    ['an unknown critical header', { header: { crit: ['b64'], b64: true } }, 'invalid_proof'],
    ['a claim of its size', { claims: { filler: 'a'.repeat(4096) } }, 'invalid_proof'],
    [
      'a key of another curve',
      { header: { jwk: { kty: 'EC', crv: 'secp256k1', x: 'a', y: 'b' } } },
      'proof_key',
    ],
    [
      'a key off the curve',
      { header: { jwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } } },
      'proof_key',
    ],
    ['a list of keys', { header: { jwk: [] } }, 'proof_key'],
    [
      'no signature',
      { proof: `${base64url('{"typ":"dpop+jwt","alg":"none"}')}.e30.` },
      'proof_algorithm',
    ],
    [
      'a shared secret',
      { proof: `${base64url('{"typ":"dpop+jwt","alg":"HS256"}')}.e30.AAAA` },
      'proof_algorithm',
    ],
    ['five parts', { proof: 'a.b.c.d.e' }, 'invalid_proof'],
  ] as [string, Tampering, 'proof_target'][]) {
    it(`with ${what} is refused: ${code}`, async () => {
      await assertProblem(await visitor.get('/v1/mine', tampering), 401, code);
    });
  }

  it('signed with Ed25519, or with a key other than its own, is refused', async () => {
    const edwards = await createKey('Ed25519');
    await assertProblem(await visitor.get('/v1/mine', { key: edwards }), 401, 'proof_algorithm');
    const jwk = await crypto.subtle.exportKey('jwk', visitor.key.publicKey);
    const other = { key: await createKey(), header: { jwk } };
    await assertProblem(await visitor.get('/v1/mine', other), 401, 'invalid_proof');
  });

  it('for another path is refused', async () => {
    const tampering = { claims: { htu: MINE } };
    await assertProblem(await visitor.get('/v1/%6dine', tampering), 401, 'proof_target');
    await assertProblem(await visitor.get('/v1/mine/', tampering), 404, 'not_found');
  });

  it('sent twice in one request is refused', async () => {
    const headers = new Headers({ Authorization: `DPoP ${visitor.token}` });
    for (let twice = 0; twice < 2; twice++) {
      headers.append('DPoP', await visitor.proof('GET', '/v1/mine', '', { token: visitor.token }));
    }
    const answer = await proxyApp.send(new Request(MINE, { headers }));
    await assertProblem(answer, 401, 'invalid_proof');
  });

  it('covers an empty body, a body of one byte, and no other', async () => {
    const empty = await visitor.post('/v1/quotes', '', { claims: { body_sha256: digest('') } });
    await assertProblem(empty, 401, 'proof_body');
    for (const claims of [{ body_sha256: undefined }, { body_sha256: digest('') }]) {
      await assertProblem(await visitor.post('/v1/quotes', ' ', { claims }), 401, 'proof_body');
    }
    const hex = Buffer.from(digest(' '), 'base64url').toString('hex');
    const claims = { body_sha256: hex };
    await assertProblem(await visitor.post('/v1/quotes', ' ', { claims }), 401, 'proof_body');
  });
});

/** The key that the proxy derives for a purpose. */
const derived = (purpose: string, letter = 'a') =>
  new Uint8Array(
    hkdfSync('sha256', Buffer.from(letter.repeat(32)), '', `etalase/1/${purpose}`, 32),
  );

type Forge = (
  header?: Readonly<Record<string, unknown>>,
  claims?: Readonly<Record<string, unknown>>,
  key?: Uint8Array,
) => Promise<string>;

/** Signs like the proxy, with changed headers, claims or key. */
const forger =
  (purpose: 'session' | 'quote', honest: Readonly<Record<string, unknown>>): Forge =>
  (header = {}, claims = {}, key = derived(purpose)) => {
    const whole: JWTHeaderParameters = {
      alg: 'HS256',
      kid: 'one',
      typ: `etalase-${purpose}+jwt`,
      ...header,
    };
    return new SignJWT({ ...honest, ...claims }).setProtectedHeader(whole).sign(key);
  };

const FORGED: readonly (readonly [string, (forge: Forge, purpose: string) => Promise<string>])[] = [
  ['the key of another proxy', (forge, purpose) => forge({}, {}, derived(purpose, 'b'))],
  ['the key of another purpose', (forge) => forge({}, {}, derived('encryption'))],
  ['the root key', (forge) => forge({}, {}, Buffer.from('a'.repeat(32)))],
  ['an empty key', (forge) => forge({}, {}, new Uint8Array(32))],
  ['no key id', (forge) => forge({ kid: undefined })],
  ['an unknown key id', (forge) => forge({ kid: 'two' })],
  ['a key id that every object has', (forge) => forge({ kid: '__proto__' })],
  ['a key id that is a path', (forge) => forge({ kid: '../../dev/null' })],
  ['a longer digest', (forge) => forge({ alg: 'HS512' })],
  ['another type', (forge) => forge({ typ: 'JWT' })],
  ['no type', (forge) => forge({ typ: undefined })],
  ['another issuer', (forge) => forge({}, { iss: 'https://evil.example' })],
  ['another audience', (forge) => forge({}, { aud: 'https://evil.example' })],
  ['no expiry', (forge) => forge({}, { exp: undefined })],
  ['an expiry as text', (forge) => forge({}, { exp: 'never' })],
  ['no id', (forge) => forge({}, { jti: undefined })],
  ['no subject', (forge) => forge({}, { sub: undefined })],
  ['a start in the future', (forge) => forge({}, { nbf: seconds() + 600 })],
  [
    'its own key',
    (forge) =>
      forge(
        { jwk: { kty: 'oct', k: base64url('e'.repeat(32)) }, jku: 'https://evil.example/keys' },
        {},
        Buffer.from('e'.repeat(32)),
      ),
  ],
  [
    'no algorithm',
    async (forge) => {
      const [, claims = ''] = (await forge()).split('.');
      return `${base64url('{"alg":"none","kid":"one"}')}.${claims}.`;
    },
  ],
  [
    'an unknown critical header',
    async (forge, purpose) => {
      // Signed by hand, since the library refuses to make these.
      const [, claims = ''] = (await forge()).split('.');
      const header = { alg: 'HS256', kid: 'one', typ: `etalase-${purpose}+jwt`, crit: ['x'], x: 1 };
      const signed = `${base64url(JSON.stringify(header))}.${claims}`;
      return `${signed}.${createHmac('sha256', derived(purpose)).update(signed).digest('base64url')}`;
    },
  ],
];

describe('a session', () => {
  const honest = () => decodeJwt(visitor.token);

  it('built by this helper is accepted where nothing is changed', async () => {
    const token = await forger('session', honest())();
    assert.equal((await visitor.get('/v1/mine', { token })).status, 200);
  });

  for (const [what, forge] of FORGED) {
    it(`with ${what} is refused`, async () => {
      const token = await forge(forger('session', honest()), 'session');
      const spent = proxyApp.calls.length;
      await assertProblem(await visitor.get('/v1/mine', { token }), 401, 'invalid_session');
      assert.equal(proxyApp.calls.length, spent);
    });
  }

  it('of more than 4 KB, or sent twice, is refused', async () => {
    for (const token of ['a'.repeat(4097), `${visitor.token}, DPoP ${visitor.token}`]) {
      await assertProblem(await visitor.get('/v1/mine', { token }), 401, 'invalid_session');
    }
  });
});

describe('a quote', () => {
  const honest = () => ({
    iss: PROXY_ORIGIN,
    aud: PROXY_ORIGIN,
    iat: seconds(),
    exp: seconds() + 300,
    sub: '130173',
    jti: 'a',
    provider: 'lapakgaming',
    product: 'ML',
    item: 'ML86',
    title: 'Mobile Legends',
    item_name: '86 Diamonds',
    cost: 20_000,
    price: 20_000,
    paid_by: 'saldo',
  });
  const read = async (quote: string) => {
    const known = await verifyQuote(proxyApp.keys, quote, '130173');
    return known.kind === 'refused' ? known.code : known.kind;
  };

  it('built by this helper is accepted where nothing is changed', async () => {
    assert.equal(await read(await forger('quote', honest())()), 'valid');
  });

  for (const [what, forge] of FORGED) {
    it(`with ${what} is refused`, async () => {
      assert.equal(await read(await forge(forger('quote', honest()), 'quote')), 'invalid_quote');
    });
  }

  for (const [what, claims] of [
    ['a negative price', { price: -1 }],
    ['a price with a fraction', { price: 0.5 }],
    ['a price as text', { price: '1' }],
    ['an unknown provider', { provider: 'evil' }],
    ['another way to pay', { paid_by: 'free' }],
  ] as const) {
    it(`with ${what} in its claims is refused, although signed`, async () => {
      assert.equal(await read(await forger('quote', honest())({}, claims)), 'invalid_quote');
    });
  }
});
