/** Pages to copy: one for each element, in the order of the reference, and some for what all share. */
import type { Language } from './translation.js';

interface Snippet {
  /** Attributes of the `<etalase-shop>` besides those that every page has. */
  readonly shop?: string;
  /** What stands in the `<etalase-shop>`; words in both languages as `«kata|word»`. */
  readonly body?: string;
  /** What stands before the script. */
  readonly before?: string;
  /** What stands behind the script. */
  readonly after?: string;
}

const PROXY = 'proxy="https://PROKSI-ANDA"';
const PRODUCTS = '<etalase-products></etalase-products>';

export const ELEMENT_SNIPPETS: Readonly<Record<string, Snippet>> = {
  'etalase-shop': {},
  'etalase-search': { body: `<etalase-search></etalase-search>\n${PRODUCTS}` },
  'etalase-slides': {
    body: `<etalase-slides interval="8">
      <h2 slot="header">«Promo minggu ini|Offers of the week»</h2>
    </etalase-slides>`,
  },
  'etalase-categories': {
    body: `<etalase-categories layout="grid"></etalase-categories>\n${PRODUCTS}`,
  },
  'etalase-products': {
    body: `<etalase-products category="ID_KATEGORI" sort="price-asc" columns="2">
      <h2 slot="header">«Paling hemat|Best prices»</h2>
    </etalase-products>`,
  },
  'etalase-product': { body: '<etalase-product product-id="ID_PRODUK"></etalase-product>' },
  'etalase-pages': {
    body: `<etalase-pages layout="row">
      <h2 slot="header">«Layanan kami|Our services»</h2>
    </etalase-pages>`,
  },
  'etalase-balance': { body: '<etalase-balance></etalase-balance>' },
  'etalase-ledger': { body: '<etalase-ledger type="poin"></etalase-ledger>' },
  'etalase-transactions': { body: '<etalase-transactions></etalase-transactions>' },
  'etalase-topup': { shop: PROXY, body: '<etalase-topup></etalase-topup>' },
  'etalase-orders': { shop: PROXY, body: '<etalase-orders></etalase-orders>' },
};

export const COLOURS: Snippet = {
  before: `<style>
      etalase-shop { --etalase-accent: #c2185b; --etalase-radius: 4px; }
      etalase-products::part(card) { border-width: 2px; }
    </style>`,
  body: PRODUCTS,
};

export const OWN_CARDS: Snippet = {
  body: `<etalase-products columns="1">
      <template>
        <a data-href="url_produk">
          <img data-src="gambar_utama" alt="" width="88" loading="lazy" />
          <strong data-text="nama_produk"></strong>
          <span data-price="harga_produk"></span>
          <small data-if="stok">«Stok|In stock»: <span data-text="stok"></span></small>
        </a>
      </template>
    </etalase-products>`,
};

export const OWN_TEXTS: Snippet = {
  shop: `texts='{"buy": "«Pesan|Order»", "lowStock": "«Tinggal {n}!|Only {n}!»"}'`,
};

export const EVENTS: Snippet = {
  after: `<script>
      document.addEventListener('etalase-buy', function (event) {
        event.preventDefault();
        var text = '«Halo, saya mau pesan|Hello, I would like» ' + event.product.nama_produk + '. ' + event.note;
        location.href = 'https://wa.me/6281234567890?text=' + encodeURIComponent(text);
      });
    </script>`,
};

const filled = (text: string): string => (text === '' ? '' : `${text}\n`);

/** The whole page, not yet formatted. */
export function renderSnippet(snippet: Snippet, language: Language): string {
  const { shop = '', body = '', before = '', after = '' } = snippet;
  const settings = ['token="TOKEN_TOKO"', 'id-user="{{id_user}}"', 'token-user="{{token_user}}"'];
  const attributes = shop === '' ? settings : [...settings, shop];
  return [
    filled(before),
    filled('<script type="module" src="https://PROKSI-ANDA/etalase/latest.js"></script>'),
    filled(after),
    `<etalase-shop ${attributes.join(' ')}>${body && `\n${body}\n`}</etalase-shop>`,
  ]
    .join('')
    .replace(/«([^|»]*)\|([^»]*)»/g, language === 'en' ? '$2' : '$1');
}
