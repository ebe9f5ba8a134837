/** `GET /v1/catalog` and `GET /v1/catalog/{provider}/{product}`: open to anyone, prices with margin. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Catalog, ProviderList } from '../catalog/catalog.js';
import {
  providerName,
  type Catalog as PublicCatalog,
  type Product,
  type ProviderName,
} from '../contract.js';
import type { ProxyEnv } from '../http/env.js';
import { matchesEtag } from '../http/etag.js';
import { ProblemError } from '../problem.js';
import type { ProviderProductDetail } from '../providers/provider.js';
import { unwrapRead } from '../catalog/catalog-lookup.js';

export interface CatalogParts {
  readonly catalog: Catalog;
  /** the providers that are switched on */
  readonly providers: { has(name: ProviderName): boolean };
  /** whole rupiah that the shopper pays for what costs the shop `cost` */
  readonly priceWithMargin: (provider: ProviderName, product: string, cost: number) => number;
}

interface RenderedJson {
  readonly body: string;
  readonly etag: string;
}

/** s that a browser may show it again unasked */
const LIST_MAX_AGE_SECONDS = 60;
const PRODUCT_MAX_AGE_SECONDS = 15;

export function catalogRoutes({
  catalog,
  providers,
  priceWithMargin,
}: CatalogParts): Hono<ProxyEnv> {
  const app = new Hono<ProxyEnv>();
  // The catalogue hands out the same object until it has a newer one: written out once for all.
  const renderedProducts = new WeakMap<ProviderProductDetail, RenderedJson>();
  let renderedList: {
    readonly sources: readonly unknown[];
    readonly rendered: RenderedJson;
  } | null = null;

  app.get('/v1/catalog', async (c) => {
    const lists = await catalog.products();
    const failures = lists.flatMap(({ products }) => (products.kind === 'failed' ? products : []));
    const [failure] = failures;
    if (failure && failures.length === lists.length) return unwrapRead(failure, 'not_found');
    const sources = lists.map(({ products }) => (products.kind === 'read' ? products.value : null));
    if (
      renderedList === null ||
      !sources.every((each, index) => each === renderedList?.sources[index])
    ) {
      renderedList = { sources, rendered: render(publicCatalog(lists)) };
    }
    // One provider's silence should not be kept for long.
    return respond(
      renderedList.rendered,
      failure ? 0 : LIST_MAX_AGE_SECONDS,
      c.req.header('If-None-Match'),
    );
  });

  app.get('/v1/catalog/:provider/:product', async (c) => {
    const provider = providerName.safeParse(c.req.param('provider'));
    if (!provider.success || !providers.has(provider.data))
      throw new ProblemError('unknown_provider');
    const read = await catalog.product(provider.data, c.req.param('product'));
    const detail = unwrapRead(read, 'unknown_product');
    let rendered = renderedProducts.get(detail);
    if (!rendered) {
      rendered = render(publicProduct(provider.data, detail, priceWithMargin));
      renderedProducts.set(detail, rendered);
    }
    return respond(rendered, PRODUCT_MAX_AGE_SECONDS, c.req.header('If-None-Match'));
  });

  return app;
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
  priceWithMargin: CatalogParts['priceWithMargin'],
): Product {
  return {
    provider,
    product,
    title,
    fields: [...fields],
    items: items.map(({ code, name, cost, available }) => ({
      code,
      name,
      price: cost === null ? null : priceWithMargin(provider, product, cost),
      available,
    })),
  };
}

function render(value: PublicCatalog | Product): RenderedJson {
  const body = JSON.stringify(value);
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

function respond(
  { body, etag }: RenderedJson,
  maxAgeSeconds: number,
  ifNoneMatch: string | undefined,
): Response {
  const headers = {
    'Cache-Control': `public, max-age=${maxAgeSeconds}, stale-while-revalidate=${maxAgeSeconds * 10}`,
    ETag: etag,
  };
  if (matchesEtag(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'Content-Type': 'application/json' } });
}
