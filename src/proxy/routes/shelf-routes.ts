/** `GET /v1/shelf` and `GET /v1/shelf/{id}`: public, one row for one thing, with the shop's own prices. */
import type { ShelfProduct } from '../contract.js';
import { toPublicShelf, toTile } from '../shelf/entries.js';
import type { OpenProduct, Shelf } from '../shelf/shelf.js';
import type { CheckoutUrls, CheckoutUrlsById } from '../shop-products/checkout-urls.js';
import { renderJson, respondWith, type RenderedJson } from './rendered-json.js';
import type { RouteHandlers } from './routes.js';

export interface ShelfRouteParts {
  readonly checkoutUrls: CheckoutUrls;
  readonly shelf: Pick<Shelf, 'list' | 'product'>;
}

const LIST_MAX_AGE_SECONDS = 60;
/** Prices are at most a minute old, so that no browser may show them for long. */
const PRODUCT_MAX_AGE_SECONDS = 5;

export function shelfRoutes({ shelf, checkoutUrls }: ShelfRouteParts) {
  // The shelf returns the same objects until something changes; each is rendered once.
  const rendered = new WeakMap<object, RenderedJson>();
  function renderOnce<T extends object>(source: T, toAnswer: (source: T) => object): RenderedJson {
    const known = rendered.get(source) ?? renderJson(toAnswer(source));
    rendered.set(source, known);
    return known;
  }

  const renderedProducts = new WeakMap<
    OpenProduct,
    { readonly urls: CheckoutUrlsById; readonly answer: RenderedJson }
  >();
  function renderProduct(product: OpenProduct, urls: CheckoutUrlsById): RenderedJson {
    const known = renderedProducts.get(product);
    if (known?.urls === urls) return known.answer;
    const answer = renderJson(toPublicProduct(product, urls));
    renderedProducts.set(product, { urls, answer });
    return answer;
  }

  return {
    'GET /v1/shelf': async (c) => {
      const list = await shelf.list();
      const answer = renderOnce(list, ({ file, entries }) => toPublicShelf(file, entries));
      // A browser must not reuse a list for long that lacks a supplier.
      return respondWith(c, answer, list.isPartial ? 0 : LIST_MAX_AGE_SECONDS);
    },

    'GET /v1/shelf/:id': async (c) => {
      const product = await shelf.product(c.req.param('id'));
      const answer = renderProduct(product, await checkoutUrls.current());
      return respondWith(c, answer, PRODUCT_MAX_AGE_SECONDS, 0);
    },
  } satisfies Partial<RouteHandlers>;
}

function toPublicProduct(
  { entry, fields, sources, rows, readAt }: OpenProduct,
  urls: CheckoutUrlsById,
): ShelfProduct {
  const [first] = sources;
  const isSoldOut = rows.every(({ offer }) => !offer.isAvailable);
  const notice = sources.find(({ limits }) => limits.notice !== null)?.limits.notice;
  return {
    ...toTile(entry),
    description: first?.detail.description ?? null,
    instruction: first?.detail.instruction ?? null,
    fields: [...fields],
    items: rows.map(({ id, name, group, offer }) => ({
      id,
      name,
      group,
      price: offer.price,
      available: offer.isAvailable,
      seconds: offer.item.seconds,
      checkout_url: (offer.isAvailable && urls.get(shopProductOf(entry, id) ?? '')) || null,
    })),
    read_at: new Date(readAt).toISOString(),
    ...(isSoldOut && notice && { notice }),
  };
}

/** The product of the shop that a row is. */
const shopProductOf = ({ items }: OpenProduct['entry'], row: string): string | undefined =>
  items.find(({ name, shop_product: id }) => name === row && id !== undefined)?.shop_product;
