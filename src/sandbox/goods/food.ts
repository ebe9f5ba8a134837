import { physicalGoods, type GoodsSubcategory } from './good.js';

export const food: readonly GoodsSubcategory[] = [
  {
    name: 'Camilan',
    art: 'pouch',
    tone: 1,
    goods: physicalGoods({ weightGrams: 250 }, [
      [
        'Keripik Singkong Balado Uni Des',
        18_000,
        'pouch',
        1,
        'Renyah pedas khas Bukittinggi, 250 gram.',
      ],
      ['Keripik Tempe Sagu Malang', 16_500, 'pouch', 2, 'Tipis dan gurih, 200 gram.'],
      ['Basreng Daun Jeruk Pedas', 15_000, 'pouch', 3, 'Irisan tipis dengan daun jeruk wangi.'],
      ['Kue Kering Nastar Wisman', 85_000, 'cookies', 6, 'Selai nanas asli, 500 gram.'],
      ['Kue Kering Kacang Sukabumi', 52_000, 'cookies', 1, 'Lumer di mulut, 400 gram.'],
      ['Seblak Instan Komplet', 17_500, 'bowl', 5, 'Tinggal seduh, ada kerupuk dan makaroni.'],
      ['Mi Kocok Bandung Siap Masak', 24_000, 'bowl', 0, 'Bumbu kaldu sapi dan kikil.'],
    ]),
  },
  {
    name: 'Minuman',
    art: 'cup',
    tone: 6,
    goods: physicalGoods({ weightGrams: 320 }, [
      ['Kopi Arabika Gayo 200 g', 68_000, 'coffee', 2, 'Sangrai medium, wangi rempah.'],
      ['Kopi Robusta Lampung 250 g', 42_000, 'coffee', 1, 'Pahit mantap untuk kopi tubruk.'],
      ['Kopi Toraja Sapan Bubuk', 75_000, 'coffee', 6, 'Rasa cokelat dengan asam lembut.'],
      ['Es Kopi Susu Gula Aren Literan', 65_000, 'cup', 6, 'Satu liter, simpan di kulkas.'],
      ['Thai Tea Boba Kit', 38_000, 'cup', 3, 'Untuk sepuluh gelas di rumah.'],
      [
        'Madu Hutan Sumbawa 350 ml',
        95_000,
        'bottle',
        3,
        'Dipanen lestari, tanpa pemanis tambahan.',
      ],
    ]),
  },
  {
    name: 'Sambal & Bumbu',
    art: 'jar',
    tone: 2,
    goods: physicalGoods({ weightGrams: 280 }, [
      ['Sambal Roa Manado', 36_000, 'jar', 1, 'Ikan roa asap asli, 150 gram.'],
      ['Sambal Bawang Mbok Sri', 28_000, 'jar', 3, 'Pedas level 4, tahan enam bulan.'],
      ['Sambal Matah Bali', 32_000, 'jar', 2, 'Serai dan bawang merah segar.'],
      ['Kecap Manis Cap Kembang', 21_000, 'bottle', 6, 'Kedelai hitam, 600 ml.'],
    ]),
  },
];
