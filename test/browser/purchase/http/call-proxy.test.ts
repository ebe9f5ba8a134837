import { expect } from 'chai';
import type { Fault } from '../fake-proxy.js';
import { createPurchaseFixture, FIELDS, neverAborted, requestQuote } from '../purchase-fixture.js';

describe('an answer', () => {
  const cases: readonly [string, Fault, object, number][] = [
    ['no network', { path: '/quotes', kind: 'offline' }, { code: 'offline' }, 2],
    ['no answer', { path: '/quotes', kind: 'hang' }, { code: 'timeout' }, 1],
    ['a page of markup', { path: '/quotes', kind: 'html' }, { code: 'server' }, 1],
    ['another shape', { path: '/quotes', kind: 'junk' }, { code: 'malformed' }, 1],
    ['a problem', { path: '/quotes', kind: 'item_unavailable' }, { code: 'item_unavailable' }, 1],
    [
      'a problem with its time',
      { path: '/quotes', kind: 'too_many_requests', headers: { 'Retry-After': '7' } },
      { code: 'too_many_requests', retryAfterMs: 7000 },
      1,
    ],
    [
      'faults of fields',
      {
        path: '/quotes',
        kind: 'invalid_fields',
        extra: {
          errors: [
            { field: 'user_id', fault: 'has_space' },
            { field: 'zone_id', fault: 'of the future' },
          ],
        },
      },
      { code: 'invalid_fields', errors: [{ field: 'user_id', fault: 'has_space' }] },
      1,
    ],
  ];
  for (const [what, fault, expected, requests] of cases) {
    it(`with ${what} is a value, after ${requests === 1 ? 'one request' : 'two requests'}`, async () => {
      const { proxy, purchase } = createPurchaseFixture();
      proxy.faults = [fault];
      const outcome = await purchase.quote('lapakgaming:ML', 'ML86', FIELDS, neverAborted());
      expect(outcome).to.deep.equal({ ok: false, ...expected });
      expect(JSON.stringify(outcome)).not.to.contain('raw words');
      expect(proxy.requestCount('POST /v1/quotes')).to.equal(requests);
    });
  }

  it('is aborted with its signal', async () => {
    const { proxy, purchase } = createPurchaseFixture();
    proxy.faults = [{ path: '/quotes', kind: 'hang' }];
    const controller = new AbortController();
    const outcome = purchase.quote('lapakgaming:ML', 'ML86', FIELDS, controller.signal);
    controller.abort();
    expect(await outcome).to.include({ code: 'aborted' });
  });

  it('comes with the second attempt', async () => {
    const fixture = createPurchaseFixture();
    fixture.proxy.faults = [{ path: '/quotes', kind: 'offline', times: 1 }];
    expect(await requestQuote(fixture)).to.contain('quote-');
    expect(fixture.waitsMs).to.deep.equal([100]);
  });
});
