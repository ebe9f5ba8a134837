/** The examples of web servers do what the guide says of them, before a real proxy and without one. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { problem, type ProblemCode } from '../../src/proxy/contract.js';
import { MAX_BODY_BYTES } from '../../src/proxy/http/body.js';
import { startListeningProxy, type ListeningProxy } from '../node/proxy/support/listening-proxy.js';
import { launchChromium } from '../support/chromium.js';
import { freePort, serveFetch, type Served } from '../support/listen.js';
import { serveSite } from '../support/serve.js';
import { findWebServers, WEB_SERVERS } from '../support/web-servers.js';
import { ask, type Answer, type Question } from './ask.js';
import {
  DOMAIN,
  exampleOf,
  makeCertificate,
  startWebServer,
  type RunningWebServer,
} from './start-web-server.js';

const PAGE = 'https://toko.bukaolshop.site';
const PRODUCTS = '/open/app/produk?page=1&total_data=40';
/** Whatever else is logged, these are not. */
const SECRETS = {
  query: 'token-in-the-query',
  path: 'secret-of-callbacks',
  header: 'token-in-header',
};
/** ms, in place of the example's 60 s */
const SHORT_MS = 300;
const CERTIFICATE_FILES = ['fullchain.pem', 'privkey.pem'];
const LONG_TEXT = JSON.stringify(Array<string>(500).fill('compressible'));

const root = mkdtempSync(join(tmpdir(), 'etalase-web-servers-'));
let proxy: ListeningProxy;
let browser: Browser;
let certificate: string;
/** what an upstream may do that the proxy seldom does */
let stub: Served;

function assertReadableProblem(answer: Answer, code: ProblemCode): void {
  assert.equal(answer.headers.get('Content-Type'), 'application/problem+json', answer.text);
  const read = problem.parse(JSON.parse(answer.text));
  assert.deepEqual([read.code, read.status], [code, answer.status]);
  assert.equal(read.type, `urn:etalase:problem:${code}`);
  assert.match(
    answer.headers.get('Access-Control-Allow-Origin') ?? '',
    /^(\*|https:\/\/toko\..+)$/,
  );
}

const allowedHeaders = (answer: Answer): string[] =>
  (answer.headers.get('Access-Control-Allow-Headers') ?? '').toLowerCase().split(/, ?/).sort();

const { programs } = findWebServers();

