/** Holds the operator's pages and examples to the code. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parseEnv } from 'node:util';
import { USAGE } from '../../../../src/proxy/command/usage.js';
import { ALARMS } from '../../../../src/proxy/orders/alarms.js';
import { DECISIONS } from '../../../../src/proxy/orders/decisions/resolve-review.js';
import { priceWithMargin } from '../../../../src/proxy/quote/margin.js';
import { readSettings, VARIABLE_NAMES } from '../../../../src/proxy/config/settings.js';
import { PROJECT } from '../../../support/command.js';
import { metricsText } from '../support/metrics-text.js';

const PAGES = ['docs/penjual.md', 'docs/operator.md'] as const;
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
    for (const page of PAGES) {
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

describe('the operator’s pages', () => {
  it('have the same chapters, code blocks and names in both languages', () => {
    const [one, other] = PAGES.map((page) => ({
      headings: allOf(read(page).replace(/^```[^]*?^```$/gm, ''), /^(#+) /gm),
      blocks: allOf(read(page), /^```(\w*)\n/gm),
      names: named(page),
      decisions: allOf(read(page), /\| `(\w+)` +\| [^|]+\|$/gm),
    }));
    assert.deepEqual(one, other);
  });

  for (const page of PAGES) {
    it(`${page} explains every setting, alarm, figure and decision`, async () => {
      const figures = allOf(await metricsText(), /^# TYPE (\w+) /gm);
      const wanted = [...VARIABLE_NAMES, ...ALARMS, ...figures];
      assert.ok(VARIABLE_NAMES.length > 15 && figures.length > 15);
      const names = new Set(named(page));
      assert.deepEqual(
        wanted.filter((name) => !names.has(name)),
        [],
      );
      const variables = named(page).filter((name) => /^[A-Z]+(_[A-Z]+)+$/.test(name));
      assert.deepEqual(sorted(variables), sorted(VARIABLE_NAMES), 'no other variable is read');
      for (const decision of DECISIONS) {
        assert.ok(read(page).includes(`\`${decision}\``), decision);
      }
    });

    it(`${page} names only commands and options that exist`, () => {
      const usage = Object.values(USAGE).join('\n');
      const lines = allOf(read(page), /(?:^|-u etalase )(etalase .+)$/gm);
      const own = lines.filter((line) => !line.includes('--version'));
      assert.ok(own.length >= 6);
      for (const line of own) {
        const words = line.replace(/"[^"]*"/g, '').split(' ');
        for (const word of words.filter((each) => /^(--)?[a-z]+$/.test(each))) {
          assert.ok(usage.includes(word), `${line}: ${word}`);
        }
      }
    });

    it(`${page} has no broken link`, () => {
      const text = read(page);
      const anchors = allOf(text, /^#+ (.+)$/gm).map((heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replace(/ /g, '-'),
      );
      for (const link of allOf(text, /\]\(([^)]+)\)/g)) {
        const [path = '', anchor] = link.split('#');
        assert.ok(path === '' || existsSync(join(PROJECT, dirname(page), path)), link);
        if (path === '' && anchor !== undefined) assert.ok(anchors.includes(anchor), link);
      }
    });
  }
});
