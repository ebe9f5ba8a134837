/** Proposes which products of the shop are which rows of the shelf, by equal names. It changes nothing. */
import type { Settings } from '../../config/settings.js';
import { createMirror } from '../../mirror/mirror.js';
import { ProblemError } from '../../problem.js';
import type { ShelfRow } from '../../shelf/rows.js';
import type { OpenProduct, Shelf } from '../../shelf/shelf.js';
import { mapShopProducts } from '../../shop-products/shop-product-map.js';
import { readProductPages, type ListedProduct } from '../../shop-products/product-pages.js';
import type { CommandContext } from '../command-context.js';
import { stripControlCharacters } from '../list-output.js';

interface Place {
  readonly product: OpenProduct;
  readonly row: ShelfRow;
}

/** @returns the exit code: 1 where the shop's products cannot be read */
export async function proposeLinks(
  settings: Settings,
  shelf: Shelf,
  { platform, print, printError }: Pick<CommandContext, 'platform' | 'print' | 'printError'>,
): Promise<number> {
  const { products, isComplete } = await readProductPages(
    createMirror(settings.bukaolshop, platform),
  );
  if (products.size === 0 && !isComplete) {
    printError('Daftar produk toko tidak terbaca. / The shop’s products cannot be read.');
    return 1;
  }
  const { file } = await shelf.list();
  const mapped = mapShopProducts(file);
  const places = await readPlaces(shelf);
  const lines: string[] = [];
  for (const product of products.values()) {
    if (mapped.has(product.id)) continue;
    const [place, ...others] = places.get(keyOf(product.name)) ?? [];
    // Equal names may be different goods.
    if (place && others.length === 0) lines.push(describe(product, place));
    else if (place)
      printError(
        stripControlCharacters(
          `${product.id} ${product.name}: cocok dengan beberapa item. / It fits several items.`,
        ),
      );
  }
  print(lines.length > 0 ? lines.join('\n') : 'Tidak ada nama yang sama. / No names are equal.');
  return 0;
}

/** The rows of the shelf by their name, and by it after the product's title. */
async function readPlaces(shelf: Shelf): Promise<ReadonlyMap<string, readonly Place[]>> {
  const places = new Map<string, Place[]>();
  // One after another, within the suppliers' limits.
  for (const entry of (await shelf.list()).entries) {
    const product = await shelf.open(entry).catch(ignoreProblem);
    for (const row of product?.rows ?? []) {
      if (!product) continue;
      for (const key of new Set([row.name, `${entry.title} ${row.name}`].map(keyOf)))
        places.set(key, [...(places.get(key) ?? []), { product, row }]);
    }
  }
  return places;
}

function ignoreProblem(error: unknown): null {
  if (error instanceof ProblemError) return null;
  throw error;
}

const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The product's entry, and the line to put among its items. */
function describe(listed: ListedProduct, { product: { entry }, row }: Place): string {
  const offers = [row.offer, ...row.others].toReversed();
  const item = {
    name: row.name,
    // Of a supplier's twins the first one, which is the better.
    suppliers: Object.fromEntries(
      offers.map(({ source, item: { code } }) => [source.provider, code]),
    ),
    shop_product: listed.id,
  };
  return stripControlCharacters(`${entry.id}:\n  ${JSON.stringify(item)}`);
}
