/** `GET /v1/catalog` and `GET /v1/catalog/{provider}/{product}`: public, with the shop's own prices. */
import type { Context } from 'hono';
import type { Catalog, ProviderList } from '../catalog/catalog.js';
import {
  providerName,
  type Catalog as PublicCatalog,
  type Product,
  type ProviderName,
} from '../contract.js';
import { sha256 } from '../crypto/digest.js';
import type { ProxyEnv } from '../http/env.js';
import { jsonResponse, notModified } from '../http/etag.js';
import { ProblemError } from '../problem.js';
import type { ProviderProductDetail } from '../providers/provider.js';
import type { PriceItem } from '../quote/margin.js';
import { unwrapRead } from '../catalog/catalog-lookup.js';
import type { RouteHandlers } from './routes.js';

export interface CatalogParts {
  readonly catalog: Catalog;
  /** the enabled providers */
  readonly providers: { has(name: ProviderName): boolean };
  readonly priceItem: PriceItem;
}

interface RenderedJson {
  readonly body: string;
  readonly etag: string;
}

/** seconds that a browser may reuse an answer without another request */
const LIST_MAX_AGE_SECONDS = 60;
const PRODUCT_MAX_AGE_SECONDS = 15;

export function catalogRoutes({ catalog, providers, priceItem }: CatalogParts) {
  const renderList = createListRenderer();
  // The catalog returns the same object until it has a newer one; each is rendered once.
  const renderedProducts = new WeakMap<ProviderProductDetail, RenderedJson>();

  return {
    'GET /v1/catalog': async (c) => {
      const lists = await catalog.products();
      const failures = lists.flatMap(({ products }) =>
        products.kind === 'failed' ? products : [],
      );
      const [failure] = failures;
      if (failure && failures.length === lists.length)
        return unwrapRead<never>(failure, 'not_found');
      // A browser must not reuse a list for long that lacks a provider.
      return respond(c, renderList(lists), failure ? 0 : LIST_MAX_AGE_SECONDS);
    },

    'GET /v1/catalog/:provider/:product': async (c) => {
      const provider = providerName.safeParse(c.req.param('provider'));
      if (!provider.success || !providers.has(provider.data))
        throw new ProblemError('unknown_provider');
      const read = await catalog.product(provider.data, c.req.param('product'));
      const detail = unwrapRead(read, 'unknown_product');
      const rendered =
        renderedProducts.get(detail) ?? render(publicProduct(provider.data, detail, priceItem));
      renderedProducts.set(detail, rendered);
      return respond(c, rendered, PRODUCT_MAX_AGE_SECONDS);
    },
  } satisfies Partial<RouteHandlers>;
}

/** Renders the list of all providers, and again only when one of them has a newer list. */
function createListRenderer(): (lists: readonly ProviderList[]) => RenderedJson {
  let last: { readonly sources: readonly unknown[]; readonly rendered: RenderedJson } | null = null;
  return (lists) => {
    const sources = lists.map(({ products }) => (products.kind === 'read' ? products.value : null));
    if (last === null || !sources.every((each, index) => each === last?.sources[index]))
      last = { sources, rendered: render(publicCatalog(lists)) };
    return last.rendered;
  };
}

const publicCatalog = (lists: readonly ProviderList[]): PublicCatalog => ({
  providers: lists.map(({ provider, products }) => ({
    provider,
    products:
      products.kind === 'read' ? products.value.map(({ code, title }) => ({ code, title })) : [],
  })),
});

function publicProduct(
  provider: ProviderName,
  { code: product, title, fields, items }: ProviderProductDetail,
  priceItem: PriceItem,
): Product {
  return {
    provider,
    product,
    title,
    fields: [...fields],
    items: items.map(({ code, name, cost, available }) => ({
      code,
      name,
      price: cost === null ? null : priceItem(provider, product, cost),
      available,
    })),
  };
}

function render(value: PublicCatalog | Product): RenderedJson {
  const body = JSON.stringify(value);
  return { body, etag: `"${sha256(body)}"` };
}

function respond(
  c: Context<ProxyEnv>,
  { body, etag }: RenderedJson,
  maxAgeSeconds: number,
): Response {
  const headers = {
    'Cache-Control': `public, max-age=${maxAgeSeconds}, stale-while-revalidate=${maxAgeSeconds * 10}`,
    ETag: etag,
  };
  return notModified(c, headers) ?? jsonResponse(body, headers);
}
