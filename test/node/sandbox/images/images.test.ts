import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arts } from '../../../../src/sandbox/images/art.js';
import { picture } from '../../../../src/sandbox/images/index.js';
import { served } from '../../../support/open-api-shop.js';

describe('a picture', () => {
  const wellFormed = (svg: string): void => {
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*<\/svg>$/s);
    assert.doesNotMatch(svg, /NaN|undefined|href|url\(/);
    const open: string[] = [];
    for (const [, closing, name = '', alone] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (closing === '/') assert.equal(open.pop(), name);
      else if (alone === '') open.push(name);
    }
    assert.deepEqual(open, []);
  };

  for (const art of arts) {
    it(`of ${art} is well-formed in every view`, () => {
      for (const view of [0, 1, 2, 3, 4]) {
        wellFormed(picture('produk', `${art}-3-${String(view)}-50.000`) ?? '');
      }
      wellFormed(picture('kategori', `${art}-1`) ?? '');
    });
  }

  it('is served to any origin and cacheable for a day', async () => {
    const answer = await fetch(`${served.origin}/images/slide/1.svg`);
    assert.equal(answer.headers.get('content-type'), 'image/svg+xml');
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=86400');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    wellFormed(await answer.text());
  });

  for (const path of [
    'produk/nothing-0-0-.svg',
    'produk/gem-0-0-<x>.svg',
    'slide/9.svg',
    'profil/toString.svg',
    'halaman/constructor-1.svg',
    'slide/1.png',
  ]) {
    it(`at ${path} does not exist`, async () => {
      const answer = await fetch(`${served.origin}/images/${encodeURI(path)}`);
      assert.equal(answer.status, 404);
    });
  }
});
