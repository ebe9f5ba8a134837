/** The browser files at the proxy: which are there, in which forms, and for whom. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  createBrowserFiles,
  type BrowserTexts,
} from '../../../../src/proxy/browser-files/browser-files.js';
import { findPackage, type InstalledPackage } from '../../../../src/proxy/package.js';
import { browserFileRoutes } from '../../../../src/proxy/routes/browser-file-routes.js';
import { createTestShell, mountPublicRoutes } from '../support/app-shell.js';
import { assertProblem, PAGE_ORIGIN, PROXY_ORIGIN, settingsFor } from '../support/proxy-app.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-files-'));
after(() => rmSync(folder, { recursive: true }));

const FILES: Readonly<Record<string, string>> = {
  'etalase.js': `import "./chunks/a.js"; ${'//'.repeat(500)}`,
  'etalase.global.js': 'var etalase = 1;',
  'chunks/a.js': 'export const a = 1;',
};
const dist = join(folder, 'dist');
for (const [path, text] of Object.entries({
  ...FILES,
  'workshop/index.html': '<!doctype html>',
  'workshop/workshop.js': 'start();',
  'workshop/notes.txt': 'notes',
  'custom-elements.json': '{}',
  'proxy/etalase.js': 'the command',
  'chunks/notes.txt': 'notes',
  '../package.json': '{"name": "etalase", "version": "1.2.3"}',
})) {
  mkdirSync(join(dist, path, '..'), { recursive: true });
  writeFileSync(join(dist, path), text);
}
const installed = findPackage(join(dist, 'proxy/chunks/app.js'));

const kept = new Map<string, BrowserTexts>();
const errors: string[] = [];

function serve(found: InstalledPackage | null) {
  const app = createTestShell({ settings: settingsFor() });
  mountPublicRoutes(
    app,
    browserFileRoutes({
      findPackage: () => found,
      keptReleases: {
        keep: (version, texts) => {
          kept.set(version, texts);
          return Promise.reject(new Error('the disk is full'));
        },
        find: (version) =>
          Promise.resolve(version === '1.2.1' ? createBrowserFiles({ 'chunks/b.js': 'b' }) : null),
      },
      onError: (error) => errors.push(String(error)),
    }),
  );
  return (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    Promise.resolve(app.fetch(new Request(`${PROXY_ORIGIN}${path}`, { method, headers })));
}
const ask = serve(installed);

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (bytes) => bytes,
};

describe('the package', () => {
  it('is found from a built file, at any depth', () => {
    assert.deepEqual(installed, { folder, version: '1.2.3', builtFolder: dist });
    assert.deepEqual(findPackage(join(dist, 'proxy/index.js')), installed);
  });

  it('has no built files where the sources run', () => {
    const found = findPackage();
    assert.ok(found);
    assert.equal(found.builtFolder, null);
  });
});

describe('a browser file', () => {
  for (const [path, text] of Object.entries(FILES)) {
    for (const [accepted, encoding] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip;q=1.0, br;q=0', 'gzip'],
      ['', 'identity'],
    ] as const) {
      it(`${path} is answered as ${encoding} to “${accepted}”`, async () => {
        const answer = await ask(`/etalase/1.2.3/${path}`, { 'Accept-Encoding': accepted });
        assert.equal(answer.status, 200);
        const bytes = Buffer.from(await answer.arrayBuffer());
        assert.equal(DECODERS[encoding]?.(bytes).toString(), text);
        const { headers } = answer;
        assert.equal(headers.get('Content-Encoding') ?? 'identity', encoding);
        assert.equal(headers.get('Content-Length'), String(bytes.length));
        assert.equal(headers.get('Content-Type'), 'text/javascript; charset=utf-8');
        assert.equal(headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
        assert.equal(headers.get('Vary'), 'Accept-Encoding');
      });
    }
  }

  for (const origin of [undefined, PAGE_ORIGIN, 'https://elsewhere.example', 'null']) {
    it(`is for every page, here ${origin ?? 'none'}`, async () => {
      for (const [path, status] of [
        ['/etalase/1.2.3/etalase.js', 200],
        ['/etalase/latest.js', 302],
        ['/etalase/1.2.2/etalase.js', 404],
      ] as const) {
        const answer = await ask(path, origin === undefined ? {} : { Origin: origin });
        assert.equal(answer.status, status);
        assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
        assert.equal(answer.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
        assert.equal(answer.headers.get('Set-Cookie'), null);
        assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
      }
    });
  }

  it('is not sent again to a cache that has it, and has a tag for each form', async () => {
    const tagOf = async (encoding: string) =>
      (await ask('/etalase/1.2.3/etalase.js', { 'Accept-Encoding': encoding })).headers.get('ETag');
    const tag = String(await tagOf('br'));
    assert.match(tag, /^"[\w-]{22}-br"$/);
    assert.notEqual(await tagOf('gzip'), tag);
    const again = await ask('/etalase/1.2.3/etalase.js', {
      'Accept-Encoding': 'br',
      'If-None-Match': `W/${tag}`,
    });
    assert.deepEqual([again.status, await again.text()], [304, '']);
    assert.equal(again.headers.get('ETag'), tag);
  });

  it('answers HEAD without a body', async () => {
    const answer = await ask('/etalase/1.2.3/etalase.global.js', {}, 'HEAD');
    assert.deepEqual([answer.status, await answer.text()], [200, '']);
    assert.equal(answer.headers.get('Content-Length'), '16');
  });

  for (const path of [
    '/etalase/1.2.2/etalase.js',
    '/etalase/latest/etalase.js',
    '/etalase/1.2.3/etalase.topup.global.js',
    '/etalase/1.2.3/custom-elements.json',
    '/etalase/1.2.3/chunks/notes.txt',
    '/etalase/1.2.3/chunks/..%2fproxy%2fetalase.js',
    '/etalase/1.2.3/..%2f..%2fpackage.json',
    '/etalase/1.2.3/chunks%2fa.js%00',
    '/etalase/1.2.3/__proto__',
    '/etalase/1.2.3/workshop/notes.txt',
    '/etalase/1.2.1/workshop/index.html',
    '/etalase/1.2.3/',
    '/etalase/',
  ]) {
    it(`${path} is not there`, async () => {
      await assertProblem(await ask(path), 404, 'not_found');
    });
  }

  it('is kept for later versions, once, and answered although that fails', async () => {
    assert.equal((await ask('/etalase/1.2.3/etalase.js')).status, 200);
    assert.deepEqual([...kept], [['1.2.3', FILES]]);
    assert.deepEqual(errors, ['Error: the disk is full']);
  });

  it('of an earlier version that was kept is there, for pages that were open before', async () => {
    const answer = await ask('/etalase/1.2.1/chunks/b.js');
    assert.deepEqual([answer.status, await answer.text()], [200, 'b']);
    assert.match(String(answer.headers.get('Cache-Control')), /immutable/);
    await assertProblem(await ask('/etalase/1.2.1/etalase.js'), 404, 'not_found');
  });

  it('is not there where the sources run', async () => {
    const askSources = serve({ folder, version: '1.2.3', builtFolder: null });
    for (const path of ['/etalase/1.2.3/etalase.js', '/etalase/latest.js']) {
      await assertProblem(await askSources(path), 404, 'not_found');
      await assertProblem(await serve(null)(path), 404, 'not_found');
    }
  });
});

describe('the latest script', () => {
  it('leads to the version that runs, for five minutes', async () => {
    const { status, headers } = await ask('/etalase/latest.js');
    assert.equal(status, 302);
    assert.equal(headers.get('Location'), '1.2.3/etalase.js');
    assert.equal(headers.get('Cache-Control'), 'public, max-age=300');
  });
});

describe('the workshop', () => {
  it('is at the version that runs, and for no release that was kept', async () => {
    const { status, headers } = await ask('/etalase/workshop');
    assert.deepEqual([status, headers.get('Location')], [302, '1.2.3/workshop/index.html']);
    const page = await ask('/etalase/1.2.3/workshop/index.html');
    assert.equal(await page.text(), '<!doctype html>');
    assert.equal(page.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.match(String(page.headers.get('Content-Security-Policy')), /frame-ancestors 'none'/);
    assert.match(String(page.headers.get('Content-Security-Policy')), /script-src https:/);
    const script = await ask('/etalase/1.2.3/workshop/workshop.js');
    assert.equal(await script.text(), 'start();');
    assert.equal(script.headers.get('Content-Security-Policy')?.includes('script-src'), false);
    await assertProblem(await serve(null)('/etalase/workshop'), 404, 'not_found');
  });
});
