import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createReplayStore } from '../../../../src/proxy/session/replay-store.js';
import { createKey, digest } from '../support/test-shopper.js';
import {
  assertProblem,
  budi,
  openProxyApp,
  rina,
  secretOf,
  type ProxyApp,
} from '../support/proxy-app.js';

let proxyApp: ProxyApp;
before(async () => {
  proxyApp = await openProxyApp();
});

const mine = z.object({
  id: z.string(),
  encryptedTokenUser: z.string(),
  sessionId: z.string(),
});

describe('a session', () => {
  it('starts for a member that bukaOlshop confirms, and identifies the shopper', async () => {
    const shopper = await proxyApp.shopper();
    const session = await shopper.session();
    assert.deepEqual(session.shopper, {
      id_user: '130173',
      nama_user: 'Rina Wulandari',
      jumlah_saldo: 350_000,
    });
    assert.equal(session.expires_in, 3600);
    const me = mine.parse(await (await shopper.get('/v1/mine')).json());
    assert.equal(me.id, '130173');
    assert.equal(await proxyApp.keys.decrypt(me.encryptedTokenUser), rina.token_user);
  });

  it('does not reveal the token_user in its token', async () => {
    const { token } = await proxyApp.loggedInShopper();
    const [, claims = ''] = token.split('.');
    assert.ok(!Buffer.from(claims, 'base64url').toString().includes(rina.token_user));
  });

  for (const [what, pair] of [
    ['an id of nobody', { ...rina, id_user: '999999' }],
    ['the token of another', { ...rina, token_user: budi.token_user }],
    ['an unfilled id', { ...rina, id_user: '{{id_user}}' }],
    ['an unfilled token', { ...rina, token_user: '{{token_user}}' }],
  ] as const) {
    it(`does not start for ${what}`, async () => {
      const shopper = await proxyApp.shopper();
      const answer = await shopper.post('/v1/sessions', pair, { token: null });
      await assertProblem(answer, 401, 'unknown_shopper');
    });
  }

  it('sends no request for an unfilled placeholder', async () => {
    const own = await openProxyApp();
    const shopper = await own.shopper({ id_user: '{{id_user}}', token_user: '{{token_user}}' });
    await assert.rejects(shopper.session());
    assert.deepEqual(own.calls, []);
  });

  for (const [what, body] of [
    ['no id', { token_user: 'a' }],
    ['an empty id', { id_user: ' ', token_user: 'a' }],
    ['a long token', { id_user: '1', token_user: 'a'.repeat(1025) }],
    ['a list', []],
  ] as const) {
    it(`does not start with ${what}`, async () => {
      const shopper = await proxyApp.shopper();
      await assertProblem(
        await shopper.post('/v1/sessions', body, { token: null }),
        400,
        'bad_request',
      );
    });
  }

  const json = (body: unknown, status = 200, headers = {}) =>
    new Response(JSON.stringify(body), { status, headers });
  const attested = { code: 200, data: { nama_user: 'R', email_user: 'r@x.id', jumlah_saldo: '1' } };
  for (const [what, open, closed, status, code] of [
    [
      'a member of another id',
      json(attested),
      json({ code: 200, id_user: '1' }),
      401,
      'unknown_shopper',
    ],
    ['an address of no member', json(attested), json({ code: 404 }, 404), 401, 'unknown_shopper'],
    ['an error over HTTP 200', json({ code: 401, status: 'x' }), json({}), 401, 'unknown_shopper'],
    [
      'a refused key of the shop',
      json(attested),
      json({ code: 401 }, 401),
      502,
      'upstream_refused',
    ],
    [
      'a used up quota',
      json({ code: 429 }, 429, { 'Retry-After': '60' }),
      json({}),
      503,
      'upstream_quota',
    ],
    ['a server error', json({}, 500), json({}), 503, 'upstream_unavailable'],
    ['another shape', json({ code: 200, data: [] }), json({}), 502, 'upstream_malformed'],
    ['no JSON', new Response('<html>'), json({}), 502, 'upstream_malformed'],
    [
      'no e-mail address',
      json({ code: 200, data: { ...attested.data, email_user: '' } }),
      json({}),
      502,
      'upstream_malformed',
    ],
  ] as const) {
    it(`does not start when bukaOlshop answers with ${what}`, async () => {
      const upstream = ({ pathname }: URL) =>
        (pathname === '/v1/user/info' ? open : closed).clone();
      const shopper = await (await openProxyApp({ upstream })).shopper();
      const answer = await shopper.post('/v1/sessions', rina, { token: null });
      assert.equal(answer.headers.get('Retry-After'), code === 'upstream_quota' ? '60' : null);
      await assertProblem(answer, status, code);
    });
  }
});

