import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openOpenApiShop, served } from '../../../support/open-api-shop.js';

describe('the control interface', () => {
  it('opens a shop under a given token only once', async () => {
    const token = `toko-${String(process.pid)}`;
    assert.equal((await openOpenApiShop({ token })).token, token);
    const body = JSON.stringify({ token });
    const again = await fetch(`${served.origin}/sandbox/shops`, { method: 'POST', body });
    assert.equal(again.status, 409);
  });

  for (const [title, path, method, body, status] of [
    ['an unknown setting', '', 'POST', '{"colour":1}', 400],
    ['broken JSON', '', 'POST', '{', 400],
    ['an unknown fault', '/demo/faults', 'PUT', '[{"kind":"earthquake"}]', 400],
    ['an unknown shop', '/nobody/faults', 'PUT', '[]', 404],
    ['an unknown shop’s log', '/nobody/log', 'GET', null, 404],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const answer = await fetch(`${served.origin}/sandbox/shops${path}`, { method, body });
      assert.equal(answer.status, status);
    });
  }
});
