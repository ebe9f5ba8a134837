/** Which answers of the Closed API mean that its daily quota is used up. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readQuotaSign } from '../../../../src/proxy/quota/refusal.js';

const QUOTA = { code: 429, status: 'Too Many Requests' };
const PAUSE = { code: 429, status: 'Tunggu 5 detik' };

describe('an answer of the Closed API', () => {
  for (const [what, sign, status, body, { retryAfter = '', isTransfer = false } = {}] of [
    ['200', 'answered', 200, { code: 200 }],
    ['403', 'answered', 403, { code: 403, status: 'Saldo tidak cukup' }],
    ['503', 'unclear', 503, QUOTA],
    ['429', 'refused', 429, QUOTA],
    ['429 without JSON', 'refused', 429, null],
    ['429 until tomorrow', 'refused', 429, QUOTA, { retryAfter: '3600' }],
    ['429 for five seconds', 'pause', 429, QUOTA, { retryAfter: '5' }],
    ['429 to a transfer', 'refused', 429, QUOTA, { isTransfer: true }],
    ['429 to a transfer, too soon', 'pause', 429, PAUSE, { isTransfer: true }],
    ['429 to another call that asks to wait', 'refused', 429, PAUSE],
    [
      '429 to a transfer that asks to wait an hour',
      'refused',
      429,
      PAUSE,
      { isTransfer: true, retryAfter: '3600' },
    ],
  ] as const satisfies readonly (readonly [
    string,
    string,
    number,
    unknown,
    { retryAfter?: string; isTransfer?: boolean }?,
  ])[]) {
    it(`${what}: ${sign}`, async () => {
      const headers = new Headers(retryAfter === '' ? {} : { 'Retry-After': retryAfter });
      const text = body === null ? '<html>' : JSON.stringify(body);
      const response = new Response(text, { status, headers });
      assert.equal(await readQuotaSign({ isTransfer, response, now: 0 }), sign);
    });
  }
});
