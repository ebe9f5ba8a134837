import { timestamp } from '../wib-time.js';
import { goodsCategories, type GoodsCategory, type Good } from '../goods/index.js';
import { imagePath, views, type Art } from '../images/index.js';
import { between, createRandom, type Random } from '../seeded-random.js';
import { changedRow, type ProductView } from './product-view.js';
import type { CategoryRow, ProductRow, SubCategoryRow } from './rows.js';

export interface CatalogOptions {
  readonly seed: number;
  /** Number of products. */
  readonly products: number;
  /** Number of main categories; those beyond the built-in ones are empty. */
  readonly categories: number;
  /** When the newest product was added, milliseconds since 1970. */
  readonly newestAtMs: number;
  /** The path of the shop's own pages, for instance `/toko`. */
  readonly storefrontPath: string;
}

/** A filter of the product list. */
export interface Selection {
  readonly category?: string | undefined;
  readonly search?: string | undefined;
}

export interface Catalog {
  /** Products `from` to `from + count`, newest first. */
  products(selection: Selection, from: number, count: number, view: ProductView): ProductRow[];
  find(id: string, view: ProductView): ProductRow | undefined;
  categories(publicUrl: string): CategoryRow[];
}

/** The default number of main categories. */
export const BUILT_IN_CATEGORY_COUNT = goodsCategories.length;

interface CategorizedGood {
  readonly good: Good;
  readonly category: string;
}

interface CatalogEntry extends CategorizedGood {
  readonly position: number;
  readonly name: string;
}

const mainCategoryId = (categoryIndex: number): string => String(4_100 + categoryIndex * 100);

const subcategoryId = (categoryIndex: number, subcategoryIndex: number, name: string): string =>
  name === ''
    ? mainCategoryId(categoryIndex)
    : String(4_100 + categoryIndex * 100 + subcategoryIndex + 1);

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

const shuffled = <Item>(items: readonly Item[], random: Random): Item[] =>
  items
    .map((item) => ({ item, weight: random() }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ item }) => item);

const categorizedGoods = (goodsCategory: GoodsCategory, index: number): CategorizedGood[] =>
  goodsCategory.subcategories.flatMap((subcategory, position) =>
    subcategory.goods.map((good) => ({
      good,
      category: subcategoryId(index, position, subcategory.name),
    })),
  );

/** Spreads every category evenly over the list, so that every page shows a mixture. */
const interleaveCategories = (
  goodsByCategory: readonly CategorizedGood[][],
  random: Random,
): CategorizedGood[] =>
  goodsByCategory
    .flatMap((goods, index) =>
      shuffled(goods, random).map((categorized, position) => ({
        categorized,
        weight: position / goods.length + index / 10_000,
      })),
    )
    .sort((a, b) => a.weight - b.weight)
    .map(({ categorized }) => categorized);

/** A good in a further edition, with another name and colour, for shops with more products. */
const inEdition = (
  { good, category }: CategorizedGood,
  edition: number,
): CategorizedGood & { name: string } =>
  edition === 1
    ? { good, category, name: good.name }
    : {
        good: { ...good, tone: (good.tone + edition - 1) % 8 },
        category,
        name: `${good.name} Seri ${String(edition)}`,
      };

const createEntries = ({ seed, products, categories }: CatalogOptions): CatalogEntry[] => {
  const all = interleaveCategories(
    goodsCategories.slice(0, categories).map(categorizedGoods),
    createRandom(seed),
  );
  const shipped = all.filter(({ good }) => good.weightGrams > 0);
  const repeatable = shipped.length > 0 ? shipped : all;
  const entries: CatalogEntry[] = [];
  for (let edition = 1; all.length > 0 && entries.length < products; edition += 1) {
    const source = edition === 1 ? all : repeatable;
    for (const categorized of source.slice(0, products - entries.length)) {
      entries.push({ ...inEdition(categorized, edition), position: entries.length });
    }
  }
  return entries;
};

