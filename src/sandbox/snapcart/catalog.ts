import type { ShopBackend } from '../shop/shop-backend.js';

/** A variant of a product, as in the documentation's "Field Definitions". */
export interface Item {
  readonly id: number;
  readonly item_code: string;
  readonly name: string;
  /** Whole rupiah. */
  readonly price: number;
  /** Announced fields: their types, and what they mean, are assumptions. */
  readonly active?: boolean;
  readonly currency?: string;
}

interface InputField {
  readonly tag: string;
  readonly attrs: { readonly name: string; readonly placeholder: string; readonly type: string };
}

export interface Product {
  readonly id: number;
  readonly product_code: string;
  readonly title: string;
  readonly product_type: string;
  readonly fields: readonly InputField[];
  readonly items: readonly Item[];
}

const input = (name: string, placeholder: string, type = 'text'): InputField => ({
  tag: 'input',
  attrs: { name, placeholder, type },
});

const userId = input('userId', 'Masukkan User ID', 'number');
const phone = input('phoneNumber', 'Nomor telepon, misalnya 081234567890', 'tel');

const item = (id: number, item_code: string, name: string, price: number): Item => ({
  id,
  item_code,
  name,
  price,
});

/** MOBILE_LEGEND and PUBGMID are the documented examples, unchanged; the others are invented. */
export const products: readonly Product[] = [
  {
    id: 101,
    product_code: 'MOBILE_LEGEND',
    title: 'Mobile Legends',
    product_type: 'game-voucher',
    fields: [userId, input('zoneId', 'Masukkan Zone ID', 'number')],
    items: [
      item(20513, 'MOBILE_LEGEND_3_DIAMOND', '3 Diamonds', 1050),
      item(20515, 'MOBILE_LEGEND_6_DIAMOND', '5 Diamonds', 2000),
      item(20553, 'MOBILE_LEGEND_222_DIAMOND', '222 Diamonds (200 + 22 Bonus)', 10000),
      item(20556, 'MOBILE_LEGEND_257_DIAMONDS', '257 Diamonds (234 + 23 Bonus)', 10000),
    ],
  },
  {
    id: 102,
    product_code: 'PUBGMID',
    title: 'PUBG Mobile Indonesia',
    product_type: 'game-voucher',
    fields: [userId],
    items: [
      item(19883, 'PUBGMID_30UC', '30 UC', 7000),
      item(19885, 'PUBGMID_60UC', '60 UC', 13305),
    ],
  },
  {
    id: 103,
    product_code: 'FREE_FIRE',
    title: 'Free Fire',
    product_type: 'game-voucher',
    fields: [userId],
    items: [
      item(20701, 'FREE_FIRE_70_DIAMOND', '70 Diamonds', 8900),
      item(20702, 'FREE_FIRE_140_DIAMOND', '140 Diamonds', 17800),
      item(20703, 'FREE_FIRE_355_DIAMOND', '355 Diamonds', 44200),
      { ...item(20704, 'FREE_FIRE_720_DIAMOND', '720 Diamonds', 88000), active: false },
      { ...item(20705, 'FREE_FIRE_MY_100', '100 Diamonds (MY)', 350), currency: 'MYR' },
    ],
  },
  {
    id: 201,
    product_code: 'TELKOMSEL',
    title: 'Pulsa Telkomsel',
    product_type: 'pulsa',
    fields: [phone],
    items: [
      item(30101, 'TELKOMSEL_10K', 'Pulsa Telkomsel 10.000', 10250),
      item(30102, 'TELKOMSEL_50K', 'Pulsa Telkomsel 50.000', 49800),
      item(30103, 'TELKOMSEL_100K', 'Pulsa Telkomsel 100.000', 98900),
    ],
  },
  {
    id: 202,
    product_code: 'INDOSAT',
    title: 'Pulsa Indosat',
    product_type: 'pulsa',
    fields: [phone],
    items: [
      item(30201, 'INDOSAT_10K', 'Pulsa Indosat 10.000', 10900),
      item(30202, 'INDOSAT_50K', 'Pulsa Indosat 50.000', 49600),
    ],
  },
  {
    id: 301,
    product_code: 'XL_DATA',
    title: 'Paket Data XL',
    product_type: 'paket-data',
    fields: [phone],
    items: [
      item(40101, 'XL_DATA_5GB_30D', 'XL 5 GB, 30 Hari', 34500),
      item(40102, 'XL_DATA_15GB_30D', 'XL 15 GB, 30 Hari', 61200),
    ],
  },
  {
    id: 401,
    product_code: 'BPJS_KESEHATAN',
    title: 'BPJS Kesehatan',
    product_type: 'bpjs',
    fields: [input('billNumber', 'Nomor Virtual Account BPJS', 'number')],
    items: [],
  },
];

/** A product's items with this shop's changed prices, without those that are empty. */
export const itemsOf = (backend: ShopBackend, product: Product): Item[] =>
  product.items.flatMap((each) => {
    const changed = backend.state.productOverrides.get(`snapcart/${each.item_code}`);
    return changed?.status === 'empty' ? [] : [{ ...each, price: changed?.price ?? each.price }];
  });
