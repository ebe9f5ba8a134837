/** Where the products of the shop are, and how the app lists them: read from the Open API, page by page. */
import { z } from 'zod';
import { isLoopbackUrl } from '../config/loopback.js';
import type { Mirror } from '../mirror/mirror.js';
import { MAX_PAGES, PAGE_SIZE, rowsOfPage } from '../mirror/product-page.js';
import { lenientNumber, lenientText } from '../upstream/lenient-fields.js';

export interface ListedProduct {
  readonly id: string;
  readonly name: string;
  /** rupiah; `null` where it cannot be read */
  readonly price: number | null;
  /** `null` where it is no address that a page may open */
  readonly url: string | null;
  readonly hasVariants: boolean;
}

export interface ProductPages {
  readonly products: ReadonlyMap<string, ListedProduct>;
  /** Whether every page was read, as far as anything was still looked for. */
  readonly isComplete: boolean;
}

const amount = lenientNumber.nullish().catch(null);
/** A list, or one text; none is `null` or empty. */
const hasChoices = z
  .union([z.array(z.unknown()), lenientText])
  .nullish()
  .catch(null)
  .transform((choices) => (choices ?? '').length > 0);

const row = z
  .looseObject({
    id_produk: lenientText,
    nama_produk: lenientText,
    harga_produk: amount,
    url_produk: z.string().nullish().catch(null),
    ukuran: hasChoices,
    warna: hasChoices,
  })
  .transform((product): ListedProduct => ({
    id: product.id_produk,
    name: product.nama_produk,
    price: product.harga_produk ?? null,
    url: toPageUrl(product.url_produk ?? ''),
    hasVariants: product.ukuran || product.warna,
  }));

/** @param ids ends the reading when all of them are found; all products are read without */
export async function readProductPages(
  mirror: Pick<Mirror, 'list'>,
  ids?: Iterable<string>,
): Promise<ProductPages> {
  const products = new Map<string, ListedProduct>();
  const missing = ids && new Set(ids);
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    if (missing?.size === 0) return { products, isComplete: true };
    const query = { page: String(number), total_data: String(PAGE_SIZE) };
    const read = await mirror.list('produk', query);
    // A page behind the last one may be none.
    if (read.kind === 'failed' && read.code === 'not-found' && number > 1)
      return { products, isComplete: true };
    if (read.kind !== 'read') return { products, isComplete: false };
    const rows = rowsOfPage(read.value.body);
    for (const product of rows.flatMap((each) => row.safeParse(each).data ?? [])) {
      products.set(product.id, product);
      missing?.delete(product.id);
    }
    if (rows.length < PAGE_SIZE) return { products, isComplete: true };
  }
  return { products, isComplete: true };
}

/** An https address; plain http only of this machine, as for all addresses. */
function toPageUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(href)) ? href : null;
}
