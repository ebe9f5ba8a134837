import type { Art } from './images/index.js';

/** One thing for sale, before the shop adds its stock, date and addresses. */
export interface Good {
  readonly name: string;
  /** Whole rupiah. */
  readonly price: number;
  readonly art: Art;
  readonly tone: number;
  /** What the picture says; empty for goods that speak for themselves. */
  readonly label: string;
  /** Grams; 0 for what is not shipped. */
  readonly weight: number;
  readonly summary: string;
  readonly sizes: readonly string[] | null;
  readonly colours: readonly string[] | null;
}

/** A category with what it sells. One without sub-categories has a single unnamed aisle. */
export interface Department {
  readonly name: string;
  readonly art: Art;
  readonly tone: number;
  readonly aisles: readonly Aisle[];
}

export interface Aisle {
  /** Empty: the goods stand in the main category itself. */
  readonly name: string;
  readonly art: Art;
  readonly tone: number;
  readonly goods: readonly Good[];
}

const thousands = new Intl.NumberFormat('id-ID');

const digital = (
  name: string,
  price: number,
  art: Art,
  tone: number,
  label: string,
  summary: string,
): Good => ({ name, price, art, tone, label, weight: 0, summary, sizes: null, colours: null });

type Thing = readonly [name: string, price: number, art: Art, tone: number, summary: string];

interface Make {
  readonly weight: number;
  readonly sizes?: readonly string[];
  readonly colours?: readonly string[];
}

const things = (make: Make, rows: readonly Thing[]): Good[] =>
  rows.map(([name, price, art, tone, summary]) => ({
    name,
    price,
    art,
    tone,
    label: '',
    weight: make.weight,
    summary,
    sizes: make.sizes ?? null,
    colours: make.colours ?? null,
  }));

const operators = [
  ['Telkomsel', 1],
  ['Indosat', 3],
  ['XL', 0],
  ['Tri', 4],
] as const;

const nominals = [5_000, 10_000, 20_000, 25_000, 50_000, 100_000] as const;