describe('attempts to start a session', () => {
  it('are limited per address, as each costs requests of the shop’s quota', async () => {
    const own = await openProxyApp();
    const from = async (remoteAddress: string) => {
      const shopper = await own.shopper(rina, {
        send: async (request) =>
          own.app.fetch(request, { incoming: { socket: { remoteAddress } } }),
      });
      return shopper.post('/v1/sessions', { ...rina, id_user: '{{id_user}}' }, { token: null });
    };
    for (let time = 0; time < 30; time += 1) {
      await assertProblem(await from('203.0.113.7'), 401, 'unknown_shopper');
    }
    const answer = await from('203.0.113.7');
    assert.match(answer.headers.get('Retry-After') ?? '', /^(60|[1-5]?[0-9])$/);
    await assertProblem(answer, 429, 'too_many_requests');
    await assertProblem(await from('203.0.113.8'), 401, 'unknown_shopper');
    own.setClockSkew(61_000);
    await assertProblem(await from('203.0.113.7'), 401, 'unknown_shopper');
  });
});

describe('a session token', () => {
  it('is useless without its key', async () => {
    const { token } = await proxyApp.loggedInShopper();
    const thief = await proxyApp.shopper();
    await assertProblem(await thief.get('/v1/mine', { token }), 401, 'session_key');
  });

  it('expires', async () => {
    const own = await openProxyApp();
    const { get } = await own.loggedInShopper();
    own.setClockSkew(3_601_000);
    const iat = Math.floor((Date.now() + 3_601_000) / 1000);
    await assertProblem(await get('/v1/mine', { claims: { iat } }), 401, 'session_expired');
  });

  it('is refused where it is altered, unsigned or no token', async () => {
    const { get, token } = await proxyApp.loggedInShopper();
    const [header = '', claims = '', signature = ''] = token.split('.');
    const another = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const edited = encode({ ...another, sub: '130174' });
    const unsigned = { ...decodeProtectedHeader(token), alg: 'none' };
    for (const forged of [
      `${header}.${edited}.${signature}`,
      `${encode(unsigned)}.${claims}.`,
      `${encode(unsigned)}.${claims}.${signature}`,
      `${encode({ ...decodeProtectedHeader(token), kid: 'other' })}.${claims}.${signature}`,
      'not-a-token',
    ]) {
      await assertProblem(await get('/v1/mine', { token: forged }), 401, 'invalid_session');
    }
  });

  it('is not accepted as a quote, nor a quote as a session', async () => {
    const { get } = await proxyApp.loggedInShopper();
    const statement = await proxyApp.keys.sign('quote', { sub: '130173', jti: 'x' }, 300);
    await assertProblem(await get('/v1/mine', { token: statement }), 401, 'invalid_session');
  });

  it('is required', async () => {
    const { get } = await proxyApp.loggedInShopper();
    await assertProblem(await get('/v1/mine', { token: null }), 401, 'missing_session');
    const bearer = await get('/v1/mine', { headers: { Authorization: 'Bearer abc' } });
    await assertProblem(bearer, 401, 'invalid_session');
  });

  it('stays valid after a rotation until its key leaves the ring', async () => {
    const [one, two] = [`one:${secretOf('a')}`, `two:${secretOf('b')}`];
    const ring = (keys: string) => openProxyApp({ env: { ETALASE_SIGNING_KEYS: keys } });
    const before = await ring(one);
    const { token, key } = await before.loggedInShopper();
    const secret = await before.keys.encrypt('rahasia');

    const rotated = await ring(`${two},${one}`);
    const shopper = await rotated.shopper(rina, { key });
    assert.equal((await shopper.get('/v1/mine', { token })).status, 200);
    assert.equal(await rotated.keys.decrypt(secret), 'rahasia');
    const { access_token } = await shopper.session();
    assert.equal(decodeProtectedHeader(access_token).kid, 'two');

    const without = await ring(two);
    const later = await without.shopper(rina, { key });
    await assertProblem(await later.get('/v1/mine', { token }), 401, 'invalid_session');
    assert.equal(await without.keys.decrypt(secret), null);
  });
});

