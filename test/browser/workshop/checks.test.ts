/** Each thing that can be wrong has one finding, and where there is one, the value that mends it. */
import { expect } from 'chai';
import { checkFields, tokenIn } from '../../../src/workshop/checks/check-fields.js';
import type { Field, FindingCode } from '../../../src/workshop/checks/findings.js';
import { NO_CONNECTION, NO_DESIGN } from '../../../src/workshop/choice/choice.js';
import { sayIn } from '../../../src/workshop/texts/say.js';
import { createFixture, json, SCRIPT } from './workshop-fixture.js';

const FINE = { ...NO_CONNECTION, token: 'abc123', script: SCRIPT };

describe('without asking anyone', () => {
  const cases: readonly (readonly [Field, string, FindingCode | null, string?])[] = [
    ['token', 'abc123', null],
    ['token', '', 'token-missing'],
    ['token', 'TOKEN_TOKO', 'token-placeholder'],
    ['token', 'xxxxxxxx', 'token-placeholder'],
    ['token', '{{token}}', 'token-placeholder'],
    ['token', 'Bearer abc123', 'token-is-key'],
    ['token', 'closed-demo', 'token-is-key'],
    ['token', 'lrrp_v1_abc', 'token-is-key'],
    ['script', '', 'script-missing'],
    ['script', 'https://ALAMAT-ANDA/etalase/0.2.0/etalase.js', 'address-placeholder'],
    ['script', 'etalase.js', 'address-unreadable'],
    ['script', 'toko.example/etalase.js', 'address-unreadable', 'https://toko.example/etalase.js'],
    ['script', 'http://toko.example/etalase.js', 'address-http', 'https://toko.example/etalase.js'],
    ['script', 'http://127.0.0.1:4173/dist/etalase.js', 'address-local'],
    ['script', 'https://p.example/', 'script-path', 'https://p.example/etalase/latest.js'],
    ['script', 'https://p.example/etalase/', 'script-path', 'https://p.example/etalase/latest.js'],
    ['proxy', '', null],
    ['proxy', 'https://p.example', null],
    ['proxy', 'https://p.example/toko', null],
    ['proxy', 'http://p.example', 'address-http', 'https://p.example'],
    ['proxy', 'https://p.example/', 'proxy-path', 'https://p.example'],
    ['proxy', 'https://p.example/v1/shelf', 'proxy-path', 'https://p.example'],
    ['proxy', 'https://p.example/etalase/latest.js', 'proxy-path', 'https://p.example'],
    ['proxy', 'https://PROKSI-ANDA', 'address-placeholder'],
  ];
  for (const [field, value, code, fix] of cases) {
    it(`${field} “${value}” is ${code ?? 'fine'}`, () => {
      const found = checkFields({ connection: { ...FINE, [field]: value }, design: NO_DESIGN });
      expect(found.map((each) => [each.field, each.code, each.fix])).to.deep.equal(
        code === null ? [] : [[field, code, fix]],
      );
    });
  }

  it('a piece without what it needs is named', () => {
    const pieces = [
      { tag: 'etalase-topup', attributes: {}, html: '' },
      { tag: 'etalase-product', attributes: {}, html: '' },
      { tag: 'etalase-products', attributes: { category: 'ID_KATEGORI' }, html: '' },
    ];
    const design = { ...NO_DESIGN, pieces, attributes: { help: 'wa.me/62' } };
    expect(checkFields({ connection: FINE, design }).map(({ code }) => code)).to.deep.equal([
      'proxy-missing',
      'help-http',
      'product-missing',
      'placeholder-left',
    ]);
  });

  it('the token is taken from a pasted address', () => {
    expect(tokenIn('https://openapi.bukaolshop.net/v1/app/produk?token=abc&page=1')).to.equal(
      'abc',
    );
    expect(tokenIn(' "abc" ')).to.equal('abc');
  });
});

const script = (headers: Record<string, string>, status = 200) =>
  new Response('', { status, headers: { 'Content-Type': 'text/javascript', ...headers } });
const FOR_ALL = { 'Access-Control-Allow-Origin': '*' };

describe('what the servers say', () => {
  const cases: readonly (readonly [
    what: string,
    Field,
    (url: string, init: RequestInit) => Response | null,
    FindingCode,
  ])[] = [
    ['a shop with products', 'token', () => json({ code: 200, data: [{}] }), 'token-works'],
    ['a shop without any', 'token', () => json({ code: 200, data: [] }), 'token-empty-shop'],
    ['a refusal', 'token', () => json({ code: 401 }, 401), 'token-refused'],
    ['a refusal with status 200', 'token', () => json({ code: 401 }), 'token-refused'],
    ['no more requests today', 'token', () => json({ code: 429 }, 429), 'token-quota'],
    ['no answer of the shop', 'token', () => null, 'token-unreachable'],
    ['a page', 'token', () => new Response('<p>'), 'token-strange'],
    ['a script for all', 'script', () => script(FOR_ALL), 'script-works'],
    ['a missing script', 'script', () => script(FOR_ALL, 404), 'script-not-there'],
    [
      'a page in place of a script',
      'script',
      () => new Response('<p>', { headers: { 'Content-Type': 'text/html', ...FOR_ALL } }),
      'script-not-a-script',
    ],
    [
      'a script without the header',
      'script',
      (_, { mode }) => (mode === 'no-cors' ? script({}) : null),
      'script-no-cors',
    ],
    ['no answer of the host', 'script', () => null, 'script-unreachable'],
    ['a proxy', 'proxy', () => json({ items: [] }), 'proxy-works'],
    ['a proxy for other pages', 'proxy', () => json({}, 403), 'proxy-refuses-page'],
    [
      'a proxy that no page may read',
      'proxy',
      (_, { mode }) => (mode === 'no-cors' ? new Response() : null),
      'proxy-refuses-page',
    ],
    ['another server', 'proxy', () => new Response('<p>'), 'proxy-not-a-proxy'],
    ['no answer of the proxy', 'proxy', () => null, 'proxy-unreachable'],
  ];
  for (const [what, field, answer, code] of cases) {
    it(`${what}: ${code}`, async () => {
      const { workshop, settle } = createFixture(answer);
      workshop.setConnection({ ...FINE, proxy: 'https://p.example' });
      await settle();
      const found = workshop.$findings.get().find((each) => each.field === field);
      expect(found?.code).to.equal(code);
      for (const language of ['id', 'en'] as const)
        expect(sayIn(language)(code, { subject: found?.subject ?? '' })).to.match(/^\S.*[.…]$/);
    });
  }

  it('is asked once the typing is over, once for each value', async () => {
    const { workshop, settle, asked } = createFixture(() => json({ data: [{}] }));
    for (const token of ['a', 'ab', 'abc']) workshop.setConnection({ token });
    await settle();
    workshop.setDesign({ preset: 'senja' });
    workshop.setConnection({ token: 'abc' });
    await settle();
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]).to.match(/^https:\/\/openapi\.bukaolshop\.net\/v1\/app\/produk\?token=abc&/);
  });

  it('is not asked about what is a key, and no address holds it', async () => {
    const { workshop, settle, asked, addresses } = createFixture(() => json({ data: [] }));
    workshop.setConnection({ token: 'Bearer s3cret' });
    workshop.setDesign({ preset: 'senja' });
    await settle();
    expect(asked).to.deep.equal([]);
    expect(addresses.join()).not.to.include('s3cret');
  });
});
