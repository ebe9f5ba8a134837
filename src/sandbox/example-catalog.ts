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
}

/** The shelf's names of fields are those of its first supplier. */
const USER_ID = { user_id: 'userId' };
const USER_AND_ZONE = { ...USER_ID, additional_id: 'zoneId' };

const row = (name: string, lapakgaming: string, snapcart: string) => ({
  name,
  suppliers: { lapakgaming, snapcart },
});

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
      items: [
        row('3 Diamonds', 'ML3_0-S1', 'MOBILE_LEGEND_3_DIAMOND'),
        row('257 (234 + 23) Diamonds', 'ML234_23-S1', 'MOBILE_LEGEND_257_DIAMONDS'),
      ],
    },
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
      items: [
        row('70 Diamonds', 'FF70_0-S1', 'FREE_FIRE_70_DIAMOND'),
        row('140 Diamonds', 'FF140_0-S1', 'FREE_FIRE_140_DIAMOND'),
        row('355 Diamonds', 'FF355_0-S1', 'FREE_FIRE_355_DIAMOND'),
      ],
    },
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
    more: { popular: true, items: [row('60 UC', 'PUBGM60_0-S1', 'PUBGMID_60UC')] },
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
  })),
];

const imageOf = ({ id }: Entry): string => `${id}.svg`;

function toProduct(entry: Entry): object {
  const { id, title, category, lapakgaming, snapcart, fields, more } = entry;
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
  };
}

export const exampleCatalog = (): ExampleCatalog => ({
  catalog: {
    categories: [
      { code: 'game', title: 'Game' },
      { code: 'voucher', title: 'Voucher' },
      { code: 'pulsa', title: 'Pulsa' },
      { code: 'data', title: 'Data' },
    ],
    products: ENTRIES.map(toProduct),
  },
  images: Object.fromEntries(
    ENTRIES.map((entry) => [
      imageOf(entry),
      picture('produk', `${entry.art}-${String(entry.tone)}-0-`) ?? '',
    ]),
  ),
});
