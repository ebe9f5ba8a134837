/** `GET /v1/catalog` and `GET /v1/catalog/{provider}/{product}`: public, with the shop's own prices. */
import type { Catalog, ProviderList } from '../catalog/catalog.js';
import type { Catalog as PublicCatalog, Product, ProviderName } from '../contract.js';
import { renderJson, respondWith, type RenderedJson } from './rendered-json.js';
import type { Provider, ProviderProductDetail } from '../providers/provider.js';
import type { PriceItem } from '../quote/margin.js';
import { requireProduct, requireProvider, unwrapRead } from '../catalog/catalog-lookup.js';
import { reportShortProduct, type SupplySource } from '../supply/require-sold.js';
import { isSold, type SaleLimits } from '../supply/supply.js';
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
      return respondWith(c, renderList(lists), failure ? 0 : LIST_MAX_AGE_SECONDS);
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
          : { sold, ...renderJson(publicProduct(provider.name, detail, limits, priceItem)) };
      renderedProducts.set(detail, rendered);
      return respondWith(c, rendered, PRODUCT_MAX_AGE_SECONDS);
    },
  } satisfies Partial<RouteHandlers>;
}

/** The part of the limits that a product's answer depends on. */
const soldKey = ({ items }: ProviderProductDetail, limits: SaleLimits): string =>
  `${String(items.filter(({ cost }) => isSold(limits, cost)).length)} ${limits.notice ?? ''}`;

/** Renders the lists of all providers, and again only when one of them is another one. */
function createListRenderer(): (lists: readonly ProviderList[]) => RenderedJson {
  let last: { readonly lists: unknown; readonly rendered: RenderedJson } | null = null;
  return (lists) => {
    if (last?.lists !== lists) last = { lists, rendered: renderJson(publicCatalog(lists)) };
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
