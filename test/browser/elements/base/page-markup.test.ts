import { expect } from 'chai';
import '../../../../src/define.js';
import { deepQuery, mount, openShop, until } from '../../support.js';
import type { TestShop } from '../../support.js';

const tag = ({ token, api }: TestShop, inner: string) =>
  `<etalase-shop token="${token}" api="${api}">${inner}</etalase-shop>`;

const storefrontOf = (shop: Element) => deepQuery(shop, '[part~=storefront]');

describe('an etalase-shop is empty with', () => {
  const inside: readonly string[] = [
    '<br>',
    '<p>&nbsp;</p>',
    '<br><p>&nbsp;</p>',
    '<p class="MsoNormal"><span style="color: red">\u200B</span><br></p>',
    '<div><br></div>',
    '<!-- diisi nanti -->',
    '\n  &nbsp;\n',
    'Memuat…',
    '<script type="application/json">{}</script>',
    '<style>h2 { color: red }</style>',
    '<template><b data-text="nama_produk"></b></template>',
    '<noscript>Aktifkan JavaScript</noscript>',
  ];
  for (const inner of inside) {
    it(JSON.stringify(inner), async () => {
      const shop = mount(tag(await openShop({ products: 5 }), inner));
      await until(() => storefrontOf(shop), 'the storefront');
      await until(() => deepQuery(shop, '.card'), 'cards');
    });
  }
});

describe('an etalase-shop is not empty with', () => {
  const inside: readonly string[] = [
    '<p>Selamat datang</p>',
    '<div><img alt="" src="data:,"></div>',
    '<div id="app"></div>',
    '<etalase-products></etalase-products>',
    '<p><etalase-products></etalase-products></p>',
  ];
  for (const inner of inside) {
    it(inner, async () => {
      const shop = mount(tag(await openShop({ products: 5 }), inner));
      await until(() => shop.shadowRoot?.querySelector('slot'), 'the slot');
      expect(storefrontOf(shop)).to.equal(null);
    });
  }
});
