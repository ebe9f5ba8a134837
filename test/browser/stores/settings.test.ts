import { expect } from 'chai';
import type { RawSettings } from '../../../src/stores/settings.js';
import { readSettings } from '../../../src/stores/settings.js';

const NONE: RawSettings = {
  ...{ token: null, idUser: null, tokenUser: null, api: null, proxy: null },
  ...{ lang: null, theme: null, help: null, texts: null },
};
const BASE = 'https://toko.bukaolshop.site/page/';
const read = (...chain: Partial<RawSettings>[]) =>
  readSettings(
    chain.map((each) => ({ ...NONE, ...each })),
    BASE,
  ).purchase;

describe('purchase settings', () => {
  const proxies: readonly [string | null, string | null][] = [
    ['https://proxy.test', 'https://proxy.test'],
    [' https://proxy.test/etalase/ ', 'https://proxy.test/etalase'],
    ['/proxy', 'https://toko.bukaolshop.site/proxy'],
    ['javascript:alert(1)', null],
    ['{{proxy}}', null],
    ['', null],
    [null, null],
  ];
  for (const [attribute, expected] of proxies) {
    it(`read proxy="${attribute ?? ''}" as ${expected ?? 'none'}`, () => {
      const found = read({ proxy: attribute });
      expect(found.ok ? found.value.proxy : null).to.equal(expected);
    });
  }

  it('need no Open API, and take the nearest proxy and shopper', () => {
    const shop = { proxy: 'https://far.test', idUser: '7', tokenUser: 'far' };
    expect(read({ proxy: 'https://near.test' }, shop)).to.deep.equal({
      ok: true,
      value: { proxy: 'https://near.test', shopper: { id: '7', token: 'far' } },
    });
  });

  it('take unfilled placeholders for a guest', () => {
    const guest = { proxy: 'https://p.test', idUser: '{{id_user}}', tokenUser: '{{token_user}}' };
    expect(read(guest)).to.have.nested.property('value.shopper', null);
  });
});
