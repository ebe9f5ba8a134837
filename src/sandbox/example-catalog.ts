import { BUILT_IN_CATEGORY_COUNT, createCatalog } from './content/generated-catalog.js';
import { picture, type Art } from './images/index.js';

/** A catalogue of the sandbox's suppliers, with pictures of its own, by their file names. */
export interface ExampleCatalog {
  /** The content of a file that `ETALASE_CATALOG` names. */
  readonly catalog: object;
  /** The files of a folder that `ETALASE_IMAGES` names. */
  readonly images: Readonly<Record<string, string>>;
}

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly art: Art;
  readonly tone: number;
  readonly lapakgaming?: string;
  readonly snapcart?: string;
  /** names of fields at Snapcart, by Lapakgaming's */
  readonly fields?: Readonly<Record<string, string>>;
  readonly more?: object;
  readonly items?: readonly Item[];
}

interface Item {
  readonly name: string;
  readonly suppliers: { readonly lapakgaming?: string; readonly snapcart?: string };
  /** The name of the shop's product that its own checkout sells. */
  readonly shopProduct?: string;
  readonly notePattern?: string;
}

/** The shelf's names of fields are those of its first supplier. */
const USER_ID = { user_id: 'userId' };
const USER_AND_ZONE = { ...USER_ID, additional_id: 'zoneId' };

const row = (name: string, lapakgaming: string, snapcart: string, shopProduct?: string): Item => ({
  name,
  suppliers: { lapakgaming, snapcart },
  ...(shopProduct !== undefined && { shopProduct }),
});

const VOUCHER_ITEMS: Readonly<Record<string, readonly Item[]>> = {
  VCGS: [
    {
      name: 'Google Play IDR 50.000',
      suppliers: { lapakgaming: 'VCGS50-S1' },
      shopProduct: 'Voucher Google Play 50.000',
    },
  ],
};

const TELKOMSEL_ITEMS: readonly Item[] = ['10', '50'].map((thousands) => ({
  name: `Pulsa Telkomsel ${thousands}.000`,
  suppliers: { snapcart: `TELKOMSEL_${thousands}K` },
  shopProduct: `Pulsa Telkomsel ${thousands}.000`,
}));

const ENTRIES: readonly Entry[] = [
  {
    id: 'mobile-legends',
    title: 'Mobile Legends',
    category: 'game',
    art: 'gem',
    tone: 0,
    lapakgaming: 'ML',
    snapcart: 'game-voucher:MOBILE_LEGEND',
    fields: USER_AND_ZONE,
    more: {
      aliases: ['ml', 'mlbb'],
      note: 'User ID dan Zone ID ada di profil, di bawah nama pemain.',
      popular: true,
    },
    items: [
      row('3 Diamonds', 'ML3_0-S1', 'MOBILE_LEGEND_3_DIAMOND'),
      {
        name: '86 (78 + 8) Diamonds',
        suppliers: { lapakgaming: 'ML78_8-S2' },
        shopProduct: 'Mobile Legends 86 Diamonds',
        notePattern: '{user_id} ({additional_id})',
      },
      row('257 (234 + 23) Diamonds', 'ML234_23-S1', 'MOBILE_LEGEND_257_DIAMONDS'),
    ],
  },
  {
    id: 'free-fire',
    title: 'Free Fire',
    category: 'game',
    art: 'flame',
    tone: 1,
    lapakgaming: 'FF',
    snapcart: 'game-voucher:FREE_FIRE',
    fields: USER_ID,
    more: {
      aliases: ['ff', 'epep'],
      note: 'User ID ada di profil, di bawah nama pemain.',
      popular: true,
    },
    items: [
      row('70 Diamonds', 'FF70_0-S1', 'FREE_FIRE_70_DIAMOND', 'Free Fire 70 Diamonds'),
      row('140 Diamonds', 'FF140_0-S1', 'FREE_FIRE_140_DIAMOND'),
      row('355 Diamonds', 'FF355_0-S1', 'FREE_FIRE_355_DIAMOND', 'Free Fire 355 Diamonds'),
    ],
  },
  {
    id: 'pubg-mobile',
    title: 'PUBG Mobile',
    category: 'game',
    art: 'coin',
    tone: 6,
    lapakgaming: 'PUBGM',
    snapcart: 'game-voucher:PUBGMID',
    fields: USER_ID,
    more: { popular: true },
    items: [row('60 UC', 'PUBGM60_0-S1', 'PUBGMID_60UC', 'PUBG Mobile 60 UC')],
  },
  ...(
    [
      ['genshin-impact', 'Genshin Impact', 'crystal', 4, 'GI'],
      ['honkai-star-rail', 'Honkai: Star Rail', 'crystal', 0, 'HSR'],
      ['honor-of-kings', 'Honor of Kings', 'coin', 3, 'HOK'],
      ['codm', 'Call of Duty Mobile', 'coin', 7, 'CODM'],
    ] as const
  ).map(([id, title, art, tone, code]) => ({
    id,
    title,
    category: 'game',
    art,
    tone,
    lapakgaming: code,
  })),
  ...(
    [
      ['roblox-voucher', 'Roblox Voucher', 5, 'RBX'],
      ['google-play', 'Google Play Gift Card', 2, 'VCGS'],
      ['steam-wallet', 'Steam Wallet IDR', 7, 'VCST'],
    ] as const
  ).map(([id, title, tone, code]) => ({
    id,
    title,
    category: 'voucher',
    art: 'voucher' as const,
    tone,
    lapakgaming: code,
    items: VOUCHER_ITEMS[code] ?? [],
  })),
  ...(
    [
      ['telkomsel', 'Pulsa Telkomsel', 'pulsa', 1, 'pulsa:TELKOMSEL'],
      ['indosat', 'Pulsa Indosat', 'pulsa', 3, 'pulsa:INDOSAT'],
      ['xl-data', 'Paket Data XL', 'data', 0, 'paket-data:XL_DATA'],
    ] as const
  ).map(([id, title, category, tone, code]) => ({
    id,
    title,
    category,
    art: category,
    tone,
    snapcart: code,
    items: id === 'telkomsel' ? TELKOMSEL_ITEMS : [],
  })),
];

