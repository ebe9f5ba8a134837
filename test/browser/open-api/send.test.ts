import { expect } from 'chai';
import type { FaultInput } from '../../../src/sandbox/faults/fault-plan.js';
import type { Platform } from '../../../src/open-api/platform.js';
import { send } from '../../../src/open-api/send.js';
import { openShop } from '../support.js';

/** The browser's own fetch with a short time limit. Waits are recorded and skipped. */
function createPlatform(waits: number[] = []): Platform {
  return {
    fetch: (input, init) => fetch(input, init),
    now: () => 0,
    random: () => 0.5,
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    timeout: 1500,
    backoff: 100,
  };
}

const neverAborted = () => new AbortController().signal;

describe('sending', () => {
  const cases: readonly [string, FaultInput, string, number][] = [
    ['401', { kind: 'status', status: 401 }, 'unauthorized', 1],
    ['403', { kind: 'status', status: 403 }, 'forbidden', 1],
    ['404', { kind: 'status', status: 404 }, 'not-found', 1],
    ['429', { kind: 'status', status: 429 }, 'quota', 1],
    ['another 4xx', { kind: 'status', status: 418 }, 'rejected', 1],
    ['500', { kind: 'status', status: 500 }, 'server', 2],
    ['503', { kind: 'status', status: 503 }, 'server', 2],
    ['a code in the body only', { kind: 'body', body: '{"code":401}' }, 'unauthorized', 1],
    ['broken JSON', { kind: 'malformed' }, 'malformed', 1],
    ['an empty body', { kind: 'body', body: '' }, 'malformed', 1],
    ['markup', { kind: 'body', body: '<h1>Maaf</h1>', type: 'text/html' }, 'malformed', 1],
    ['a body cut in the middle', { kind: 'truncate' }, 'offline', 2],
    ['a closed connection', { kind: 'disconnect' }, 'offline', 2],
    ['a hanging connection', { kind: 'hang' }, 'timeout', 1],
    ['a slow answer', { kind: 'delay', ms: 2000 }, 'timeout', 1],
    ['ten megabytes', { kind: 'big', bytes: 10_000_000 }, 'too-large', 1],
  ];
  for (const [what, fault, code, requests] of cases) {
    it(`ends with ${code} after ${what} and ${requests === 1 ? 'one request' : 'two requests'}`, async () => {
      const shop = await openShop({ faults: [fault] });
      const query = { token: shop.token };
      const result = await send(createPlatform(), shop.api, '/app/produk', query, neverAborted());
      expect(result).to.include({ ok: false, code });
      expect(JSON.stringify(result)).not.to.contain(shop.token);
      const requestCount = (await shop.log()).length;
      // Browsers repeat a GET by themselves when a kept-alive connection is closed, Firefox ten times.
      if (fault.kind === 'disconnect') expect(requestCount).to.be.at.least(requests);
      else expect(requestCount).to.equal(requests);
    });
  }

  it('waits before the second attempt, with jitter', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 500, times: 1 }] });
    const waits: number[] = [];
    const query = { token: shop.token };
    const result = await send(createPlatform(waits), shop.api, '/app/slide', query, neverAborted());
    expect(result.ok).to.equal(true);
    expect(waits).to.deep.equal([150]);
  });

  it('returns the `Retry-After` of a 429', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 429, retryAfter: 90 }] });
    const result = await send(
      createPlatform(),
      shop.api,
      '/app/slide',
      { token: shop.token },
      neverAborted(),
    );
    expect(result).to.deep.include({ code: 'quota', retryAfterSeconds: 90 });
  });

  it('ends at once when it is aborted, and is not retried', async () => {
    const shop = await openShop({ faults: [{ kind: 'hang' }] });
    const controller = new AbortController();
    const result = send(
      createPlatform(),
      shop.api,
      '/app/slide',
      { token: shop.token },
      controller.signal,
    );
    controller.abort();
    expect(await result).to.include({ ok: false, code: 'aborted' });
  });

  it('ends with offline when the server cannot be reached', async () => {
    const result = await send(
      createPlatform(),
      'http://127.0.0.1:9',
      '/app/slide',
      {},
      neverAborted(),
    );
    expect(result).to.include({ ok: false, code: 'offline' });
  });

  it('never shows the token when `fetch` throws', async () => {
    const fetcher: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const parts = { ...createPlatform(), fetch: fetcher };
    const result = await send(parts, 'https://a.id', '/x', { token: 'rahasia' }, neverAborted());
    expect(JSON.stringify(result)).to.contain('offline').and.not.to.contain('rahasia');
  });
});
