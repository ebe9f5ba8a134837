/** What docs/security.md names is there: files, tests, limits and waits. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ADDRESS_LIMITS, SHOPPER_LIMITS } from '../../src/proxy/overload/request-limits.js';
import { PROBLEMS } from '../../src/proxy/contract.js';
import { ATTEMPT_POLICIES } from '../../src/proxy/session/attempt-limiter.js';
import { PROJECT } from '../support/command.js';

const FILE = 'docs/security.md';
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const page = read(FILE);

/** The cells of the rows below a table's heading that begins so. */
function rowsOf(first: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => RegExp(`^\\| ${first} +\\|`).test(line));
  assert.ok(start >= 0, first);
  const rest = lines.slice(start + 2);
  return rest.slice(0, rest.indexOf('')).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

describe(FILE, () => {
  const threats = rowsOf('who');

  it('has a control and a test for every attack', () => {
    assert.ok(threats.length > 30);
    for (const [who, attack, control = '', test = '', ...more] of threats) {
      assert.ok(who && attack && more.length === 0, attack);
      assert.match(control, /`(src|docs|test|vite)[\w./-]+`/, attack);
      assert.match(test, /`test\/[\w./-]+\.test\.ts`: “[^”]+”/, attack);
    }
  });

  it('names only files that exist', () => {
    const paths = Array.from(page.matchAll(/`((?:src|test|docs)\/[\w./-]+|[\w.]+\.(?:ts|json))`/g));
    assert.ok(paths.length > 50);
    for (const [, path = ''] of paths) assert.ok(existsSync(join(PROJECT, path)), path);
  });

  it('names only tests that exist, as they stand in their files', () => {
    const tests = threats.flatMap(([, , , cell = '']) =>
      Array.from(cell.matchAll(/`(test\/[^`]+)`: “([^”]+)”/g)),
    );
    assert.ok(tests.length >= threats.length);
    for (const [, path = '', name = ''] of tests) {
      const source = read(path);
      const ways = ["'", '`'].flatMap((quote) => [
        `it(${quote}${name}${quote}`,
        `test(${quote}${name}${quote}`,
      ]);
      assert.ok(
        ways.some((way) => source.includes(way)),
        `${path}: ${name}`,
      );
    }
  });

  it('tells the limits as they are', () => {
    const cells = rowsOf('what').map(([what, address = '', shopper = '']) => [
      what,
      parseInt(address) || null,
      parseInt(shopper) || null,
    ]);
    const ofAddress = (path: string) =>
      ADDRESS_LIMITS.find(({ paths }) => paths.includes(path))?.count ?? null;
    assert.deepEqual(cells, [
      ['sessions', ofAddress('/v1/sessions'), null],
      ['catalogue', ofAddress('/v1/catalog/*'), null],
      ['the mirror at `/open`', ofAddress('/open/*'), null],
      ['quotes', ofAddress('/v1/quotes'), SHOPPER_LIMITS['POST /v1/quotes']],
      ['nicknames', ofAddress('/v1/nicknames'), SHOPPER_LIMITS['POST /v1/nicknames']],
      ['orders sent', ofAddress('/v1/orders/*'), SHOPPER_LIMITS['POST /v1/orders']],
      ['all with a session', null, SHOPPER_LIMITS.all],
      ['callbacks', ofAddress('/callbacks/*'), null],
    ]);
  });

  it('tells the waits as they are, and the codes', () => {
    const UNITS = { s: 1_000, min: 60_000, h: 3_600_000 } as const;
    const written = rowsOf('wrong guesses').map(([who = '', waits = '']) => ({
      free: /second/.test(who)
        ? 1
        : Number(/(\d+)th|(\d+)st/.exec(who)?.[0].replace(/\D/g, '')) - 1,
      waits: Array.from(waits.matchAll(/(\d+) (s|min|h)\b/g), ([, count, unit]) =>
        unit === 's' || unit === 'min' || unit === 'h' ? Number(count) * UNITS[unit] : NaN,
      ),
    }));
    const real = (
      ['pin-shopper', 'pin-address', 'pin-doubt', 'session-shopper', 'session-address'] as const
    ).map((kind) => ({
      free: ATTEMPT_POLICIES[kind].freeAttempts,
      waits: [...ATTEMPT_POLICIES[kind].waitsMs],
    }));
    assert.deepEqual(written, real);
    for (const code of ['too_many_requests', 'pin_locked', 'session_locked'] as const) {
      assert.ok(page.includes(`\`${code}\``));
      assert.equal(PROBLEMS[code], 429);
    }
  });
});
