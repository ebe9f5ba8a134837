import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAccount } from '../../../../src/proxy/providers/lapakgaming/account-check.js';

describe('Lapakgaming’s account check', () => {
  const found = (name: string) => ({ name, found: true });
  const absent = { name: null, found: false };
  const untold = { name: null, found: null };
  for (const [status, body, expected] of [
    [200, { code: 'SUCCESS', data: { name: ' Budi ' } }, found('Budi')],
    [200, { code: 'success', data: { nickname: '★' } }, found('★')],
    [200, { code: 200, data: { name: null, username: 'Budi' } }, found('Budi')],
    [200, { code: 'SUCCESS', data: { name: 12 } }, found('12')],
    [200, { code: 'SUCCESS', data: { name: '' } }, absent],
    [200, { code: 'SUCCESS', data: { name: '-' } }, absent],
    [200, { code: 'SUCCESS', data: { name: null } }, absent],
    [200, { code: 'SUCCESS', data: null }, absent],
    [200, { code: 'SUCCESS', data: {} }, absent],
    [200, { code: 'SUCCESS', data: [] }, absent],
    [200, { code: 'USER_NOT_FOUND', data: null }, absent],
    [200, { code: 'INVALID_USER_ID' }, absent],
    [200, { code: 'USER_ID_EMPTY' }, absent],
    [200, { code: 'NOT_FOUND' }, absent],
    [200, { code: 'ERROR', message: 'Akun tidak ditemukan' }, absent],
    [400, { code: 'PLAYER_NOT_EXIST' }, absent],
    [404, { code: 'UNKNOWN_ERROR' }, absent],
    [404, { message: 'Not found' }, absent],
    [422, { message: 'The user id is invalid.' }, absent],
    [200, { code: 'NOT_ALLOWED' }, untold],
    [200, { code: 'PRODUCT_NOT_FOUND' }, untold],
    [200, { code: 'UNKNOWN_ERROR', data: null }, 'malformed'],
    [200, { code: 'SYSTEM_ERROR', data: null }, 'malformed'],
    [200, { code: 'SUCCESS' }, 'malformed'],
    [200, { code: 'SUCCESS', data: 'Budi' }, 'malformed'],
    [200, { code: 'SUCCESS', data: { level: 5 } }, 'malformed'],
    [200, {}, 'malformed'],
    [200, [], 'malformed'],
    [400, { code: 'BAD_REQUEST' }, 'malformed'],
    [400, { code: 'INVALID_USER_TOKEN' }, 'malformed'],
    [404, { message: 'The route api/uid-check could not be found.' }, 'malformed'],
    [404, 'a page', 'malformed'],
    [401, { code: 'UNAUTHORIZED' }, 'refused'],
    [403, { code: 'USER_NOT_FOUND' }, 'refused'],
    [429, { code: 'TOO_MANY_REQUESTS' }, 'quota'],
    [500, { code: 'USER_NOT_FOUND' }, 'unavailable'],
    [503, 'a page', 'unavailable'],
  ] as const) {
    const name = typeof expected === 'string' ? expected : JSON.stringify(expected);
    it(`reads ${status} ${JSON.stringify(body)} as ${name}`, () => {
      const json = typeof body === 'string' ? undefined : body;
      const read = readAccount({ kind: 'answered', status, body: json, retryAfterMs: null });
      if (typeof expected === 'string') {
        assert.ok(read.kind === 'failed');
        assert.equal(read.code, expected);
      } else {
        assert.deepEqual(read, { kind: 'read', value: expected });
      }
    });
  }

  it('is none while Lapakgaming cannot be reached', () => {
    for (const result of [
      { kind: 'not-sent' },
      { kind: 'unknown', reason: 'timeout' },
      { kind: 'rate-limited', retryAfterMs: 1 },
    ] as const) {
      assert.equal(readAccount(result).kind, 'failed');
    }
  });
});
