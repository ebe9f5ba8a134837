/** `GET /v1/catalog` and `GET /v1/catalog/{provider}/{product}`: public, with the shop's own prices. */
import type { Context } from 'hono';
import type { Catalog, ProviderList } from '../catalog/catalog.js';
import type { Catalog as PublicCatalog, Product, ProviderName } from '../contract.js';
import { sha256 } from '../crypto/digest.js';
import type { ProxyEnv } from '../http/env.js';
import { jsonResponse, notModified } from '../http/etag.js';
import type { Provider, ProviderProductDetail } from '../providers/provider.js';
import type { PriceItem } from '../quote/margin.js';
import { requireProduct, requireProvider, unwrapRead } from '../catalog/catalog-lookup.js';
import type { SupplySource } from '../supply/require-sold.js';
import { CLOSED_COST, isSold, type SaleLimits } from '../supply/supply.js';
import type { RouteHandlers } from './routes.js';

export interface CatalogParts {
  readonly catalog: Catalog;
  /** the enabled providers */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly supply: SupplySource;
  readonly priceItem: PriceItem;
  /** grows when the price rules are replaced */
  readonly priceVersion: () => number;
}

interface RenderedJson {
  readonly body: string;
  readonly etag: string;
}

interface RenderedProduct extends RenderedJson {
  /** the version of its prices, and `soldKey` */
  readonly sold: string;
}

/** seconds that a browser may reuse an answer without another request */
const LIST_MAX_AGE_SECONDS = 60;
const PRODUCT_MAX_AGE_SECONDS = 15;

export function catalogRoutes({
  catalog,
  providers,
  supply,
  priceItem,
  priceVersion,
}: CatalogParts) {
  const renderList = createListRenderer();
  // The catalog returns the same object until it has a newer one; each is rendered once for what is sold.
  const renderedProducts = new WeakMap<ProviderProductDetail, RenderedProduct>();

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
      const provider = requireProvider(providers, c.req.param('provider'));
      const detail = await requireProduct(catalog, provider, c.req.param('product'));
      const limits = await supply.limitsOf(provider, detail.code);
      await reportShortProduct(supply, provider.name, detail, limits);
      const known = renderedProducts.get(detail);
      const sold = `${String(priceVersion())} ${soldKey(detail, limits)}`;
      const rendered =
        known?.sold === sold
          ? known
          : { sold, ...render(publicProduct(provider.name, detail, limits, priceItem)) };
      renderedProducts.set(detail, rendered);
      return respond(c, rendered, PRODUCT_MAX_AGE_SECONDS);
    },
  } satisfies Partial<RouteHandlers>;
}

/** The part of the limits that a product's answer depends on. */
const soldKey = ({ items }: ProviderProductDetail, limits: SaleLimits): string =>
  `${String(items.filter(({ cost }) => isSold(limits, cost)).length)} ${limits.notice ?? ''}`;

/** Alarms where the deposit pays for nothing of a product: no shopper can ask for a quote then. */
async function reportShortProduct(
  supply: SupplySource,
  provider: ProviderName,
  { items }: ProviderProductDetail,
  limits: SaleLimits,
): Promise<void> {
  const costs = items.flatMap(({ cost }) => cost ?? []);
  const isShort =
    limits.maxCost > CLOSED_COST && costs.length > 0 && !costs.some((cost) => isSold(limits, cost));
  if (isShort) await supply.reportShort(provider, Math.min(...costs));
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
  limits: SaleLimits,
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
      available: available && isSold(limits, cost),
    })),
    ...(limits.notice !== null && { notice: limits.notice }),
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