const plainDescription = (good: Good): string =>
  good.weightGrams === 0
    ? `${good.summary} Tulis nomor tujuan dengan benar pada catatan pesanan; nomor yang salah tidak dapat dibatalkan.`
    : `${good.summary} Dikirim di hari yang sama untuk pesanan sebelum pukul 15.00 WIB.`;

const htmlDescription = (name: string, good: Good): string =>
  good.weightGrams === 0
    ? `<p><b>${name}</b></p><p>${good.summary}</p><ul><li>Proses otomatis 24 jam</li><li>Periksa kembali nomor atau ID tujuan</li><li>Bukti kirim ada di riwayat pesanan</li></ul>`
    : `<p><b>${name}</b><br>${good.summary}</p><ul><li>Berat ${String(good.weightGrams)} gram</li><li>Sebelum dikirim diperiksa dan difoto</li><li>Dapat ditukar dalam 7 hari</li></ul><p>Ada pertanyaan? Silakan chat kami.</p>`;

/** The first products of the list are never out of stock. */
const ALWAYS_IN_STOCK_COUNT = 6;

const stock = (random: Random, position: number): number => {
  const roll = random();
  if (roll < 0.05 && position >= ALWAYS_IN_STOCK_COUNT) return 0;
  return roll < 0.18 ? between(random, 1, 5) : between(random, 12, 640);
};

const originalPrice = (random: Random, good: Good): number => {
  const shipped = good.weightGrams > 0;
  if (random() > (shipped ? 0.4 : 0.08)) return 0;
  const percent = shipped ? between(random, 10, 45) : between(random, 3, 8);
  return Math.ceil((good.price * (1 + percent / 100)) / 500) * 500;
};

const PREORDER_ART: ReadonlySet<Art> = new Set(['gamis', 'koko', 'dress', 'cookies']);
const SECOND_HAND_ART: ReadonlySet<Art> = new Set([
  'speaker',
  'watch',
  'keyboard',
  'headphones',
  'bag',
]);

const condition = (random: Random, good: Good): string => {
  if (good.weightGrams === 0) return 'Ready Stock';
  const roll = random();
  if (roll < 0.4 && PREORDER_ART.has(good.art)) return 'Pre Order';
  if (roll < 0.3 && SECOND_HAND_ART.has(good.art)) return 'Bekas';
  return roll < 0.7 ? 'Baru' : 'Ready Stock';
};

const gallery = (good: Good, random: Random, publicUrl: string): string[] => {
  const count = good.weightGrams === 0 ? between(random, 1, 2) : between(random, 2, views);
  return Array.from({ length: count }, (_, view) => {
    const tone = view === 2 ? (good.tone + 3) % 8 : good.tone;
    return publicUrl + imagePath.product(good.art, tone, view, good.label);
  });
};

const THREE_HOURS_MS = 3 * 3_600_000;

const OLDEST_ID = 5_000_001;

/** The newest product has the highest id. */
const idAt = (position: number, { products }: CatalogOptions): string =>
  String(OLDEST_ID + products - 1 - position);

const positionOf = (id: string, { products }: CatalogOptions): number =>
  OLDEST_ID + products - 1 - Number(id);

const toRow = (entry: CatalogEntry, options: CatalogOptions, publicUrl: string): ProductRow => {
  const { good, name, position } = entry;
  const random = createRandom(options.seed * 7_919 + position * 104_729);
  const id = idAt(position, options);
  const pictures = gallery(good, random, publicUrl);
  const conditionName = condition(random, good);
  return {
    id_produk: id,
    id_kategori: entry.category,
    nama_produk: name,
    harga_produk: good.price,
    harga_produk_asli: originalPrice(random, good),
    deskripsi_singkat: good.summary,
    deskripsi_panjang: random() < 0.6 ? htmlDescription(name, good) : plainDescription(good),
    kondisi_produk: conditionName,
    stok: conditionName === 'Bekas' ? 1 : stock(random, position),
    berat: good.weightGrams,
    tanggal: timestamp(options.newestAtMs - position * THREE_HOURS_MS),
    ukuran: good.sizes === null ? null : [...good.sizes],
    warna: good.colours === null ? null : [...good.colours],
    gambar_utama: pictures[0] ?? '',
    list_gambar: pictures,
    url_produk: `${publicUrl}${options.storefrontPath}/produk/${slug(name)}-${id}`,
  };
};

