import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkPublicUrl } from '../../../../src/proxy/command/check-public-address.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { nodePlatform, type Platform } from '../../../../src/proxy/platform.js';

const settings = readSettings({
  ETALASE_SIGNING_KEYS: `one:${Buffer.alloc(32, 7).toString('base64url')}`,
  BUKAOLSHOP_TOKEN: 'token',
  BUKAOLSHOP_API_KEY: 'key',
  ETALASE_PUBLIC_URL: 'https://proksi.toko.example',
});

const failure = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });

const check = async (answer: Response | Error) => {
  const fetch: Platform['fetch'] = () =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  const { kind, explanation } = await checkPublicUrl(settings, { ...nodePlatform, fetch }, 1_000);
  return { kind, text: explanation.join('\n') };
};

describe('the check of the public address', () => {
  for (const [what, answer, found] of [
    ['a name that DNS does not know', failure('ENOTFOUND'), /DNS does not know proksi\.toko/],
    ['a closed port', failure('ECONNREFUSED'), /refuses the connection/],
    ['a certificate of another name', failure('ERR_TLS_CERT_ALTNAME_INVALID'), /TLS certificate/],
    ['an expired certificate', failure('CERT_HAS_EXPIRED'), /TLS certificate.*CERT_HAS_EXPIRED/],
    ['a server without TLS', failure('ERR_SSL_WRONG_VERSION_NUMBER'), /TLS certificate/],
    ['a firewall', failure('UND_ERR_CONNECT_TIMEOUT'), /does not answer.*firewall/],
    ['no answer in time', new DOMException('', 'AbortError'), /does not answer/],
    ['a web server without a proxy', new Response('', { status: 502 }), /reach the proxy/],
    ['a redirect', new Response('', { status: 308 }), /Redirected/],
    ['another program', new Response('<html>'), /not this proxy \(200\)/],
    ['nothing at that path', new Response('', { status: 404 }), /not this proxy \(404\)/],
  ] as const) {
    it(`tells ${what}`, async () => {
      const { kind, text } = await check(answer);
      assert.equal(kind, 'note');
      assert.match(text, found);
    });
  }

  it('passes where the proxy answers', async () => {
    assert.deepEqual(await check(Response.json({ status: 'ok' })), { kind: 'passed', text: '' });
  });
});
