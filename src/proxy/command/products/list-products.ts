/** The mapped products as `etalase products` lists them: as last seen at bukaOlshop, and by the shelf now. */
import type { Kysely } from 'kysely';
import { ProblemError } from '../../problem.js';
import type { Shelf } from '../../shelf/shelf.js';
import { wantedStock, type WantedProduct } from '../../shop-products/decide-change.js';
import { mapShopProducts, type MappedProduct } from '../../shop-products/shop-product-map.js';
import { NOTHING_SEEN, readShopProducts } from '../../shop-products/shop-product-store.js';
import { readWantedProducts } from '../../shop-products/wanted-products.js';
import type { ShopProductRow, Tables } from '../../store/tables.js';
import type { CommandContext } from '../command-context.js';
import { formatRupiah, formatShortTime } from '../format.js';
import { fit, formatJson } from '../list-output.js';

interface ListedRow {
  readonly mapped: MappedProduct;
  readonly seen: ShopProductRow;
  /** `null` while nothing is certain */
  readonly wanted: WantedProduct | null;
}

/** @returns the exit code: 1 while no supplier can be read */
export async function listProducts(
  db: Kysely<Tables>,
  shelf: Shelf,
  isJson: boolean,
  { print, printError }: Pick<CommandContext, 'print' | 'printError'>,
): Promise<number> {
  try {
    const map = mapShopProducts((await shelf.list()).file);
    const wanted = await readWantedProducts(shelf);
    const seen = await readShopProducts(db);
    const rows = Array.from(map.values(), (mapped): ListedRow => ({
      mapped,
      seen: seen.get(mapped.id) ?? { ...NOTHING_SEEN, id: mapped.id },
      wanted: wanted.get(mapped.id) ?? null,
    }));
    if (isJson) print(formatJson(rows.map(toJson)));
    else if (rows.length > 0) print(rows.map(describe).join('\n\n'));
    else print('Belum ada "shop_product" di katalog. / The catalogue names no "shop_product" yet.');
    return 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    printError('Daftar pemasok tidak terbaca. / No supplier’s list can be read.');
    return 1;
  }
}

const FAULTS: Readonly<Record<NonNullable<ShopProductRow['fault']>, string>> = {
  unknown: 'bukaOlshop tidak mengenalnya / bukaOlshop does not know it',
  unreadable: 'jawaban bukaOlshop tidak terbaca / bukaOlshop’s answer cannot be read',
  refused: 'ditolak bukaOlshop / bukaOlshop refuses',
};

function describe({ mapped, seen, wanted }: ListedRow): string {
  const { id, held_price: held, fault } = seen;
  const price = wanted?.price ?? null;
  const stock = wanted && wantedStock(seen.stock, wanted);
  const lines = [
    `${id} ${seen.name ?? ''}`,
    `  ${mapped.product}, ${mapped.item}`,
    `  harga/price ${figures(seen.price, price)}`,
    `  stok/stock ${figures(seen.stock, stock, String)}`,
    `  dilihat/seen ${seen.seen_at === null ? '–' : formatShortTime(seen.seen_at)}`,
    ...(fault === null ? [] : [`  ${FAULTS[fault]}`]),
    ...(held === null
      ? []
      : [`  tertahan / held: ${formatRupiah(held)}`, `  etalase products accept ${id}`]),
  ];
  return lines.map((line) => fit(line, 80).trimEnd()).join('\n');
}

/** `Rp11.000 → Rp12.000`; one figure where both are the same, or nothing else should be shown */
function figures(
  shown: number | null,
  wanted: number | null,
  format: (figure: number | null) => string = formatRupiah,
): string {
  const now = shown === null ? '–' : format(shown);
  return wanted === null || wanted === shown ? now : `${now} → ${format(wanted)}`;
}

const toJson = ({ mapped, seen, wanted }: ListedRow): object => ({
  id: mapped.id,
  name: seen.name,
  product: mapped.product,
  item: mapped.item,
  price: seen.price,
  wanted_price: wanted?.price ?? null,
  stock: seen.stock,
  wanted_stock: wanted && wantedStock(seen.stock, wanted),
  held_price: seen.held_price,
  accepted_price: seen.accepted_price,
  fault: seen.fault,
  seen_at: seen.seen_at === null ? null : new Date(seen.seen_at).toISOString(),
  checkout_url: seen.page_url,
});
