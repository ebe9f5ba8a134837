/** Holds the operator's pages and examples to the code. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import { USAGE } from '../../../../src/proxy/command/usage.js';
import { sandboxUsage } from '../../../../src/sandbox/usage.js';
import { CHECKOUT_REASONS, ORDER_REASONS, PROVIDERS } from '../../../../src/proxy/contract.js';
import { ORDER_STATES } from '../../../../src/proxy/store/order-state.js';
import { ALARMS } from '../../../../src/proxy/orders/alarms.js';
import { DECISIONS } from '../../../../src/proxy/orders/decisions/resolve-review.js';
import { priceWithMargin } from '../../../../src/proxy/quote/margin.js';
import { readSettings, VARIABLE_NAMES } from '../../../../src/proxy/config/settings.js';
import { PROJECT } from '../../../support/command.js';
import { metricsText } from '../support/metrics-text.js';

const GUIDES = ['docs/penjual.md', 'docs/operator.md'] as const;
const REFERENCES = ['docs/rujukan-penjual.md', 'docs/operator-reference.md'] as const;
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const allOf = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);
const sorted = (names: Iterable<string>): string[] => Array.from(new Set(names)).sort();
/** The names in the first columns of a page's tables. */
const named = (page: string) => allOf(read(page), /^\| `([^`]+)`/gm);

const EXAMPLE = parseEnv(read('docs/examples/etalase.env'));
const FILLED = {
  ETALASE_SIGNING_KEYS: `one:${Buffer.alloc(32, 7).toString('base64url')}`,
  BUKAOLSHOP_TOKEN: 'token',
  BUKAOLSHOP_API_KEY: 'key',
  LAPAKGAMING_API_KEY: 'key',
};
const settings = readSettings({ ...EXAMPLE, ...FILLED }, (path) => {
  assert.equal(path, '/etc/etalase/margin.json');
  return read('docs/examples/margin.json');
});

describe('the examples', () => {
  it('are valid settings once the keys are filled in', () => {
    assert.equal(settings.publicUrl, 'https://proksi.toko-anda.example');
    assert.deepEqual([settings.snapcart, settings.leuwongrr], [null, null]);
    assert.throws(() => readSettings(EXAMPLE, () => '{}'), /is not set/);
  });

  it('yield the prices on the pages', () => {
    const prices = [
      priceWithMargin(settings.margin, 'lapakgaming', 'ML', 20_000),
      priceWithMargin(settings.margin, 'lapakgaming', 'FF', 20_000),
      priceWithMargin(settings.margin, 'snapcart', 'X', 20_250),
    ];
    const written = prices.map((price) => `Rp${new Intl.NumberFormat('id-ID').format(price)}`);
    for (const page of GUIDES) {
      assert.deepEqual(allOf(read(page), /Rp[\d.]+ +\| (Rp[\d.]+) +\|/g), written);
    }
  });

  it('agree on one address, one port and one folder', () => {
    const { host, port } = settings;
    for (const file of ['Caddyfile', 'nginx.conf']) {
      const text = read(`docs/examples/${file}`);
      assert.ok(text.includes(`${host}:${port}`), file);
      assert.ok(text.includes(new URL(settings.publicUrl).hostname), file);
      assert.match(text, /\/metrics/);
    }
    const unit = read('docs/examples/etalase.service');
    assert.match(unit, /proxy --env \/etc\/etalase\/etalase\.env/);
    assert.match(unit, /RestartPreventExitStatus=78/);
    for (const watched of [unit, read('docs/examples/etalase-backup.service')]) {
      assert.match(watched, /^OnFailure=etalase-failed\.service$/m);
    }
    assert.match(unit, /ExecReload=\/bin\/kill -HUP \$MAINPID/);
    assert.deepEqual(settings.database, { kind: 'sqlite', file: '/var/lib/etalase/etalase.db' });
  });

  it('contain units that systemd accepts, where systemd is installed', (t) => {
    if (!existsSync('/usr/bin/systemd-analyze')) {
      t.diagnostic('no systemd here');
      return;
    }
    const units = readdirSync(join(PROJECT, 'docs/examples')).filter((name) =>
      /\.(service|timer)$/.test(name),
    );
    assert.equal(units.length, 4);
    // It also names what the unit files of the system itself have wrong.
    const { stderr } = spawnSync(
      'systemd-analyze',
      ['verify', ...units.map((unit) => join(PROJECT, 'docs/examples', unit))],
      { encoding: 'utf8' },
    );
    assert.doesNotMatch(stderr, /etalase/);
  });
});

const linesOf = (page: string) => ({
  headings: allOf(read(page).replace(/^```[^]*?^```$/gm, ''), /^(#+) /gm),
  blocks: allOf(read(page), /^```(\w*)\n/gm),
  names: named(page),
  decisions: allOf(read(page), /\| `(\w+)` +\| [^|]+\|$/gm),
});

const anchorsOf = (page: string): string[] =>
  allOf(read(page), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );

describe('the operator’s pages', () => {
  for (const [one, other] of [GUIDES, REFERENCES]) {
    it(`${one} and ${other} have the same chapters, code blocks and names`, () => {
      assert.deepEqual(linesOf(one), linesOf(other));
    });
  }

  for (const page of REFERENCES) {
    it(`${page} explains every setting, alarm, figure, step and reason`, async () => {
      const figures = allOf(await metricsText(), /^# TYPE (\w+) /gm);
      const reasons = [...ORDER_REASONS, ...CHECKOUT_REASONS];
      const wanted = [...VARIABLE_NAMES, ...ALARMS, ...figures, ...ORDER_STATES, ...reasons];
      assert.ok(VARIABLE_NAMES.length > 15 && figures.length > 15);
      assert.deepEqual(sorted(named(page)), sorted(wanted));
    });
  }

  for (const page of GUIDES) {
    it(`${page} explains every decision`, () => {
      const names = new Set(allOf(read(page), /\| `([\w-]+)` +\|/g));
      for (const decision of DECISIONS) assert.ok(names.has(decision), decision);
    });

    it(`${page} names only commands and options that exist`, () => {
      const usage = [...Object.values(USAGE), sandboxUsage, ...PROVIDERS].join('\n');
      const lines = allOf(read(page), /(?:^|(?:-u etalase|sudo) )(etalase [^`\n]+)/gm);
      assert.ok(lines.length >= 6);
      for (const line of lines) {
        const words = line.replace(/"[^"]*"/g, '').split(' ');
        for (const word of words.filter((each) => /^(--)?[a-z-]+$/.test(each))) {
          assert.ok(usage.includes(word), `${line}: ${word}`);
        }
      }
    });
  }

  for (const page of [...GUIDES, ...REFERENCES]) {
    it(`${page} has no broken link`, () => {
      for (const link of allOf(read(page), /\]\(([^)]+)\)/g)) {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : join(dirname(page), path);
        assert.ok(existsSync(join(PROJECT, target)), link);
        if (anchor !== undefined) assert.ok(anchorsOf(target).includes(anchor), link);
      }
    });
  }
});
