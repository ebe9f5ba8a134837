/** `GET /v1/shelf` and `GET /v1/shelf/{id}`: public, one row for one thing, with the shop's own prices. */
import type { ShelfProduct } from '../contract.js';
import { toPublicShelf, toTile } from '../shelf/entries.js';
import type { OpenProduct, Shelf } from '../shelf/shelf.js';
import { renderJson, respondWith, type RenderedJson } from './rendered-json.js';
import type { RouteHandlers } from './routes.js';

export interface ShelfRouteParts {
  readonly shelf: Pick<Shelf, 'list' | 'product'>;
}

const LIST_MAX_AGE_SECONDS = 60;
/** Prices are at most a minute old, so that no browser may show them for long. */
const PRODUCT_MAX_AGE_SECONDS = 5;

export function shelfRoutes({ shelf }: ShelfRouteParts) {
  // The shelf returns the same objects until something changes; each is rendered once.
  const rendered = new WeakMap<object, RenderedJson>();
  function renderOnce<T extends object>(source: T, toAnswer: (source: T) => object): RenderedJson {
    const known = rendered.get(source) ?? renderJson(toAnswer(source));
    rendered.set(source, known);
    return known;
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
      return respondWith(c, renderOnce(product, toPublicProduct), PRODUCT_MAX_AGE_SECONDS, 0);
    },
  } satisfies Partial<RouteHandlers>;
}

function toPublicProduct({ entry, fields, sources, rows, readAt }: OpenProduct): ShelfProduct {
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
      checkout_url: null,
    })),
    read_at: new Date(readAt).toISOString(),
    ...(isSoldOut && notice && { notice }),
  };
}
