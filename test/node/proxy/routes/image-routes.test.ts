/** The shop's own images at the proxy: which are served, how, and when they are read again. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checkImages } from '../../../../src/proxy/command/check-images.js';
import { formatFinding } from '../../../../src/proxy/command/finding.js';
import { createImages, type LeftOutImage } from '../../../../src/proxy/images/images.js';
import { imageRoutes } from '../../../../src/proxy/routes/image-routes.js';
import { createTestShell, mountPublicRoutes } from '../support/app-shell.js';
import { assertProblem, PROXY_ORIGIN, settingsFor } from '../support/proxy-app.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-images-'));
after(() => rmSync(folder, { recursive: true }));
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
for (const [file, content] of Object.entries({
  'ml.svg': SVG,
  'named as another.png': '\xff\xd8\xff\xe0',
  'bad.svg': '<svg onload="x()"/>',
  'large.png': `\x89PNG\r\n\x1a\n${'x'.repeat(5_000_000)}`,
  'notes.txt': 'notes',
  '.hidden.svg': SVG,
})) {
  writeFileSync(join(folder, file), content, 'latin1');
}
mkdirSync(join(folder, 'more'));
const outside = mkdtempSync(join(tmpdir(), 'etalase-outside-'));
after(() => rmSync(outside, { recursive: true }));
writeFileSync(join(outside, 'theirs.svg'), SVG);
symlinkSync(join(outside, 'theirs.svg'), join(folder, 'link.svg'));

function serve(path: string | null) {
  const leftOut: LeftOutImage[] = [];
  const images = createImages({
    folder: path,
    publicUrl: PROXY_ORIGIN,
    onLeftOut: (image) => leftOut.push(image),
  });
  const app = createTestShell({ settings: settingsFor() });
  mountPublicRoutes(app, imageRoutes({ images }));
  const ask = async (url: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(url, { headers }));
  return { images, leftOut, ask };
}

describe('the shop’s images', () => {
  it('are served under names that never change, to every page, and run nothing', async () => {
    const { images, ask } = serve(folder);
    const { urlOf } = await images.list();
    for (const [file, type, extension] of [
      ['ml.svg', 'image/svg+xml', 'svg'],
      ['named as another.png', 'image/jpeg', 'jpg'],
    ] as const) {
      const url = urlOf(file) ?? '';
      assert.match(url, RegExp(`^${PROXY_ORIGIN}/images/[\\w-]{22}\\.${extension}$`));
      const answer = await ask(url, { Origin: 'https://anywhere.example' });
      assert.equal(answer.status, 200);
      for (const [name, value] of [
        ['Content-Type', type],
        ['Cache-Control', 'public, max-age=31536000, immutable'],
        ['Access-Control-Allow-Origin', '*'],
        ['Cross-Origin-Resource-Policy', 'cross-origin'],
        ['X-Content-Type-Options', 'nosniff'],
        ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox"],
      ] as const) {
        assert.equal(answer.headers.get(name), value, name);
      }
      const etag = answer.headers.get('ETag') ?? '';
      assert.equal((await ask(url, { 'If-None-Match': etag })).status, 304);
    }
  });

  it('leave out what is none, is too large or could run, and tell each', async () => {
    const { images, leftOut } = serve(folder);
    const { urlOf, count } = await images.list();
    assert.equal(count, 2);
    for (const file of [
      'bad.svg',
      'large.png',
      'notes.txt',
      '.hidden.svg',
      'link.svg',
      'more',
      '../x',
    ]) {
      assert.equal(urlOf(file), null, file);
    }
    assert.deepEqual(leftOut, [
      { file: 'bad.svg', fault: 'active_svg' },
      { file: 'large.png', fault: 'too_large' },
      { file: 'link.svg', fault: 'unreadable' },
      { file: 'more', fault: 'unreadable' },
      { file: 'notes.txt', fault: 'unknown_type' },
    ]);
    const findings = await checkImages({ images: folder, publicUrl: PROXY_ORIGIN });
    const printed = findings.map(formatFinding).join('\n');
    assert.match(
      printed,
      /Gambar large\.png tidak dipakai \/ Image large\.png is left out\n.*500 KB/,
    );
    assert.match(printed, /bad\.svg.*\n.*skrip.*\n.*script/);
  });

  for (const path of ['/images/ml.svg', '/images/..%2Fml.svg', '/images/', '/images/a/b.svg']) {
    it(`${path} is not there`, async () => {
      const { ask } = serve(folder);
      await assertProblem(await ask(`${PROXY_ORIGIN}${path}`), 404, 'not_found');
    });
  }

  it('are read again after a reload only', async () => {
    const { images, ask } = serve(folder);
    const before = await images.list();
    const url = before.urlOf('ml.svg') ?? '';
    writeFileSync(join(folder, 'ml.svg'), `${SVG}\n`);
    assert.equal((await ask(url)).status, 404, 'the bytes of the name are gone');
    images.reload();
    const renewed = (await images.list()).urlOf('ml.svg') ?? '';
    assert.notEqual(renewed, url);
    assert.equal(await (await ask(renewed)).text(), `${SVG}\n`);
  });

  it('are none without a folder, and a folder that cannot be read is told', async () => {
    assert.equal((await serve(null).images.list()).count, 0);
    assert.deepEqual(await checkImages({ images: null, publicUrl: '' }), []);
    const { images, leftOut } = serve(join(folder, 'nowhere'));
    assert.equal((await images.list()).count, 0);
    assert.deepEqual(leftOut, [{ file: '', fault: 'unreadable' }]);
    const [finding] = await checkImages({ images: join(folder, 'nowhere'), publicUrl: '' });
    assert.equal(finding?.kind, 'failed');
  });
});
