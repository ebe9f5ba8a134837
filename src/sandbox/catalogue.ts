import { timestamp } from './clock.js';
import { departments, type Department, type Good } from './goods/index.js';
import { imagePath, views, type Art } from './images/index.js';
import { between, seeded, type Random } from './random.js';
import type { CategoryRow, ProductRow, SubCategoryRow } from './rows.js';

/** What a made-up catalogue is made from. */
export interface CatalogOptions {
  readonly seed: number;
  /** How many products. */
  readonly products: number;
  /** How many main categories; beyond the built-in ones they are empty. */
  readonly categories: number;
  /** The moment at which the newest product was added, in milliseconds since 1970. */
  readonly newestAtMs: number;
}

/** Which products a page of the list is made of. */
export interface Selection {
  readonly category?: string | undefined;
  readonly search?: string | undefined;
}

export interface Catalog {
  /** Products `from` to `from + count`, newest first. */
  products(selection: Selection, from: number, count: number, publicUrl: string): ProductRow[];
  categories(publicUrl: string): CategoryRow[];
}

/** How many main categories there are unless told otherwise. */
export const BUILT_IN_CATEGORY_COUNT = departments.length;

interface Shelved {
  readonly good: Good;
  readonly category: string;
}

interface Entry extends Shelved {
  readonly position: number;
  readonly name: string;
}

const mainId = (department: number): string => String(4_100 + department * 100);

const aisleId = (department: number, aisle: number, name: string): string =>
  name === '' ? mainId(department) : String(4_100 + department * 100 + aisle + 1);

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

const shuffled = <Item>(items: readonly Item[], random: Random): Item[] =>
  items
    .map((item) => ({ item, weight: random() }))
    .sort((one, other) => one.weight - other.weight)
    .map(({ item }) => item);

const shelve = (department: Department, index: number): Shelved[] =>
  department.aisles.flatMap((aisle, position) =>
    aisle.goods.map((good) => ({ good, category: aisleId(index, position, aisle.name) })),
  );

/** Spreads every category evenly over the list, so that any page shows a bit of everything. */
const mixed = (shelves: readonly Shelved[][], random: Random): Shelved[] =>
  shelves
    .flatMap((shelf, index) =>
      shuffled(shelf, random).map((shelved, position) => ({
        shelved,
        weight: position / shelf.length + index / 10_000,
      })),
    )
    .sort((one, other) => one.weight - other.weight)
    .map(({ shelved }) => shelved);

/** Goods come in further editions, in other colours, when a shop wants more than there are. */
const inEdition = ({ good, category }: Shelved, edition: number): Shelved & { name: string } =>
  edition === 1
    ? { good, category, name: good.name }
    : {
        good: { ...good, tone: (good.tone + edition - 1) % 8 },
        category,
        name: `${good.name} Seri ${String(edition)}`,
      };

const listing = ({ seed, products, categories }: CatalogOptions): Entry[] => {
  const all = mixed(departments.slice(0, categories).map(shelve), seeded(seed));
  const shipped = all.filter(({ good }) => good.weight > 0);
  const again = shipped.length > 0 ? shipped : all;
  const entries: Entry[] = [];
  for (let edition = 1; all.length > 0 && entries.length < products; edition += 1) {
    const round = edition === 1 ? all : again;
    for (const shelved of round.slice(0, products - entries.length)) {
      entries.push({ ...inEdition(shelved, edition), position: entries.length });
    }
  }
  return entries;
};

const plain = (good: Good): string =>
  good.weight === 0
    ? `${good.summary} Tulis nomor tujuan dengan benar pada catatan pesanan; nomor yang salah tidak dapat dibatalkan.`
    : `${good.summary} Dikirim di hari yang sama untuk pesanan sebelum pukul 15.00 WIB.`;

const marked = (name: string, good: Good): string =>
  good.weight === 0
    ? `<p><b>${name}</b></p><p>${good.summary}</p><ul><li>Proses otomatis 24 jam</li><li>Periksa kembali nomor atau ID tujuan</li><li>Bukti kirim ada di riwayat pesanan</li></ul>`
    : `<p><b>${name}</b><br>${good.summary}</p><ul><li>Berat ${String(good.weight)} gram</li><li>Sebelum dikirim diperiksa dan difoto</li><li>Dapat ditukar dalam 7 hari</li></ul><p>Ada pertanyaan? Silakan chat kami.</p>`;

/** The front row of the shop always has something to sell. */
const frontRow = 6;

const stock = (random: Random, position: number): number => {
  const chance = random();
  if (chance < 0.05 && position >= frontRow) return 0;
  return chance < 0.18 ? between(random, 1, 5) : between(random, 12, 640);
};