interface CategoryUrls {
  readonly publicUrl: string;
  readonly storefrontUrl: string;
}

const categoryRow = (
  id: string,
  name: string,
  image: string,
  type: 'utama' | 'sub',
  { publicUrl, storefrontUrl }: CategoryUrls,
): SubCategoryRow => ({
  id_kategori: id,
  nama_kategori: name,
  gambar_kategori: publicUrl + image,
  url_kategori: `${storefrontUrl}/kategori/${slug(name)}-${id}`,
  tipe_kategori: type,
});

const mainCategoryRow = (
  goodsCategory: GoodsCategory,
  index: number,
  urls: CategoryUrls,
): CategoryRow => ({
  ...categoryRow(
    mainCategoryId(index),
    goodsCategory.name,
    imagePath.category(goodsCategory.art, goodsCategory.tone),
    'utama',
    urls,
  ),
  sub_kategori: goodsCategory.subcategories
    .map((subcategory, position) => ({
      subcategory,
      id: subcategoryId(index, position, subcategory.name),
    }))
    .filter(({ subcategory }) => subcategory.name !== '')
    .map(({ subcategory, id }) =>
      categoryRow(
        id,
        subcategory.name,
        imagePath.category(subcategory.art, subcategory.tone),
        'sub',
        urls,
      ),
    ),
});

const emptyCategory = (index: number): GoodsCategory => ({
  name: `Kategori ${String(index + 1)}`,
  art: 'bag',
  tone: index % 8,
  subcategories: [],
});

const isInCategory = (entry: CatalogEntry, category: string): boolean =>
  entry.category === category ||
  (category.endsWith('00') && entry.category.slice(0, -2) === category.slice(0, -2));

/** Creates a catalog; the same options give the same goods. Rows are built on demand. */
export const createCatalog = (options: CatalogOptions): Catalog => {
  let cached: CatalogEntry[] | undefined;
  const allEntries = (): CatalogEntry[] => (cached ??= createEntries(options));
  const changeOf = ({ position }: CatalogEntry, { changes }: ProductView) =>
    changes.size === 0 ? undefined : changes.get(idAt(position, options));
  const matching = ({ category, search }: Selection, view: ProductView): CatalogEntry[] => {
    const wanted = search?.trim().toLowerCase();
    return allEntries().filter((entry) => {
      const change = changeOf(entry, view);
      const name = change?.nama_barang ?? entry.name;
      return (
        change !== null &&
        (category === undefined || isInCategory(entry, category)) &&
        (wanted === undefined || name.toLowerCase().includes(wanted))
      );
    });
  };
  const rowOf = (entry: CatalogEntry, view: ProductView): ProductRow | undefined =>
    changedRow(toRow(entry, options, view.publicUrl), changeOf(entry, view));
  return {
    products: (selection, from, count, view) =>
      matching(selection, view)
        .slice(from, from + count)
        .flatMap((entry) => rowOf(entry, view) ?? []),
    find: (id, view) => {
      const entry = allEntries()[positionOf(id, options)];
      return entry && rowOf(entry, view);
    },
    categories: (publicUrl) => {
      const urls = { publicUrl, storefrontUrl: publicUrl + options.storefrontPath };
      return Array.from({ length: options.categories }, (_, index) =>
        mainCategoryRow(goodsCategories[index] ?? emptyCategory(index), index, urls),
      );
    },
  };
};