const imageOf = ({ id }: Entry): string => `${id}.svg`;

/** The id of a shop's product by its name; undefined when the shop has none of this name. */
type FindShopProduct = (name: string) => string | undefined;

function toItem(
  { name, suppliers, shopProduct, notePattern }: Item,
  findShopProduct: FindShopProduct,
): object {
  const id = shopProduct === undefined ? undefined : findShopProduct(shopProduct);
  return {
    name,
    suppliers,
    ...(id !== undefined && { shop_product: id }),
    ...(id !== undefined && notePattern !== undefined && { note_pattern: notePattern }),
  };
}

function toProduct(entry: Entry, findShopProduct: FindShopProduct): object {
  const { id, title, category, lapakgaming, snapcart, fields, more, items = [] } = entry;
  return {
    id,
    title,
    category,
    image: imageOf(entry),
    suppliers: [
      ...(lapakgaming === undefined ? [] : [{ provider: 'lapakgaming', product: lapakgaming }]),
      ...(snapcart === undefined
        ? []
        : [{ provider: 'snapcart', product: snapcart, ...(fields && { fields }) }]),
    ],
    ...more,
    items: items.map((each) => toItem(each, findShopProduct)),
  };
}

const shopProductsOf = ({ seed, products }: Required<ExampleShop>): FindShopProduct => {
  const catalog = createCatalog({
    seed,
    products,
    categories: BUILT_IN_CATEGORY_COUNT,
    newestAtMs: 0,
    storefrontPath: '',
  });
  const view = { publicUrl: '', changes: new Map() };
  return (name) =>
    catalog
      .products({ search: name }, 0, products, view)
      .find(({ nama_produk }) => nama_produk === name)?.id_produk;
};

/** The options that the sandbox of the shop `demo` is created with. */
export interface ExampleShop {
  readonly seed?: number;
  readonly products?: number;
}

/** The catalogue for the shop `demo`, whose own checkout sells some of the items. */
export const exampleCatalog = ({ seed = 1, products = 240 }: ExampleShop = {}): ExampleCatalog => {
  const findShopProduct = shopProductsOf({ seed, products });
  return {
    catalog: {
      categories: [
        { code: 'game', title: 'Game' },
        { code: 'voucher', title: 'Voucher' },
        { code: 'pulsa', title: 'Pulsa' },
        { code: 'data', title: 'Data' },
      ],
      products: ENTRIES.map((entry) => toProduct(entry, findShopProduct)),
    },
    images: Object.fromEntries(
      ENTRIES.map((entry) => [
        imageOf(entry),
        picture('produk', `${entry.art}-${String(entry.tone)}-0-`) ?? '',
      ]),
    ),
  };
};