const pulsa: readonly Aisle[] = operators.map(([name, tone]) => ({
  name,
  art: 'pulsa',
  tone,
  goods: nominals.map((nominal) => {
    const amount = thousands.format(nominal);
    return digital(
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

const data: readonly Aisle[] = operators.map(([name, tone]) => ({
  name: `Data ${name}`,
  art: 'data',
  tone,
  goods: quotas.map(([gigabytes, days, price]) =>
    digital(
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
): Aisle => ({
  name,
  art,
  tone,
  goods: amounts.map(([count, price]) =>
    digital(
      `${name} ${thousands.format(count)} ${unit}`,
      price,
      art,
      tone,
      thousands.format(count),
      'Cukup tulis ID pemain, tanpa kata sandi.',
    ),
  ),
});

const games: readonly Aisle[] = [
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

const electricity = [20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000].map((nominal) => {
  const amount = thousands.format(nominal);
  return digital(
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

const walletGoods = wallets.flatMap(([name, tone]) =>
  [20_000, 50_000, 100_000].map((nominal) => {
    const amount = thousands.format(nominal);
    return digital(
      `Saldo ${name} ${amount}`,
      nominal + 1_000,
      'wallet',
      tone,
      amount,
      'Pastikan nomor dompet digital sudah aktif.',
    );
  }),
);

const cards = [
  digital(
    'Voucher Google Play 50.000',
    51_500,
    'voucher',
    2,
    '50.000',
    'Kode dikirim lewat catatan pesanan.',
  ),
  digital(
    'Voucher Google Play 100.000',
    102_000,
    'voucher',
    2,
    '100.000',
    'Kode dikirim lewat catatan pesanan.',
  ),
  digital('Voucher Steam Wallet 60.000', 67_500, 'voucher', 7, '60.000', 'Kode region Indonesia.'),
  digital(
    'Voucher Steam Wallet 120.000',
    133_000,
    'voucher',
    7,
    '120.000',
    'Kode region Indonesia.',
  ),
  digital('Voucher Garena Shell 66', 20_500, 'voucher', 1, '66', 'Untuk semua permainan Garena.'),
];

const clothing = ['S', 'M', 'L', 'XL', 'XXL'];
const shoes = ['38', '39', '40', '41', '42', '43'];

const men: readonly Aisle[] = [
  {
    name: 'Kaos & Kemeja',
    art: 'tshirt',
    tone: 0,
    goods: things({ weight: 220, sizes: clothing, colours: ['Hitam', 'Putih', 'Navy', 'Maroon'] }, [
      [
        'Kaos Polos Cotton Combed 30s',
        49_000,
        'tshirt',
        0,
        'Adem, tidak menerawang, jahitan rantai.',
      ],
      ['Kaos Distro Senja di Pantai', 79_000, 'tshirt', 1, 'Sablon plastisol, tahan cuci.'],
      [
        'Kaos Oversize Heavyweight 24s',
        99_000,
        'tshirt',
        7,
        'Bahan tebal dengan potongan longgar.',
      ],
      [
        'Kemeja Flanel Kotak Lengan Pendek',
        129_000,
        'shirt',
        2,
        'Flanel lembut untuk sehari-hari.',
      ],
      ['Kemeja Oxford Slim Fit', 159_000, 'shirt', 0, 'Rapi untuk kantor dan kondangan.'],
      [
        'Kemeja Batik Parang Modern',
        189_000,
        'shirt',
        6,
        'Batik cap katun primisima dari Pekalongan.',
      ],
    ]),
  },
  {
    name: 'Celana & Jaket',
    art: 'trousers',
    tone: 7,
    goods: things(
      { weight: 540, sizes: ['M', 'L', 'XL', 'XXL'], colours: ['Hitam', 'Abu-abu', 'Army'] },
      [
        [
          'Celana Chino Stretch Panjang',
          149_000,
          'trousers',
          6,
          'Melar nyaman, tidak mudah kusut.',
        ],
        [
          'Celana Jeans Regular Dark Wash',
          199_000,
          'trousers',
          0,
          'Denim 12 oz, semakin dipakai semakin bagus.',
        ],
        ['Celana Jogger Training', 89_000, 'trousers', 7, 'Untuk olahraga dan santai di rumah.'],
        [
          'Hoodie Fleece Polos Unisex',
          169_000,
          'hoodie',
          3,
          'Fleece 280 gsm, hangat di perjalanan.',
        ],
        ['Jaket Hoodie Zipper Kampus', 189_000, 'hoodie', 4, 'Dua kantong dan tali serut.'],
      ],
    ),
  },
  {
    name: 'Sepatu & Topi',
    art: 'sneaker',
    tone: 1,
    goods: [
      ...things({ weight: 820, sizes: shoes, colours: ['Hitam', 'Putih'] }, [
        ['Sneakers Kanvas Jalan Pagi', 189_000, 'sneaker', 1, 'Sol karet lentur buatan Cibaduyut.'],
        ['Sepatu Lari Ringan Angin', 259_000, 'sneaker', 2, 'Bantalan empuk, bobot 240 gram.'],
        [
          'Sneakers Kulit Sintetis Putih',
          229_000,
          'sneaker',
          0,
          'Mudah dibersihkan, cocok untuk ngantor.',
        ],
      ]),
      ...things({ weight: 110, colours: ['Hitam', 'Cokelat', 'Navy'] }, [
        ['Topi Baseball Bordir Kompas', 59_000, 'cap', 6, 'Pengait besi, bisa diatur.'],
        ['Topi Trucker Jaring', 45_000, 'cap', 2, 'Sejuk untuk jalan siang.'],
      ]),
    ],
  },
];

const women: readonly Aisle[] = [
  {
    name: 'Dress & Rok',
    art: 'dress',
    tone: 5,
    goods: things(
      { weight: 310, sizes: ['S', 'M', 'L', 'XL'], colours: ['Dusty Pink', 'Sage', 'Biru Langit'] },
      [
        ['Midi Dress Polkadot Arumi', 159_000, 'dress', 0, 'Rayon viscose yang jatuh dan adem.'],
        [
          'Dress Bunga Kebun Teh',
          179_000,
          'dress',
          5,
          'Ada karet pinggang dan ritsleting belakang.',
        ],
        ['Dress Pesta Satin Kirana', 289_000, 'dress', 4, 'Satin velvet, tidak panas.'],
        ['Rok Plisket Premium', 79_000, 'skirt', 1, 'Lipit rapat, tidak mudah lepas.'],
        ['Rok A-Line Linen', 99_000, 'skirt', 6, 'Linen halus dengan kantong samping.'],
      ],
    ),
  },
  {
    name: 'Tas & Sepatu',
    art: 'bag',
    tone: 6,
    goods: [
      ...things({ weight: 460, colours: ['Cokelat', 'Hitam', 'Krem'] }, [
        ['Tas Tangan Kulit Sintetis Laras', 139_000, 'bag', 6, 'Muat tablet dan dompet panjang.'],
        ['Tas Selempang Mini Melati', 89_000, 'bag', 5, 'Tali bisa dilepas.'],
        ['Tote Bag Kerja Anjani', 169_000, 'bag', 7, 'Ada sekat laptop 14 inci.'],
      ]),
      ...things(
        { weight: 380, sizes: ['36', '37', '38', '39', '40'], colours: ['Nude', 'Hitam'] },
        [
          ['Flat Shoes Pita Kencana', 99_000, 'flats', 2, 'Sol empuk, tidak bikin lecet.'],
          ['Flat Shoes Kantor Sekar', 119_000, 'flats', 7, 'Cocok dipakai seharian.'],
        ],
      ),
    ],
  },
];

const muslim: readonly Aisle[] = [
  {
    name: 'Hijab & Gamis',
    art: 'hijab',
    tone: 4,
    goods: things(
      { weight: 260, sizes: ['All Size'], colours: ['Mocca', 'Sage', 'Lilac', 'Hitam'] },
      [
        ['Hijab Pashmina Ceruty Babydoll', 35_000, 'hijab', 4, 'Tidak licin, mudah dibentuk.'],
        ['Hijab Segi Empat Voal Motif', 49_000, 'hijab', 5, 'Tegak di dahi, tepi laser cut.'],
        ['Hijab Instan Jersey Sport', 42_000, 'hijab', 2, 'Menyerap keringat, pas untuk olahraga.'],
        ['Bergo Maryam Harian', 29_000, 'hijab', 3, 'Pet lembut tanpa jarum.'],
        ['Gamis Syari Itycrepe Nadia', 189_000, 'gamis', 4, 'Busui friendly dengan kancing depan.'],
        [
          'Gamis Katun Toyobo Halwa',
          229_000,
          'gamis',
          2,
          'Katun Jepang, ringan dan tidak menerawang.',
        ],
        [
          'Gamis Brokat Lebaran Zahra',
          349_000,
          'gamis',
          5,
          'Lapis furing penuh, siap untuk hari raya.',
        ],
      ],
    ),
  },
  {
    name: 'Koko & Sarung',
    art: 'koko',
    tone: 2,
    goods: [
      ...things({ weight: 280, sizes: clothing, colours: ['Putih', 'Hijau Botol', 'Navy'] }, [
        [
          'Baju Koko Kurta Lengan Panjang',
          139_000,
          'koko',
          2,
          'Katun madinah dengan bordir halus.',
        ],
        ['Baju Koko Bordir Al Falah', 169_000, 'koko', 0, 'Bordir komputer rapat dan rapi.'],
        ['Koko Pakistan Premium', 199_000, 'koko', 6, 'Potongan panjang dengan belahan samping.'],
      ]),
      ...things({ weight: 520, colours: ['Hijau', 'Cokelat', 'Hitam'] }, [
        ['Sarung Tenun Samarinda', 115_000, 'sarung', 1, 'Tenun halus, warna tidak luntur.'],
        ['Sarung Katun Motif Songket', 85_000, 'sarung', 2, 'Lembut sejak cucian pertama.'],
        ['Peci Hitam Beludru Nasional', 55_000, 'peci', 7, 'Beludru halus, tinggi 9 cm.'],
      ]),
    ],
  },
];

const food: readonly Aisle[] = [
  {
    name: 'Camilan',
    art: 'pouch',
    tone: 1,
    goods: things({ weight: 250 }, [
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
    goods: things({ weight: 320 }, [
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
    goods: things({ weight: 280 }, [
      ['Sambal Roa Manado', 36_000, 'jar', 1, 'Ikan roa asap asli, 150 gram.'],
      ['Sambal Bawang Mbok Sri', 28_000, 'jar', 3, 'Pedas level 4, tahan enam bulan.'],
      ['Sambal Matah Bali', 32_000, 'jar', 2, 'Serai dan bawang merah segar.'],
      ['Kecap Manis Cap Kembang', 21_000, 'bottle', 6, 'Kedelai hitam, 600 ml.'],
    ]),
  },
];

const electronics: readonly Aisle[] = [
  {
    name: 'Audio',
    art: 'earbuds',
    tone: 7,
    goods: things({ weight: 180, colours: ['Hitam', 'Putih'] }, [
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
    goods: things({ weight: 260, colours: ['Hitam', 'Putih', 'Biru'] }, [
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

const beauty = things({ weight: 140 }, [
  ['Serum Niacinamide 10% Cerah', 69_000, 'serum', 7, 'Menyamarkan noda, BPOM terdaftar.'],
  ['Serum Vitamin C Jeruk Purut', 75_000, 'serum', 3, 'Ringan dan cepat meresap.'],
  ['Sunscreen SPF 50 PA++++', 59_000, 'tube', 0, 'Tanpa whitecast, 40 ml.'],
  ['Sabun Wajah Gel Lidah Buaya', 38_000, 'tube', 2, 'pH seimbang untuk kulit sensitif.'],
  ['Lip Cream Matte Senja', 45_000, 'lipstick', 5, 'Tahan delapan jam, tidak kering.'],
  ['Lip Tint Delima', 39_000, 'lipstick', 1, 'Warna segar seharian.'],
  ['Parfum Eau de Parfum Kenanga', 129_000, 'perfume', 5, 'Bunga putih dan vanila, 50 ml.'],
  ['Parfum Pria Kayu Manis', 135_000, 'perfume', 6, 'Hangat dan tahan lama.'],
  ['Body Lotion Beras dan Susu', 42_000, 'pump', 1, 'Melembapkan 24 jam, 400 ml.'],
]);

const household: readonly Aisle[] = [
  {
    name: 'Dapur',
    art: 'pan',
    tone: 4,
    goods: things({ weight: 900 }, [
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
    goods: things({ weight: 1_200 }, [
      ['Sprei Katun Motif Bunga 160', 189_000, 'pillow', 5, 'Termasuk dua sarung bantal.'],
      ['Bantal Silikon Hotel', 79_000, 'pillow', 0, 'Empuk, tidak mudah kempis.'],
      ['Lampu Gantung Rotan Minimalis', 139_000, 'lamp', 6, 'Fitting E27, kabel satu meter.'],
      ['Lampu Meja Belajar LED', 95_000, 'lamp', 4, 'Tiga tingkat terang.'],
      ['Tanaman Hias Plastik dan Pot', 49_000, 'plant', 1, 'Mirip asli, tanpa disiram.'],
      ['Sabun Cuci Piring Jeruk Nipis 800 ml', 14_500, 'pump', 2, 'Lembut di tangan.'],
    ]),
  },
];

const single = (goods: readonly Good[], art: Art, tone: number): readonly Aisle[] => [
  { name: '', art, tone, goods },
];

/** Everything that the made-up shop can sell, in the order of its category list. */
export const departments: readonly Department[] = [
  { name: 'Pulsa', art: 'pulsa', tone: 1, aisles: pulsa },
  { name: 'Voucher Game', art: 'gem', tone: 4, aisles: games },
  { name: 'Fashion Pria', art: 'tshirt', tone: 0, aisles: men },
  { name: 'Makanan & Minuman', art: 'coffee', tone: 3, aisles: food },
  { name: 'Token PLN', art: 'bolt', tone: 2, aisles: single(electricity, 'bolt', 3) },
  { name: 'Busana Muslim', art: 'hijab', tone: 4, aisles: muslim },
  { name: 'Elektronik', art: 'earbuds', tone: 7, aisles: electronics },
  { name: 'Kecantikan', art: 'serum', tone: 5, aisles: single(beauty, 'serum', 5) },
  { name: 'Paket Data', art: 'data', tone: 0, aisles: data },
  { name: 'Fashion Wanita', art: 'dress', tone: 5, aisles: women },
  { name: 'Rumah Tangga', art: 'pan', tone: 2, aisles: household },
  { name: 'Dompet Digital', art: 'wallet', tone: 0, aisles: single(walletGoods, 'wallet', 0) },
  { name: 'Voucher Digital', art: 'voucher', tone: 1, aisles: single(cards, 'voucher', 1) },
];
