import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MESSAGES } from '../../../../src/proxy/config/messages.js';
import { SettingsError } from '../../../../src/proxy/config/settings-error.js';
import { NO_CATALOG } from '../../../../src/proxy/config/catalog-file.js';
import { readSettings, VARIABLE_NAMES } from '../../../../src/proxy/config/settings.js';

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
type Variables = Readonly<Record<string, string>>;
const settingsOf = (env: Variables) => readSettings({ ...NEEDED, ...env }, readFile);

/** The sentences of the error that the settings end with. */
function mistakesIn(env: Variables, readText = readFile): readonly string[] {
  try {
    readSettings({ ...NEEDED, ...env }, readText);
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    assert.equal(error.message, error.sentences.join('\n'));
    return error.sentences;
  }
  return [];
}

const WRONG_VALUES: readonly (readonly [name: string, value: string, others?: Variables])[] = [
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
  ['ETALASE_CHAT_VOUCHERS', 'yes'],
  ['ETALASE_CHAT_VOUCHERS', 'ON'],
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
  ['ETALASE_CATALOG', 'nowhere.json'],
  ['ETALASE_CATALOG', 'broken.json'],
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
  ['ETALASE_NOTIFY', 'telegram:123456:ABC-def'],
  ['ETALASE_NOTIFY', 'mail:me@toko.example'],
  ['ETALASE_NOTIFY', 'http://toko.example/hook'],
  ['ETALASE_NOTIFY', 'https://user:rahasia@toko.example/hook'],
  ['ETALASE_NOTIFY_KEY', '', { ETALASE_NOTIFY: 'https://toko.example/hook' }],
  ['ETALASE_LOW_DEPOSIT', 'Rp50.000'],
  ['ETALASE_PRICE_MAX_CHANGE', '20%'],
  ['ETALASE_PRICE_CHANGES_PER_HOUR', '1.5'],
  ['ETALASE_HEARTBEAT_URL', 'http://toko.example/ping'],
  ['ETALASE_HEARTBEAT_URL', 'https://toko.example/#ping'],
];

describe('the settings', () => {
  it('require three variables, and have documented defaults for the others', () => {
    assert.deepEqual(settingsOf({}), {
      language: 'en',
      host: '127.0.0.1',
      port: 8787,
      publicUrl: 'http://127.0.0.1:8787',
      origins: ['https://*.bukaolshop.site'],
      trustedProxies: [
        { address: '127.0.0.0', prefixLength: 8, family: 'ipv4' },
        { address: '::1', prefixLength: 128, family: 'ipv6' },
      ],
      signingKeys: [{ kid: 'one', secret: new Uint8Array(32).fill(7) }],
      database: { kind: 'sqlite', file: './etalase.db' },
      margin: {},
      images: null,
      catalog: NO_CATALOG,
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
      checkout: { maxLoss: 0 },
      chatVouchers: false,
      notify: {
        channels: [],
        telegramUrl: 'https://api.telegram.org',
        key: null,
        lowDeposit: null,
        heartbeatUrl: null,
      },
      shopProducts: { maxChangePercent: 20, maxChangesPerHour: 60 },
    });
  });

  it('have a value for every variable', () => {
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
      ETALASE_CHAT_VOUCHERS: 'on',
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
    assert.equal(settings.chatVouchers, true);
    assert.deepEqual(settings.lapakgaming, {
      apiKey: 'lapak',
      url: 'http://[::1]:9000/lapakgaming',
    });
    assert.deepEqual(settings.leuwongrr, {
      token: 'lrrs_v1_x',
      url: 'http://127.0.0.1:9000/leuwongrr/api/v1',
    });
  });

  it('take several channels of notices, and a heartbeat', () => {
    const { notify } = settingsOf({
      ETALASE_NOTIFY:
        'telegram:123456:ABC-d_e:-100987, telegram:7:x:@toko_saya,https://toko.example/hook?a=b,http://127.0.0.1:9/hook',
      ETALASE_NOTIFY_KEY: 'hook-key',
      ETALASE_TELEGRAM_URL: 'http://127.0.0.1:8788/telegram/',
      ETALASE_LOW_DEPOSIT: '50000',
      ETALASE_HEARTBEAT_URL: 'https://ping.example/x?status=up',
    });
    assert.deepEqual(notify, {
      channels: [
        { kind: 'telegram', token: '123456:ABC-d_e', chat: '-100987' },
        { kind: 'telegram', token: '7:x', chat: '@toko_saya' },
        { kind: 'webhook', url: 'https://toko.example/hook?a=b' },
        { kind: 'webhook', url: 'http://127.0.0.1:9/hook' },
      ],
      telegramUrl: 'http://127.0.0.1:8788/telegram',
      key: 'hook-key',
      lowDeposit: 50_000,
      heartbeatUrl: 'https://ping.example/x?status=up',
    });
  });

  for (const [url, file] of [
    ['file:./etalase.db', './etalase.db'],
    ['file:/var/lib/etalase.db', '/var/lib/etalase.db'],
    ['file:///var/lib/etalase.db', '/var/lib/etalase.db'],
    ['file::memory:', ':memory:'],
  ] as const) {
    it(`take ${url} as SQLite's file ${file}`, () => {
      assert.deepEqual(settingsOf({ DATABASE_URL: url }).database, { kind: 'sqlite', file });
    });
  }

  for (const [name, value, rest] of WRONG_VALUES) {
    it(`are refused with ${name}=${JSON.stringify(value)}${rest ? ' beside others' : ''}`, () => {
      for (const language of ['en', 'id']) {
        const mistakes = mistakesIn({ LANG: language, ...rest, [name]: value });
        assert.equal(mistakes.length, 1, mistakes.join('\n'));
        assert.match(mistakes[0] ?? '', new RegExp(`^${name} .+\\.$`));
        assert.ok(value.length < 4 || !mistakes[0]?.includes(value), mistakes[0]);
      }
    });
  }
});

