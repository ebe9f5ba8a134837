/** What docs/security.md names is there: files, tests, limits and waits. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROBLEMS } from '../../src/proxy/contract.js';
import type { RoutePolicy } from '../../src/proxy/http/route-policy.js';
import { ROUTES, SESSION_REQUESTS } from '../../src/proxy/routes/routes.js';
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

  describe('the table of limits', () => {
    const documented = rowsOf('what').map(
      ([what = '', names = '', address = '', shopper = '']) => ({
        what,
        names: Array.from(names.matchAll(/`([^`]+)`/g), ([, name = '']) => name),
        perAddress: parseInt(address) || null,
        perShopper: parseInt(shopper) || null,
      }),
    );
    const routes = new Map<string, RoutePolicy>(Object.entries(ROUTES));

    it('has every route, once', () => {
      assert.deepEqual(documented.flatMap(({ names }) => names).sort(), [...routes.keys()].sort());
    });

    for (const { what, names, ...limits } of documented) {
      it(`states the limits of ${what} as they are`, () => {
        if (names.length === 0) {
          assert.deepEqual(limits, { perAddress: null, perShopper: SESSION_REQUESTS.perMinute });
        }
        for (const name of names) {
          const { perAddress = null, perShopper = null } = routes.get(name) ?? {};
          assert.deepEqual(
            {
              perAddress: perAddress?.perMinute ?? null,
              perShopper: perShopper?.perMinute ?? null,
            },
            limits,
            name,
          );
        }
      });
    }

    it('says which routes are counted together', () => {
      const counters = documented.flatMap(
        ({ names: [name = ''] }) => routes.get(name)?.perAddress ?? [],
      );
      const together = rowsOf('what').filter(([, , address = '']) => /the same/.test(address));
      assert.equal(counters.length - new Set(counters).size, together.length);
    });
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
