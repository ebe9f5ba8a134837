import { physicalGoods, type GoodsSubcategory } from './good.js';

export const electronics: readonly GoodsSubcategory[] = [
  {
    name: 'Audio',
    art: 'earbuds',
    tone: 7,
    goods: physicalGoods({ weightGrams: 180, colours: ['Hitam', 'Putih'] }, [
      ['TWS Bluetooth 5.3 Nada Pro', 189_000, 'earbuds', 7, 'Baterai 24 jam bersama kotaknya.'],
      ['TWS Gaming Low Latency', 229_000, 'earbuds', 4, 'Jeda 45 ms untuk main bareng.'],
      [
        'Headphone Wireless Studio',
        349_000,
        'headphones',
        4,
        'Bantalan busa memori, bisa dilipat.',
      ],
      ['Speaker Bluetooth Dentum Mini', 159_000, 'speaker', 2, 'Tahan cipratan air IPX5.'],
    ]),
  },
  {
    name: 'Daya & Aksesori',
    art: 'powerbank',
    tone: 0,
    goods: physicalGoods({ weightGrams: 260, colours: ['Hitam', 'Putih', 'Biru'] }, [
      [
        'Power Bank 10.000 mAh Fast Charging',
        179_000,
        'powerbank',
        0,
        'Keluaran 22,5 W dan layar digital.',
      ],
      ['Power Bank 20.000 mAh PD', 279_000, 'powerbank', 7, 'Bisa mengisi laptop USB-C.'],
      ['Charger GaN 33 W USB-C', 119_000, 'charger', 1, 'Kecil, dingin, dan cepat.'],
      ['Charger 20 W dan Kabel', 89_000, 'charger', 2, 'Satu set siap pakai.'],
      ['Smartwatch Sehat Fit 2', 299_000, 'watch', 1, 'Detak jantung, langkah, dan notifikasi.'],
      ['Smartwatch Layar AMOLED', 449_000, 'watch', 7, 'Tahan air 5 ATM, baterai 10 hari.'],
      ['Keyboard Mekanik 60% Wireless', 329_000, 'keyboard', 4, 'Switch merah yang halus.'],
    ]),
  },
];
