/** `GET /v1/shop-products/{id}`: which row of the shelf a product of the shop is. */
import type { CatalogFile } from '../config/catalog-file.js';
import type { ShopProduct } from '../contract.js';
import { ProblemError } from '../problem.js';
import type { Shelf } from '../shelf/shelf.js';
import { mapShopProducts } from '../shop-products/shop-product-map.js';
import { findEntry } from '../shop-products/wanted-products.js';
import { renderJson, respondWith } from './rendered-json.js';
import type { RouteHandlers } from './routes.js';

export interface ShopProductRouteParts {
  readonly shelf: Pick<Shelf, 'list'>;
  readonly catalogFile: { current(this: void): CatalogFile };
}

const MAX_AGE_SECONDS = 60;

export function shopProductRoutes({ shelf, catalogFile }: ShopProductRouteParts) {
  return {
    'GET /v1/shop-products/:id': async (c) => {
      // The file first: ids that it does not map cost nothing.
      const mapped = mapShopProducts(catalogFile.current()).get(c.req.param('id'));
      if (!mapped) throw new ProblemError('unknown_product');
      const entry = findEntry(await shelf.list(), mapped.product);
      // The counter does not show it, so that it cannot ask for its fields either.
      if (!entry || entry.hidden) throw new ProblemError('unknown_product');
      const answer: ShopProduct = { product: entry.id, item: mapped.item };
      return respondWith(c, renderJson(answer), MAX_AGE_SECONDS);
    },
  } satisfies Partial<RouteHandlers>;
}