describe('a proof', () => {
  const now = () => Math.floor(Date.now() / 1000);

  for (const [what, tampering, code] of [
    ['is missing', { proof: null }, 'missing_proof'],
    ['is no JWT', { proof: 'abc' }, 'invalid_proof'],
    ['is two', { proof: 'a.b.c, a.b.c' }, 'invalid_proof'],
    ['is huge', { proof: 'a'.repeat(5000) }, 'invalid_proof'],
    ['has another typ', { header: { typ: 'JWT' } }, 'invalid_proof'],
    ['brings no key', { header: { jwk: undefined } }, 'proof_key'],
    ['has no id', { claims: { jti: undefined } }, 'invalid_proof'],
    ['has an empty id', { claims: { jti: '' } }, 'invalid_proof'],
    ['has no time', { claims: { iat: undefined } }, 'invalid_proof'],
    ['is for another method', { claims: { htm: 'POST' } }, 'proof_target'],
    ['is for another path', { claims: { htu: 'https://proxy.example/v1/orders' } }, 'proof_target'],
    ['is for another host', { claims: { htu: 'https://else.example/v1/mine' } }, 'proof_target'],
    ['is for no address', { claims: { htu: '/v1/mine' } }, 'proof_target'],
    ['is old', { claims: { iat: now() - 180 } }, 'proof_time'],
    ['is of the future', { claims: { iat: now() + 180 } }, 'proof_time'],
    ['is for another session', { claims: { ath: digest('another') } }, 'proof_session'],
    ['is for no session', { claims: { ath: undefined } }, 'proof_session'],
    ['names a body where none is sent', { claims: { body_sha256: digest('') } }, 'proof_body'],
  ] as const) {
    it(`that ${what} is refused: ${code}`, async () => {
      const { get } = await proxyApp.loggedInShopper();
      await assertProblem(await get('/v1/mine', tampering), 401, code);
    });
  }

  it('is valid for one body only', async () => {
    const { post } = await proxyApp.loggedInShopper();
    const quoteRequest = { provider: 'none', product: 'a', item: 'b' };
    await assertProblem(await post('/v1/quotes', quoteRequest), 404, 'unknown_provider');
    for (const tampering of [
      { sentBody: JSON.stringify({ ...quoteRequest, item: 'c' }) },
      { sentBody: `${JSON.stringify(quoteRequest)} ` },
      { claims: { body_sha256: undefined } },
    ]) {
      await assertProblem(await post('/v1/quotes', quoteRequest, tampering), 401, 'proof_body');
    }
  });

  it('is accepted once, also when sent twice at the same time', async () => {
    const { get, proof, token } = await proxyApp.loggedInShopper();
    const tampering = { proof: await proof('GET', '/v1/mine', '', { token }) };
    const both = await Promise.all([get('/v1/mine', tampering), get('/v1/mine', tampering)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401]);
    await assertProblem(await get('/v1/mine', tampering), 401, 'proof_replayed');
  });

  it('is claimed by one of several concurrent requests, and never again', async () => {
    const own = createReplayStore((await openProxyApp()).db, nodePlatform);
    const claim = (id: string) => own.claim({ id, expiresAt: Date.now() + 1000 });
    const [one, another, other] = await Promise.all([claim('b'), claim('a'), claim('b')]);
    assert.equal(another, true);
    assert.notEqual(one, other);
    assert.deepEqual(await Promise.all([claim('a'), claim('c')]), [false, true]);
  });

  it('may share its id with the proof of another key', async () => {
    const [one, other] = [await proxyApp.loggedInShopper(), await proxyApp.loggedInShopper(budi)];
    const claims = { jti: 'the-same' };
    assert.equal((await one.get('/v1/mine', { claims })).status, 200);
    assert.equal((await other.get('/v1/mine', { claims })).status, 200);
  });

  it('is forgotten after it has expired', async () => {
    const own = await openProxyApp();
    const rows = async () =>
      (await own.db.selectFrom('proofs').select('id').execute()).map(({ id }) => id);
    const { get } = await own.loggedInShopper();
    const early = await rows();
    assert.equal(early.length, 1);
    own.setClockSkew(600_000);
    await get('/v1/mine', { claims: { iat: now() + 600 } });
    assert.equal((await rows()).filter((id) => early.includes(id)).length, 0);
  });

  it('of a client with a wrong clock is answered with the proxy’s time', async () => {
    const own = await openProxyApp();
    own.setClockSkew(3_600_000);
    const shopper = await own.shopper();
    const answer = await shopper.post('/v1/sessions', rina, { token: null });
    const { now: told = 0 } = await assertProblem(answer, 401, 'proof_time');
    const corrected = await own.shopper(rina, { now: () => told * 1000 });
    await corrected.session();
  });

  it('is refused unless signed with ES256 and a P-256 key', async () => {
    const { get, token, proof, key } = await proxyApp.loggedInShopper();
    const unsigned = async () => {
      const [header = '', claims = ''] = (await proof('GET', '/v1/mine', '', { token })).split('.');
      const read = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
      return `${Buffer.from(JSON.stringify({ ...read, alg: 'none' })).toString('base64url')}.${claims}.`;
    };
    const other = await createKey('ES384');
    const { publicKey } = await createKey();
    const jwk = await crypto.subtle.exportKey('jwk', publicKey);
    const own = await crypto.subtle.exportKey('jwk', key.privateKey);
    for (const [tampering, code] of [
      [{ proof: await unsigned() }, 'proof_algorithm'],
      [{ key: other }, 'proof_algorithm'],
      [{ key: await createKey('RS256') }, 'proof_algorithm'],
      [{ header: { jwk: await crypto.subtle.exportKey('jwk', other.publicKey) } }, 'proof_key'],
      [{ header: { jwk: { kty: 'oct', k: 'AAAA' } } }, 'proof_key'],
      [{ header: { jwk: own } }, 'proof_key'],
      [{ header: { jwk: { ...jwk, y: jwk.x } } }, 'proof_key'],
      [{ header: { jwk } }, 'invalid_proof'],
    ] as const) {
      await assertProblem(await get('/v1/mine', tampering), 401, code);
    }
  });

  it('is refused with a DPoP challenge', async () => {
    const { get } = await proxyApp.loggedInShopper();
    const answer = await get('/v1/mine', { proof: 'abc' });
    assert.equal(
      answer.headers.get('WWW-Authenticate'),
      'DPoP error="invalid_dpop_proof", algs="ES256"',
    );
  });
});