const priceBefore = (random: Random, good: Good): number => {
  const shipped = good.weight > 0;
  if (random() > (shipped ? 0.4 : 0.08)) return 0;
  const percent = shipped ? between(random, 10, 45) : between(random, 3, 8);
  return Math.ceil((good.price * (1 + percent / 100)) / 500) * 500;
};

const madeToOrder: ReadonlySet<Art> = new Set(['gamis', 'koko', 'dress', 'cookies']);
const secondHand: ReadonlySet<Art> = new Set(['speaker', 'watch', 'keyboard', 'headphones', 'bag']);

const condition = (random: Random, good: Good): string => {
  if (good.weight === 0) return 'Ready Stock';
  const chance = random();
  if (chance < 0.4 && madeToOrder.has(good.art)) return 'Pre Order';
  if (chance < 0.3 && secondHand.has(good.art)) return 'Bekas';
  return chance < 0.7 ? 'Baru' : 'Ready Stock';
};

const gallery = (good: Good, random: Random, publicUrl: string): string[] => {
  const count = good.weight === 0 ? between(random, 1, 2) : between(random, 2, views);
  return Array.from({ length: count }, (_, view) => {
    const tone = view === 2 ? (good.tone + 3) % 8 : good.tone;
    return publicUrl + imagePath.product(good.art, tone, view, good.label);
  });
};

const THREE_HOURS_MS = 3 * 3_600_000;

const toRow = (entry: Entry, options: CatalogOptions, publicUrl: string): ProductRow => {
  const { good, name, position } = entry;
  const random = seeded(options.seed * 7_919 + position * 104_729);
  const id = String(5_000_000 + options.products - position);
  const pictures = gallery(good, random, publicUrl);
  const kind = condition(random, good);
  return {
    id_produk: id,
    id_kategori: entry.category,
    nama_produk: name,
    harga_produk: good.price,
    harga_produk_asli: priceBefore(random, good),
    deskripsi_singkat: good.summary,
    deskripsi_panjang: random() < 0.6 ? marked(name, good) : plain(good),
    kondisi_produk: kind,
    stok: kind === 'Bekas' ? 1 : stock(random, position),
    berat: good.weight,
    tanggal: timestamp(options.newestAtMs - position * THREE_HOURS_MS),
    ukuran: good.sizes === null ? null : [...good.sizes],
    warna: good.colours === null ? null : [...good.colours],
    gambar_utama: pictures[0] ?? '',
    list_gambar: pictures,
    url_produk: `${publicUrl}/toko/produk/${slug(name)}-${id}`,
  };
};

const categoryRow = (
  id: string,
  name: string,
  image: string,
  kind: 'utama' | 'sub',
  publicUrl: string,
): SubCategoryRow => ({
  id_kategori: id,
  nama_kategori: name,
  gambar_kategori: publicUrl + image,
  url_kategori: `${publicUrl}/toko/kategori/${slug(name)}-${id}`,
  tipe_kategori: kind,
});

const departmentRow = (department: Department, index: number, publicUrl: string): CategoryRow => ({
  ...categoryRow(
    mainId(index),
    department.name,
    imagePath.category(department.art, department.tone),
    'utama',
    publicUrl,
  ),
  sub_kategori: department.aisles
    .map((aisle, position) => ({ aisle, id: aisleId(index, position, aisle.name) }))
    .filter(({ aisle }) => aisle.name !== '')
    .map(({ aisle, id }) =>
      categoryRow(id, aisle.name, imagePath.category(aisle.art, aisle.tone), 'sub', publicUrl),
    ),
});

const emptyDepartment = (index: number): Department => ({
  name: `Kategori ${String(index + 1)}`,
  art: 'bag',
  tone: index % 8,
  aisles: [],
});

const belongs = (entry: Entry, category: string): boolean =>
  entry.category === category ||
  (category.endsWith('00') && entry.category.slice(0, -2) === category.slice(0, -2));

/** Makes a catalogue; the same options give the same goods. Rows are written when they are asked for. */
export const createCatalog = (options: CatalogOptions): Catalog => {
  let cached: Entry[] | undefined;
  const matching = ({ category, search }: Selection): Entry[] => {
    cached ??= listing(options);
    const wanted = search?.trim().toLowerCase();
    return cached.filter(
      (entry) =>
        (category === undefined || belongs(entry, category)) &&
        (wanted === undefined || entry.name.toLowerCase().includes(wanted)),
    );
  };
  return {
    products: (selection, from, count, publicUrl) =>
      matching(selection)
        .slice(from, from + count)
        .map((entry) => toRow(entry, options, publicUrl)),
    categories: (publicUrl) =>
      Array.from({ length: options.categories }, (_, index) =>
        departmentRow(departments[index] ?? emptyDepartment(index), index, publicUrl),
      ),
  };
};