describe('mistakes in the settings', () => {
  it('are reported together, with one sentence for each variable', () => {
    const mistakes = mistakesIn({
      BUKAOLSHOP_TOKEN: '',
      ETALASE_PORT: 'eighty',
      ETALASE_POLL_MS: '5',
      ETALASE_PATIENCE: 'none',
      LAPAKGAMING_URL: 'nonsense',
      SNAPCART_API_KEY: 'two words',
    });
    assert.deepEqual(mistakes, [
      'ETALASE_PORT must be a whole number from 0 to 65535.',
      'ETALASE_PATIENCE must be a number from 0.00001 to 10.',
      'BUKAOLSHOP_TOKEN is not set, and the proxy needs it.',
      'LAPAKGAMING_URL must be an https address without credentials, query or fragment.',
      'SNAPCART_API_KEY must be one word of printable ASCII letters.',
      'SNAPCART_URL is needed beside SNAPCART_API_KEY, its prefix included.',
      'ETALASE_POLL_MS may be below 1000 only while every upstream is on loopback.',
    ]);
  });

  it('name every place of the margin file, and what belongs there', () => {
    const rules = {
      percent: 0.000_01,
      percnt: 3,
      round: 'all',
      providers: { snapcart: { fixed: 1e300, products: { X: 5 } }, snapcrat: {} },
    };
    const at = (place: string, mistake: string) =>
      `ETALASE_MARGIN names a file with a mistake at ${place}: ${mistake}.`;
    const mistakes = (content: unknown) =>
      mistakesIn({ ETALASE_MARGIN: 'x' }, () => JSON.stringify(content));
    assert.deepEqual(mistakes(rules), [
      at('percent', 'it must be a number from 0 to 1000 with at most four decimals'),
      at('round', 'it must be a whole number from 1 to 1000000'),
      at('providers.snapcart.fixed', 'it must be a whole number from 0 to 1000000000'),
      at('providers.snapcart.products.X', 'it must be an object in braces'),
      at('providers.snapcrat', 'this word is not known'),
      at('percnt', 'this word is not known'),
    ]);
    assert.deepEqual(mistakes([]), [at('its top', 'it must be an object in braces')]);
  });

  for (const [env, language] of [
    [{}, 'en'],
    [{ LANG: 'id_ID.UTF-8' }, 'id'],
    [{ LANG: 'ID' }, 'id'],
    [{ LANG: 'ido' }, 'en'],
    [{ LANG: 'id_ID.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: '', LC_MESSAGES: 'id' }, 'id'],
    [{ LC_ALL: 'C', LC_MESSAGES: 'id', LANG: 'id' }, 'en'],
    [{ LC_ALL: 'id_ID', LC_MESSAGES: 'en', LANG: 'en' }, 'id'],
  ] as const) {
    it(`are reported in the language of the locale: ${JSON.stringify(env)} is ${language}`, () => {
      const expected = `ETALASE_PORT ${MESSAGES[language].number({ min: 0, max: 65_535, whole: true })}`;
      assert.deepEqual(mistakesIn({ ...env, ETALASE_PORT: 'x' }), [expected]);
      assert.equal(settingsOf(env).language, language);
    });
  }

  it('are all named, whichever occur together, and nothing else is', () => {
    const independent = WRONG_VALUES.filter(([, , others]) => others === undefined);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...independent), { selector: ([name]) => name }),
        fc.constantFrom('en', 'id'),
        (wrong, language) => {
          const values = Object.fromEntries(wrong.map(([name, value]) => [name, value]));
          const named = mistakesIn({ ...values, LANG: language }).map((each) => each.split(' ')[0]);
          assert.deepEqual(new Set(named), new Set(Object.keys(values)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never show a value', () => {
    const SECRET = 'Rahasia7';
    const text = fc.constantFrom(
      SECRET,
      `${SECRET} ${SECRET}`,
      `https://user:${SECRET}@host.example`,
      `http://${SECRET}.example/v1`,
      `https://host.example/?key=${SECRET}`,
      `one:${SECRET}`,
      `one:${SECRET},two:${SECRET}`,
      `mysql://${SECRET}@db`,
      `postgres://user:${SECRET}@`,
      `${SECRET},10.0.0.0/8`,
      `-1${SECRET}`,
      `\u0000${SECRET}`,
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(SECRET, [SECRET], 1.5, -1, null, true),
        fc.dictionary(
          fc.constantFrom('percent', 'fixed', 'round', 'providers', 'snapcart', 'products', 'X'),
          tie('value'),
        ),
      ),
    })).value;
    const file = fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc.constant(`{${SECRET}`),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...VARIABLE_NAMES), text),
        file,
        fc.constantFrom('en', 'id'),
        (variables, content, language) => {
          const mistakes = mistakesIn({ ...variables, LANG: language }, () => content);
          for (const sentence of mistakes) {
            assert.ok(!sentence.includes(SECRET), sentence);
            assert.match(sentence, /^[A-Z]+(_[A-Z]+)+ [^\n]+\.$/);
            assert.ok(VARIABLE_NAMES.includes(sentence.split(' ')[0] ?? ''), sentence);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