describe('the examples of web servers', () => {
  before(async () => {
    certificate = makeCertificate(root);
    browser = await launchChromium([`--host-resolver-rules=MAP ${DOMAIN} 127.0.0.1`]);
    proxy = await startListeningProxy({ ETALASE_PUBLIC_URL: `https://${DOMAIN}` });
    const app = new Hono();
    app.get('/forwarded', (c) => c.text(c.req.header('X-Forwarded-For') ?? ''));
    app.get('/brotli', (c) =>
      c.body(Uint8Array.from(brotliCompressSync(LONG_TEXT)), 200, {
        'Content-Type': 'application/json',
        'Content-Encoding': 'br',
      }),
    );
    app.all('/*', () => new Promise<Response>(() => undefined));
    stub = await serveFetch(app.fetch);
  });
  after(async () => {
    await browser.close();
    await proxy.close();
    await stub.close();
    rmSync(root, { recursive: true });
  });

  for (const name of WEB_SERVERS) {
    const program = programs[name];
    if (program === undefined) continue;

    describe(`${name}, set up by the example`, () => {
      /** before the proxy, before the stub with a short time limit, and before nothing */
      let front: RunningWebServer, slow: RunningWebServer, lone: RunningWebServer;
      /** as the last, without errors of its own */
      let bare: RunningWebServer;
      const asked =
        (server: () => RunningWebServer) =>
        (path: string, more: Partial<Question> = {}): Promise<Answer> =>
          ask({ port: server().httpsPort, certificate, path, ...more });
      const askFront = asked(() => front);
      const askSlow = asked(() => slow);
      const askLone = asked(() => lone);
      const askBare = asked(() => bare);

      before(async () => {
        const start = (folder: string, upstream: string, edit?: (example: string) => string) => {
          const path = join(root, name, folder);
          mkdirSync(path, { recursive: true });
          for (const file of CERTIFICATE_FILES) copyFileSync(join(root, file), join(path, file));
          return startWebServer({ name, program, folder: path, upstream, ...(edit && { edit }) });
        };
        front = await start('front', `127.0.0.1:${proxy.port}`);
        slow = await start('slow', new URL(stub.origin).host, (example) =>
          example.replace('read_timeout 60s', `read_timeout ${SHORT_MS}ms`),
        );
        const nobody = `127.0.0.1:${await freePort()}`;
        lone = await start('lone', nobody);
        // Newer versions of Caddy log an error also where its answer is made by the configuration.
        bare = await start('bare', nobody, (example) =>
          example.replace(/^\thandle_errors \{$[^]*?^\t\}$/m, ''),
        );
      });
      after(() => Promise.all([front, slow, lone, bare].map((each) => each.stop())));

      it('speaks HTTP/2', async () => {
        const session = connect(`https://127.0.0.1:${front.httpsPort}`, {
          ca: certificate,
          servername: DOMAIN,
        });
        const stream = session.request({ ':path': '/healthz', ':authority': DOMAIN });
        const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
        session.destroy();
        assert.equal(headers[':status'], 200);
      });

      it('compresses lists, and nothing twice', async () => {
        const headers = { 'Accept-Encoding': 'gzip' };
        const bare = await askFront(PRODUCTS);
        const zipped = await askFront(PRODUCTS, { headers });
        assert.deepEqual([bare.status, bare.headers.get('Content-Encoding')], [200, null]);
        assert.equal(zipped.headers.get('Content-Encoding'), 'gzip');
        assert.match(zipped.headers.get('Vary') ?? '', /Accept-Encoding/);
        assert.deepEqual(gunzipSync(zipped.bytes), bare.bytes);
        assert.ok(zipped.bytes.length < bare.bytes.length / 3, `${zipped.bytes.length} bytes`);
        const tag = { 'If-None-Match': zipped.headers.get('ETag') ?? '' };
        assert.equal((await askFront(PRODUCTS, { headers: { ...headers, ...tag } })).status, 304);
        const small = await askFront('/healthz', { headers });
        assert.equal(small.headers.get('Content-Encoding'), null);
        const before = await askSlow('/brotli', { headers: { 'Accept-Encoding': 'gzip, br' } });
        assert.equal(before.headers.get('Content-Encoding'), 'br');
        assert.deepEqual(before.bytes, brotliCompressSync(LONG_TEXT));
      });

      it('names the client, whatever the client says', async () => {
        const forged = { 'X-Forwarded-For': '203.0.113.7' };
        const answer = await askSlow('/forwarded', { headers: forged, from: '127.0.0.2' });
        assert.equal(answer.text, '127.0.0.2');
      });

      it('keeps figures to this machine, and passes the rest on', async () => {
        for (const path of ['/metrics', '/readyz'])
          assert.equal((await askFront(path)).status, 404);
        assert.equal((await askFront('/healthz')).status, 200);
        const headers = { Origin: PAGE };
        const unknown = await askFront('/v1/catalog/lapakgaming/x', { headers });
        assertReadableProblem(unknown, 'unknown_product');
        assert.equal(unknown.headers.get('Access-Control-Allow-Origin'), PAGE);
      });

      it('refuses a body as the proxy does', async () => {
        const post = (bytes: number) =>
          askFront('/v1/sessions', {
            method: 'POST',
            headers: { Origin: PAGE, 'Content-Type': 'application/json' },
            body: 'x'.repeat(bytes),
          });
        assertReadableProblem(await post(MAX_BODY_BYTES), 'missing_proof');
        assertReadableProblem(await post(MAX_BODY_BYTES + 5_000), 'body_too_large');
      });

      it('answers for a proxy that is down, in words that a page can read', async () => {
        const answer = await askLone('/v1/catalog', { headers: { Origin: PAGE } });
        assertReadableProblem(answer, 'not_ready');
        assert.equal(answer.headers.get('Retry-After'), '5');
        assert.match(answer.headers.get('Access-Control-Expose-Headers') ?? '', /Retry-After/);
        const preflight = {
          method: 'OPTIONS',
          headers: {
            Origin: PAGE,
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': 'dpop',
          },
        };
        const [own, proxys] = [
          await askLone('/v1/orders', preflight),
          await askFront('/v1/orders', preflight),
        ];
        assert.deepEqual([own.status, own.text], [204, '']);
        assert.deepEqual(allowedHeaders(own), allowedHeaders(proxys));
      });

      it('holds an answer longer than the proxy does, and ends one that never comes', async () => {
        const [, seconds] = /read_timeout (\d+)s/.exec(exampleOf(name)) ?? [];
        assert.ok(Number(seconds) > 25);
        const start = performance.now();
        assertReadableProblem(await askSlow('/v1/orders'), 'not_ready');
        assert.ok(performance.now() - start >= SHORT_MS * 0.9);
      });

      it('lets a page’s own code read it', async () => {
        const site = await serveSite({ pages: { '/': '<title>page</title>' } });
        const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
        await page.goto(site.origin);
        const url = JSON.stringify(`https://${DOMAIN}:${lone.httpsPort}/v1/orders`);
        const read: unknown = await page.evaluate(`
        fetch(${url}, {
          method: 'POST',
          body: '{}',
          headers: {
            'Content-Type': 'application/json', 'Idempotency-Key': 'one', DPoP: 'proof',
            Authorization: 'DPoP token',
          },
        }).then(async (answer) => [
          answer.status, answer.headers.get('Retry-After'), (await answer.json()).code,
        ])`);
        await page.close();
        await site.close();
        assert.deepEqual(read, [503, '5', 'not_ready']);
      });

      it('closes the connection of who asks for another name', async () => {
        await assert.rejects(askFront('/healthz', { host: 'other.example' }));
        const headers = { Host: 'other.example' };
        await assert.rejects(askFront('/healthz', { headers }), /socket hang up|ECONNRESET/);
      });

      it('leads from http to https', async () => {
        const { status, headers } = await ask({ port: front.httpPort, path: '/x?y=1' });
        assert.ok([301, 308].includes(status));
        assert.equal(headers.get('Location'), `https://${DOMAIN}/x?y=1`);
      });

      it('writes no token and no callback’s secret to any log', async () => {
        const secretRequests = [
          { path: `/open/user/info?id_user=1&token_user=${SECRETS.query}` },
          { path: `/callbacks/lapakgaming/${SECRETS.path}?x=1`, method: 'POST', body: '{}' },
          { path: `//callbacks//snapcart/${SECRETS.path}`, method: 'POST', body: '{}' },
          {
            path: `/callbacks/lapakgaming/${SECRETS.path}`,
            method: 'POST',
            body: 'x'.repeat(200_000),
          },
        ];
        const headers = { Authorization: `Bearer ${SECRETS.header}`, DPoP: SECRETS.header };
        for (const server of [askFront, askSlow, askLone, askBare])
          await Promise.all(
            secretRequests.map(({ path, ...more }) =>
              server(path, { ...more, headers }).catch(() => undefined),
            ),
          );
        await Promise.all(
          [front, slow, lone].map(({ httpPort }) =>
            ask({ port: httpPort, path: `/callbacks/x/${SECRETS.path}?${SECRETS.query}` }),
          ),
        );
        const logs = [front, slow, lone, bare].map((each) => each.logs()).join('');
        for (const secret of Object.values(SECRETS)) assert.ok(!logs.includes(secret), logs);
        assert.match(logs, /50[234]/, 'that something failed is written');
      });

      if (name === 'nginx') {
        it('answers certbot while it renews the certificate', async () => {
          const folder = join(root, name, 'front/www/.well-known/acme-challenge');
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, 'one'), 'proof');
          const path = '/.well-known/acme-challenge/one';
          assert.equal((await ask({ port: front.httpPort, path })).text, 'proof');
        });
      }
    });
  }
});
