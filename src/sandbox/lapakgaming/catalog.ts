import type { ShopBackend } from '../shop/shop-backend.js';

interface ServerOption {
  readonly value: string;
  readonly name: string;
}

export interface Category {
  readonly code: string;
  readonly name: string;
  readonly variant: string;
  readonly check_id: boolean;
  readonly country_code: string;
  readonly forms: readonly { readonly name: string; readonly type: string }[];
  readonly servers: readonly ServerOption[];
}

export interface Product {
  readonly code: string;
  readonly category_code: string;
  readonly name: string;
  readonly provider_code: string;
  /** Whole rupiah. */
  readonly price: number;
  /** Seconds. The unit is not documented: an assumption. */
  readonly process_time: number;
  readonly country_code: string;
  readonly status: 'available' | 'empty';
}

/** A product, and properties of it that the API does not show. */
export interface CatalogEntry {
  readonly product: Product;
  /** The same for one product of different providers. */
  readonly group: string;
  readonly isVoucher: boolean;
}

const userId = { name: 'user_id', type: 'number' };
const zoneId = { name: 'additional_id', type: 'number' };

const hoyoverseServers: readonly ServerOption[] = [
  { value: 'os_asia', name: 'Asia' },
  { value: 'os_usa', name: 'America' },
  { value: 'os_euro', name: 'Europe' },
  { value: 'os_cht', name: 'TW, HK, MO' },
];

/** The names of forms and variants, and the type of `check_id`, are assumptions. */
const category = (code: string, name: string, overrides: Partial<Category> = {}): Category => ({
  code,
  name,
  variant: 'Top Up',
  check_id: true,
  country_code: 'id',
  forms: [userId],
  servers: [],
  ...overrides,
});

const voucher: Partial<Category> = { variant: 'Voucher', check_id: false, forms: [] };

export const categories: readonly Category[] = [
  category('ML', 'Mobile Legends', { forms: [userId, zoneId] }),
  category('FF', 'Free Fire'),
  category('PUBGM', 'PUBG Mobile'),
  category('GI', 'Genshin Impact', { servers: hoyoverseServers }),
  category('HSR', 'Honkai: Star Rail', { servers: hoyoverseServers }),
  category('HOK', 'Honor of Kings'),
  category('CODM', 'Call of Duty Mobile'),
  category('RBX', 'Roblox Voucher', voucher),
  category('VCGS', 'Google Play Gift Card', voucher),
  category('VCST', 'Steam Wallet IDR', voucher),
];

/** Categories whose orders need `end_user_ip_address` (since version 1.6). */
export const HOYOVERSE_CATEGORIES: ReadonlySet<string> = new Set(['GI', 'HSR']);

type GroupRow = readonly [group: string, name: string, price: number];

const GROUPS_BY_CATEGORY: Readonly<Record<string, readonly GroupRow[]>> = {
  ML: [
    ['ML3_0', '3 Diamonds', 1_171],
    ['ML17_2', '19 (17 + 2) Diamonds', 5_262],
    ['ML50_5', '55 (50 + 5) Diamonds', 14_780],
    ['ML156_16', '172 (156 + 16) Diamonds', 43_900],
    ['ML234_23', '257 (234 + 23) Diamonds', 65_800],
    ['ML367_41', '408 (367 + 41) Diamonds', 104_600],
    ['ML774_101', '875 (774 + 101) Diamonds', 219_000],
    ['MLWDP1', 'Weekly Diamond Pass', 27_600],
    ['MLTWP1', 'Twilight Pass', 146_000],
  ],
  FF: [
    ['FF5_0', '5 Diamonds', 870],
    ['FF70_0', '70 Diamonds', 8_950],
    ['FF140_0', '140 Diamonds', 17_850],
    ['FF355_0', '355 Diamonds', 44_500],
    ['FF720_0', '720 Diamonds', 88_900],
    ['FFMW1', 'Member Mingguan', 27_900],
  ],
  PUBGM: [
    ['PUBGM60_0', '60 UC', 13_305],
    ['PUBGM300_25', '325 (300 + 25) UC', 66_400],
    ['PUBGM600_60', '660 (600 + 60) UC', 132_800],
    ['PUBGM1500_300', '1800 (1500 + 300) UC', 331_500],
  ],
  GI: [
    ['GI60_0', '60 Genesis Crystals', 12_400],
    ['GI300_30', '330 (300 + 30) Genesis Crystals', 61_900],
    ['GI980_110', '1090 (980 + 110) Genesis Crystals', 191_000],
    ['GIWM1', 'Blessing of the Welkin Moon', 61_500],
  ],
  HSR: [
    ['HSR60_0', '60 Oneiric Shard', 12_500],
    ['HSR300_30', '330 (300 + 30) Oneiric Shard', 62_200],
    ['HSRESP1', 'Express Supply Pass', 61_800],
  ],
  HOK: [
    ['HOK16_0', '16 Token', 2_950],
    ['HOK80_0', '80 Token', 14_600],
    ['HOK240_0', '240 Token', 43_700],
  ],
  CODM: [
    ['CODM31_0', '31 CP', 4_650],
    ['CODM62_1', '63 (62 + 1) CP', 9_250],
    ['CODM127_1', '128 (127 + 1) CP', 18_400],
  ],
  RBX: [
    ['RBX100', 'Roblox Gift Card 100.000', 98_500],
    ['RBX200', 'Roblox Gift Card 200.000', 196_700],
  ],
  VCGS: [
    ['VCGS20', 'Google Play IDR 20.000', 20_900],
    ['VCGS50', 'Google Play IDR 50.000', 50_800],
    ['VCGS100', 'Google Play IDR 100.000', 100_900],
  ],
  VCST: [
    ['VCST12', 'Steam Wallet IDR 12.000', 14_200],
    ['VCST45', 'Steam Wallet IDR 45.000', 50_300],
    ['VCST90', 'Steam Wallet IDR 90.000', 99_400],
  ],
};

