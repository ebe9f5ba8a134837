import { physicalGoods, type GoodsSubcategory } from './good.js';

export const household: readonly GoodsSubcategory[] = [
  {
    name: 'Dapur',
    art: 'pan',
    tone: 4,
    goods: physicalGoods({ weightGrams: 900 }, [
      ['Wajan Anti Lengket Granit 26 cm', 149_000, 'pan', 7, 'Untuk kompor gas dan induksi.'],
      ['Teflon Telur Ceplok 18 cm', 69_000, 'pan', 1, 'Ringan, mudah dicuci.'],
      ['Tumbler Stainless 600 ml', 89_000, 'tumbler', 2, 'Dingin 12 jam, panas 8 jam.'],
      ['Tumbler Kopi dengan Sedotan', 75_000, 'tumbler', 5, 'Bebas BPA, tidak tumpah.'],
      ['Set Kotak Makan Susun 3', 65_000, 'containers', 0, 'Tutup rapat, aman untuk microwave.'],
    ]),
  },
  {
    name: 'Kamar & Dekor',
    art: 'pillow',
    tone: 5,
    goods: physicalGoods({ weightGrams: 1_200 }, [
      ['Sprei Katun Motif Bunga 160', 189_000, 'pillow', 5, 'Termasuk dua sarung bantal.'],
      ['Bantal Silikon Hotel', 79_000, 'pillow', 0, 'Empuk, tidak mudah kempis.'],
      ['Lampu Gantung Rotan Minimalis', 139_000, 'lamp', 6, 'Fitting E27, kabel satu meter.'],
      ['Lampu Meja Belajar LED', 95_000, 'lamp', 4, 'Tiga tingkat terang.'],
      ['Tanaman Hias Plastik dan Pot', 49_000, 'plant', 1, 'Mirip asli, tanpa disiram.'],
      ['Sabun Cuci Piring Jeruk Nipis 800 ml', 14_500, 'pump', 2, 'Lembut di tangan.'],
    ]),
  },
];
