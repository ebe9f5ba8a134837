import { physicalGoods, type GoodsSubcategory } from './good.js';

const clothing = ['S', 'M', 'L', 'XL', 'XXL'];
const shoes = ['38', '39', '40', '41', '42', '43'];

export const men: readonly GoodsSubcategory[] = [
  {
    name: 'Kaos & Kemeja',
    art: 'tshirt',
    tone: 0,
    goods: physicalGoods(
      { weightGrams: 220, sizes: clothing, colours: ['Hitam', 'Putih', 'Navy', 'Maroon'] },
      [
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
      ],
    ),
  },
  {
    name: 'Celana & Jaket',
    art: 'trousers',
    tone: 7,
    goods: physicalGoods(
      { weightGrams: 540, sizes: ['M', 'L', 'XL', 'XXL'], colours: ['Hitam', 'Abu-abu', 'Army'] },
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
      ...physicalGoods({ weightGrams: 820, sizes: shoes, colours: ['Hitam', 'Putih'] }, [
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
      ...physicalGoods({ weightGrams: 110, colours: ['Hitam', 'Cokelat', 'Navy'] }, [
        ['Topi Baseball Bordir Kompas', 59_000, 'cap', 6, 'Pengait besi, bisa diatur.'],
        ['Topi Trucker Jaring', 45_000, 'cap', 2, 'Sejuk untuk jalan siang.'],
      ]),
    ],
  },
];

export const women: readonly GoodsSubcategory[] = [
  {
    name: 'Dress & Rok',
    art: 'dress',
    tone: 5,
    goods: physicalGoods(
      {
        weightGrams: 310,
        sizes: ['S', 'M', 'L', 'XL'],
        colours: ['Dusty Pink', 'Sage', 'Biru Langit'],
      },
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
      ...physicalGoods({ weightGrams: 460, colours: ['Cokelat', 'Hitam', 'Krem'] }, [
        ['Tas Tangan Kulit Sintetis Laras', 139_000, 'bag', 6, 'Muat tablet dan dompet panjang.'],
        ['Tas Selempang Mini Melati', 89_000, 'bag', 5, 'Tali bisa dilepas.'],
        ['Tote Bag Kerja Anjani', 169_000, 'bag', 7, 'Ada sekat laptop 14 inci.'],
      ]),
      ...physicalGoods(
        { weightGrams: 380, sizes: ['36', '37', '38', '39', '40'], colours: ['Nude', 'Hitam'] },
        [
          ['Flat Shoes Pita Kencana', 99_000, 'flats', 2, 'Sol empuk, tidak bikin lecet.'],
          ['Flat Shoes Kantor Sekar', 119_000, 'flats', 7, 'Cocok dipakai seharian.'],
        ],
      ),
    ],
  },
];

export const muslim: readonly GoodsSubcategory[] = [
  {
    name: 'Hijab & Gamis',
    art: 'hijab',
    tone: 4,
    goods: physicalGoods(
      { weightGrams: 260, sizes: ['All Size'], colours: ['Mocca', 'Sage', 'Lilac', 'Hitam'] },
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
      ...physicalGoods(
        { weightGrams: 280, sizes: clothing, colours: ['Putih', 'Hijau Botol', 'Navy'] },
        [
          [
            'Baju Koko Kurta Lengan Panjang',
            139_000,
            'koko',
            2,
            'Katun madinah dengan bordir halus.',
          ],
          ['Baju Koko Bordir Al Falah', 169_000, 'koko', 0, 'Bordir komputer rapat dan rapi.'],
          ['Koko Pakistan Premium', 199_000, 'koko', 6, 'Potongan panjang dengan belahan samping.'],
        ],
      ),
      ...physicalGoods({ weightGrams: 520, colours: ['Hijau', 'Cokelat', 'Hitam'] }, [
        ['Sarung Tenun Samarinda', 115_000, 'sarung', 1, 'Tenun halus, warna tidak luntur.'],
        ['Sarung Katun Motif Songket', 85_000, 'sarung', 2, 'Lembut sejak cucian pertama.'],
        ['Peci Hitam Beludru Nasional', 55_000, 'peci', 7, 'Beludru halus, tinggi 9 cm.'],
      ]),
    ],
  },
];