const entry = (
  [group, name, price]: GroupRow,
  category_code: string,
  provider: string,
  status: Product['status'] = 'available',
): CatalogEntry => ({
  product: {
    code: `${group}-${provider}`,
    category_code,
    name,
    provider_code: provider,
    price,
    process_time: provider === 'S2' ? 60 : 300,
    country_code: 'id',
    status,
  },
  group,
  isVoucher: voucherCategories.has(category_code),
});

const voucherCategories = new Set(
  categories.filter(({ variant }) => variant === 'Voucher').map(({ code }) => code),
);

/**
 * The product codes of "Testing Create Order Scenario", except `ASD`, which must not exist. Names and
 * prices are invented; the scenarios are in `orders.ts`.
 */
const testProducts: readonly CatalogEntry[] = [
  entry(['ML78_8', '86 (78 + 8) Diamonds', 22_900], 'ML', 'S2'),
  entry(['ML156_16', '172 (156 + 16) Diamonds', 43_600], 'ML', 'S42', 'empty'),
  entry(['ML234_23', '257 (234 + 23) Diamonds', 65_400], 'ML', 'S2'),
  entry(['ML625_81', '706 (625 + 81) Diamonds', 177_500], 'ML', 'S2'),
  entry(['ML7740_1548', '9288 (7740 + 1548) Diamonds', 2_190_000], 'ML', 'S42'),
  entry(['ML4649_883', '5532 (4649 + 883) Diamonds', 1_315_000], 'ML', 'S42'),
  entry(['VCGS330', 'Google Play IDR 330.000', 329_000], 'VCGS', 'S22'),
];

/** Every product from two providers, the second one 3 % more expensive. */
const generatedProducts = Object.entries(GROUPS_BY_CATEGORY).flatMap(([code, list]) =>
  list.flatMap(([group, name, price]): CatalogEntry[] => [
    entry([group, name, price], code, 'S1'),
    entry([group, name, Math.ceil(price * 1.03)], code, 'S7'),
  ]),
);

const entries: ReadonlyMap<string, CatalogEntry> = new Map(
  [...testProducts, ...generatedProducts].map((each) => [each.product.code, each]),
);

/** A product with this shop's changed price and status. */
export const findEntry = (backend: ShopBackend, code: string): CatalogEntry | undefined => {
  const original = entries.get(code);
  if (original === undefined) return undefined;
  const changed = backend.state.productOverrides.get(`lapakgaming/${code}`);
  return { ...original, product: { ...original.product, ...changed } };
};

export const allEntries = (backend: ShopBackend): CatalogEntry[] =>
  [...entries.keys()].flatMap((code) => findEntry(backend, code) ?? []);

/** The cheapest available product of each group. */
export const cheapestByGroup = (
  backend: ShopBackend,
  isWanted: (entry: CatalogEntry) => boolean,
): CatalogEntry[] => {
  const best = new Map<string, CatalogEntry>();
  for (const each of allEntries(backend)) {
    if (!isWanted(each) || each.product.status !== 'available') continue;
    const cheapest = best.get(each.group);
    if (cheapest === undefined || each.product.price < cheapest.product.price)
      best.set(each.group, each);
  }
  return [...best.values()];
};
