/** What `etalase check` tells of the products that the shop's own checkout sells. */
import type { Settings } from '../../config/settings.js';
import { createMirror } from '../../mirror/mirror.js';
import type { Platform } from '../../platform.js';
import { ProblemError } from '../../problem.js';
import type { WantedProduct } from '../../shop-products/decide-change.js';
import { readProductPages, type ListedProduct } from '../../shop-products/product-pages.js';
import { mapShopProducts } from '../../shop-products/shop-product-map.js';
import { readWantedProducts } from '../../shop-products/wanted-products.js';
import { note, passed, type Finding } from '../finding.js';
import { formatRupiah } from '../format.js';
import { stripControlCharacters } from '../list-output.js';
import { openCommandShelf } from '../shelf/read-shelf.js';

const NAME = ['Produk toko', 'Products of the shop'] as const;

export async function checkProducts(settings: Settings, platform: Platform): Promise<Finding[]> {
  const map = mapShopProducts(settings.catalog);
  if (map.size === 0) return [];
  const { products, isComplete } = await readProductPages(
    createMirror(settings.bukaolshop, platform),
    map.keys(),
  );
  const wanted = await readWantedProducts(openCommandShelf(settings, platform).shelf).catch(
    ignoreProblem,
  );
  const lines = [...map.values()].flatMap(({ id, product, item }) => {
    const listed = products.get(id);
    const faults = listed
      ? faultsOf(listed, wanted?.get(id) ?? null)
      : isComplete
        ? ['bukaOlshop tidak mengenalnya. / bukaOlshop does not know it.']
        : [];
    return faults.flatMap((fault) => [`${id}: ${product}, ${item}`, `  ${fault}`]);
  });
  if (!isComplete)
    lines.push('Daftar produk toko tidak terbaca. / The shop’s products cannot all be read.');
  if (settings.bukaolshop.callbackSecret === null)
    lines.push(
      'BUKAOLSHOP_CALLBACK_SECRET belum diisi: pesanan terlihat lebih lambat.',
      'BUKAOLSHOP_CALLBACK_SECRET is not set: orders are seen later.',
    );
  if (lines.length === 0) return [passed(...NAME, String(map.size))];
  return [
    {
      ...note(...NAME, { id: '', en: '' }),
      explanation: lines.map(stripControlCharacters),
    },
  ];
}

/** Nothing is known of costs while no supplier can be read; that has a finding of its own. */
function ignoreProblem(error: unknown): null {
  if (error instanceof ProblemError) return null;
  throw error;
}

function faultsOf({ price, hasVariants }: ListedProduct, wanted: WantedProduct | null): string[] {
  const cost = wanted?.cost ?? null;
  return [
    ...(hasVariants
      ? ['punya varian: buat tanpa varian. / It has variants: make it without them.']
      : []),
    ...(price !== null && cost !== null && price < cost
      ? [`${formatRupiah(price)}, di bawah modal ${formatRupiah(cost)}. / It is below its cost.`]
      : []),
  ];
}
