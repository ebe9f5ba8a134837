import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings, SettingsError } from '../../../../src/proxy/config/settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64url');
const NEEDED = {
  ETALASE_SIGNING_KEYS: `one:${KEY}`,
  BUKAOLSHOP_TOKEN: 'open-token',
  BUKAOLSHOP_API_KEY: 'closed-key',
};
const LOOPBACK = {
  BUKAOLSHOP_OPEN_URL: 'http://127.0.0.1:9000/v1',
  BUKAOLSHOP_CLOSED_URL: 'http://localhost:9000/closed/v1',
};
const files: Readonly<Record<string, string>> = {
  'rules.json': '{ "percent": 2.5, "providers": { "snapcart": { "fixed": 100 } } }',
  'typo.json': '{ "percnt": 2.5 }',
  'negative.json': '{ "providers": { "snapcart": { "percent": -1 } } }',
  'broken.json': '{',
};
const readFile = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT ${path}`);
  return text;
};
const settingsOf = (env: Readonly<Record<string, string>>) =>
  readSettings({ ...NEEDED, ...env }, readFile);

describe('the settings', () => {
  it('need three variables, and have documented defaults for the rest', () => {
    assert.deepEqual(settingsOf({}), {
      host: '127.0.0.1',
      port: 8787,
      publicUrl: 'http://127.0.0.1:8787',
      origins: ['https://*.bukaolshop.site'],
      trustedProxies: [
        { address: '127.0.0.0', bits: 8, family: 'ipv4' },
        { address: '::1', bits: 128, family: 'ipv6' },
      ],
      signingKeys: [{ kid: 'one', secret: new Uint8Array(32).fill(7) }],
      database: { kind: 'sqlite', file: './etalase.db' },
      margin: {},
      pollMs: 5000,
      patience: 1,
      bukaolshop: {
        token: 'open-token',
        apiKey: 'closed-key',
        callbackSecret: null,
        openUrl: 'https://openapi.bukaolshop.net/v1',
        closedUrl: 'https://bukaolshop.net/api/v1',
      },
      lapakgaming: null,
      snapcart: null,
      leuwongrr: null,
    });
  });

  it('are read from every variable', () => {
    const settings = settingsOf({
      ETALASE_HOST: '0.0.0.0',
      ETALASE_PORT: '9999',
      ETALASE_PUBLIC_URL: 'https://bayar.toko.example/etalase/',
      ETALASE_ORIGINS: 'https://toko.example, https://*.webtoko.net,http://localhost:5173',
      ETALASE_SIGNING_KEYS: `two:${Buffer.alloc(48, 1).toString('base64url')},one:${KEY}=`,
      DATABASE_URL: 'postgres://user:pass@db/etalase',
      ETALASE_MARGIN: 'rules.json',
      ETALASE_POLL_MS: '50',
      ETALASE_PATIENCE: '0.01',
      BUKAOLSHOP_CALLBACK_SECRET: 'rahasia',
      ...LOOPBACK,
      LAPAKGAMING_API_KEY: 'lapak',
      LAPAKGAMING_URL: 'http://[::1]:9000/lapakgaming/',
      SNAPCART_API_KEY: 'snap',
      SNAPCART_URL: 'http://127.0.0.1:9000/snapcart/api/v1',
      LEUWONGRR_TOKEN: 'lrrs_v1_x',
      LEUWONGRR_URL: 'http://127.0.0.1:9000/leuwongrr/api/v1',
    });
    assert.equal(settings.publicUrl, 'https://bayar.toko.example/etalase');
    assert.deepEqual(settings.origins, [
      'https://toko.example',
      'https://*.webtoko.net',
      'http://localhost:5173',
    ]);
    assert.deepEqual(
      settings.signingKeys.map(({ kid, secret }) => [kid, secret.length]),
      [
        ['two', 48],
        ['one', 32],
      ],
    );
    assert.deepEqual(settings.database, {
      kind: 'postgres',
      url: 'postgres://user:pass@db/etalase',
    });
    assert.deepEqual(settings.margin, {
      percent: 2.5,
      providers: { snapcart: { fixed: 100 } },
    });
    assert.deepEqual([settings.pollMs, settings.patience], [50, 0.01]);
    assert.deepEqual(settings.lapakgaming, {
      apiKey: 'lapak',
      url: 'http://[::1]:9000/lapakgaming',
    });
    assert.deepEqual(settings.leuwongrr, {
      token: 'lrrs_v1_x',
      url: 'http://127.0.0.1:9000/leuwongrr/api/v1',
    });
  });

  for (const [url, file] of [
    ['file:./etalase.db', './etalase.db'],
    ['file:/var/lib/etalase.db', '/var/lib/etalase.db'],
    ['file:///var/lib/etalase.db', '/var/lib/etalase.db'],
    ['file::memory:', ':memory:'],
  ] as const) {
    it(`take ${url} for SQLite`, () => {
      assert.deepEqual(settingsOf({ DATABASE_URL: url }).database, { kind: 'sqlite', file });
    });
  }

  for (const [name, value, rest] of [
    ['ETALASE_SIGNING_KEYS', ''],
    ['ETALASE_SIGNING_KEYS', ' '],
    ['ETALASE_SIGNING_KEYS', KEY],
    ['ETALASE_SIGNING_KEYS', `one:${Buffer.alloc(31).toString('base64url')}`],
    ['ETALASE_SIGNING_KEYS', `one:${KEY},one:${KEY}`],
    ['ETALASE_SIGNING_KEYS', 'one:not base64!'],
    ['BUKAOLSHOP_TOKEN', ''],
    ['BUKAOLSHOP_TOKEN', 'two words'],
    ['BUKAOLSHOP_API_KEY', ''],
    ['BUKAOLSHOP_API_KEY', 'line\nbreak'],
    ['ETALASE_HOST', '127.0.0.1:8787'],
    ['ETALASE_HOST', 'http://localhost'],
    ['ETALASE_HOST', 'two hosts'],
    ['ETALASE_PORT', '65536'],
    ['ETALASE_PORT', '1e3'],
    ['ETALASE_PUBLIC_URL', 'http://bayar.toko.example'],
    ['ETALASE_PUBLIC_URL', 'bayar.toko.example'],
    ['ETALASE_PUBLIC_URL', 'ftp://bayar.toko.example'],
    ['ETALASE_PUBLIC_URL', 'https://bayar.toko.example/?kunci=rahasia'],
    ['ETALASE_ORIGINS', '*'],
    ['ETALASE_ORIGINS', 'https://toko.example/'],
    ['ETALASE_ORIGINS', 'http://toko.example'],
    ['ETALASE_ORIGINS', 'https://*.*.example'],
    ['ETALASE_ORIGINS', 'https://toko*.example'],
    ['DATABASE_URL', 'mysql://rahasia@db/etalase'],
    ['DATABASE_URL', './etalase.db'],
    ['ETALASE_MARGIN', 'nowhere.json'],
    ['ETALASE_MARGIN', 'typo.json'],
    ['ETALASE_MARGIN', 'negative.json'],
    ['ETALASE_MARGIN', 'broken.json'],
    ['ETALASE_POLL_MS', '999'],
    ['ETALASE_POLL_MS', 'soon'],
    ['ETALASE_PATIENCE', '0.5'],
    ['ETALASE_PATIENCE', '0', LOOPBACK],
    ['ETALASE_PATIENCE', '0.5', { ...LOOPBACK, LAPAKGAMING_API_KEY: 'lapak' }],
    ['BUKAOLSHOP_OPEN_URL', 'http://openapi.bukaolshop.net/v1'],
    ['BUKAOLSHOP_CLOSED_URL', 'http://127.0.0.1.example/v1'],
    ['LAPAKGAMING_URL', 'https://user:rahasia@lapakgaming.example'],
    ['SNAPCART_URL', '', { SNAPCART_API_KEY: 'snap' }],
    ['LEUWONGRR_URL', 'nonsense'],
  ] as const) {
    it(`are refused with ${name}=${JSON.stringify(value)}${rest ? ' beside others' : ''}`, () => {
      assert.throws(
        () => settingsOf({ ...rest, [name]: value }),
        (error) => {
          assert.ok(error instanceof SettingsError);
          assert.match(error.message, new RegExp(`^${name} .+\\.$`, 's'));
          assert.ok(value.length < 4 || !error.message.includes(value), error.message);
          return true;
        },
      );
    });
  }
});
