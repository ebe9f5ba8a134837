import { expect } from 'chai';
import '../../../../src/define.js';
import { deepQuery, mount, openShop, until } from '../../support.js';
import type { TestShop } from '../../support.js';

const tag = ({ token, api }: TestShop, inner: string) =>
  `<etalase-shop token="${token}" api="${api}">${inner}</etalase-shop>`;

const storefrontOf = (shop: Element) => deepQuery(shop, '[part~=storefront]');
const isSeen = (element: Element | null) => (element?.getBoundingClientRect().height ?? 0) > 0;

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

describe('a self-closing tag', () => {
  const warnings: string[] = [];
  const warn = console.warn;
  before(() => {
    console.warn = (message: unknown) => warnings.push(String(message));
  });
  after(() => {
    console.warn = warn;
  });

  it('is told of once, and what follows it is shown', async () => {
    const shop = await openShop({ products: 5 });
    const home = mount(
      tag(
        shop,
        '<etalase-search /><h2>Baru</h2><etalase-pages /><etalase-products /></etalase-shop>' +
          tag(shop, '<etalase-search /><etalase-products /></etalase-shop>'),
      ),
    );
    const [one, two] = await until(() => {
      const grids = Array.from(document.querySelectorAll('.mounted etalase-products'));
      return grids.every((grid) => isSeen(deepQuery(grid, '.card'))) && grids.length === 2 && grids;
    }, 'both grids');
    expect(home.contains(one ?? null)).to.equal(true);
    expect(home.contains(two ?? null)).to.equal(false);
    expect(isSeen(home.querySelector('h2'))).to.equal(true);
    expect(warnings).to.deep.equal([
      '<etalase-search /> must be <etalase-search></etalase-search>',
      '<etalase-pages /> must be <etalase-pages></etalase-pages>',
    ]);
  });

  it('does not mean an element in a slot', async () => {
    const slotted = '<div slot="header"><etalase-search></etalase-search></div>';
    const grid = mount(
      tag(await openShop({ products: 5 }), `<etalase-products>${slotted}</etalase-products>`),
    );
    await until(() => deepQuery(grid, '.card'), 'cards');
    expect(warnings).to.have.length(2);
  });
});
