/** `createProxy` for programs: options of earlier versions go on working. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProxy, silent } from '../../../src/proxy/index.js';
import { PROXY_ORIGIN, secretOf } from './support/proxy-app.js';

describe('createProxy', () => {
  it('still takes `outside` with `later`, for `platform` with `setTimer`', async () => {
    const urls: string[] = [];
    const timers: number[] = [];
    const proxy = createProxy(
      {
        ETALASE_PUBLIC_URL: PROXY_ORIGIN,
        ETALASE_SIGNING_KEYS: `one:${secretOf('a')}`,
        BUKAOLSHOP_TOKEN: 'demo',
        BUKAOLSHOP_API_KEY: 'closed-demo',
        DATABASE_URL: 'file::memory:',
      },
      {
        log: silent,
        outside: {
          fetch: (url) => {
            urls.push(url);
            return Promise.resolve(Response.json({ code: 200, data: [] }));
          },
          later: (ms) => {
            timers.push(ms);
            return () => undefined;
          },
        },
      },
    );
    await proxy.ready;
    const answer = await proxy.fetch(new Request(`${PROXY_ORIGIN}/open/app/slide`));
    assert.equal(answer.status, 200);
    assert.equal(urls.filter((url) => url.includes('/app/slide')).length, 1);
    assert.ok(timers.includes(3_600_000));
    await proxy.close();
  });
});
