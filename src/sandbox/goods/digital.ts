import type { Art } from '../images/index.js';
import { digitalGood, type GoodsSubcategory } from './good.js';

const thousands = new Intl.NumberFormat('id-ID');

const operators = [
  ['Telkomsel', 1],
  ['Indosat', 3],
  ['XL', 0],
  ['Tri', 4],
] as const;

const nominals = [5_000, 10_000, 20_000, 25_000, 50_000, 100_000] as const;

export const pulsa: readonly GoodsSubcategory[] = operators.map(([name, tone]) => ({
  name,
  art: 'pulsa',
  tone,
  goods: nominals.map((nominal) => {
    const amount = thousands.format(nominal);
    return digitalGood(
      `Pulsa ${name} ${amount}`,
      nominal + (nominal < 50_000 ? 1_500 : 1_000),
      'pulsa',
      tone,
      amount,
      'Masuk otomatis, biasanya kurang dari satu menit.',
    );
  }),
}));

const quotas = [
  [3, 7, 16_500],
  [8, 14, 33_000],
  [15, 30, 62_000],
  [30, 30, 98_500],
  [55, 30, 149_000],
] as const;

export const data: readonly GoodsSubcategory[] = operators.map(([name, tone]) => ({
  name: `Data ${name}`,
  art: 'data',
  tone,
  goods: quotas.map(([gigabytes, days, price]) =>
    digitalGood(
      `Paket Data ${name} ${String(gigabytes)} GB ${String(days)} Hari`,
      price + tone * 500,
      'data',
      tone,
      `${String(gigabytes)} GB`,
      `Kuota utama ${String(gigabytes)} GB, berlaku ${String(days)} hari sejak aktif.`,
    ),
  ),
}));

const game = (
  name: string,
  unit: string,
  art: Art,
  tone: number,
  amounts: readonly (readonly [count: number, price: number])[],
): GoodsSubcategory => ({
  name,
  art,
  tone,
  goods: amounts.map(([count, price]) =>
    digitalGood(
      `${name} ${thousands.format(count)} ${unit}`,
      price,
      art,
      tone,
      thousands.format(count),
      'Cukup tulis ID pemain, tanpa kata sandi.',
    ),
  ),
});

export const games: readonly GoodsSubcategory[] = [
  game('Mobile Legends', 'Diamonds', 'gem', 0, [
    [86, 23_500],
    [172, 46_500],
    [257, 69_000],
    [344, 92_000],
    [706, 186_000],
    [2_195, 559_000],
  ]),
  game('Free Fire', 'Diamonds', 'flame', 1, [
    [70, 10_500],
    [140, 20_500],
    [355, 50_000],
    [720, 99_500],
    [1_450, 197_000],
  ]),
  game('PUBG Mobile', 'UC', 'coin', 3, [
    [60, 15_500],
    [325, 75_000],
    [660, 149_000],
    [1_800, 372_000],
  ]),
  game('Genshin Impact', 'Genesis Crystals', 'crystal', 4, [
    [60, 14_500],
    [330, 71_000],
    [1_090, 222_000],
    [2_240, 442_000],
  ]),
];

export const electricity = [20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000].map((nominal) => {
  const amount = thousands.format(nominal);
  return digitalGood(
    `Token PLN ${amount}`,
    nominal + 1_750,
    'bolt',
    3,
    amount,
    'Token 20 angka dikirim ke catatan pesanan.',
  );
});

const wallets = [
  ['DANA', 0],
  ['OVO', 4],
  ['GoPay', 2],
  ['ShopeePay', 1],
] as const;

export const walletGoods = wallets.flatMap(([name, tone]) =>
  [20_000, 50_000, 100_000].map((nominal) => {
    const amount = thousands.format(nominal);
    return digitalGood(
      `Saldo ${name} ${amount}`,
      nominal + 1_000,
      'wallet',
      tone,
      amount,
      'Pastikan nomor dompet digital sudah aktif.',
    );
  }),
);

export const cards = [
  digitalGood(
    'Voucher Google Play 50.000',
    51_500,
    'voucher',
    2,
    '50.000',
    'Kode dikirim lewat catatan pesanan.',
  ),
  digitalGood(
    'Voucher Google Play 100.000',
    102_000,
    'voucher',
    2,
    '100.000',
    'Kode dikirim lewat catatan pesanan.',
  ),
  digitalGood(
    'Voucher Steam Wallet 60.000',
    67_500,
    'voucher',
    7,
    '60.000',
    'Kode region Indonesia.',
  ),
  digitalGood(
    'Voucher Steam Wallet 120.000',
    133_000,
    'voucher',
    7,
    '120.000',
    'Kode region Indonesia.',
  ),
  digitalGood(
    'Voucher Garena Shell 66',
    20_500,
    'voucher',
    1,
    '66',
    'Untuk semua permainan Garena.',
  ),
];
