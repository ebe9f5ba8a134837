/** `POST /v1/quotes`: the price of an item for this shopper, signed and valid for a few minutes. */
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import type { Quote } from '../contract.js';
import { readJsonBody } from '../http/body.js';
import type { Platform } from '../platform.js';
import { createBillInquiry, isBill } from './bill-inquiry.js';
import type { PriceItem } from '../quote/margin.js';
import { signQuote, type QuoteTerms } from '../quote/quote.js';
import { requireOffers } from '../shelf/offers.js';
import type { Shelf } from '../shelf/shelf.js';
import {
  requireValidFields,
  requireItem,
  requireProduct,
  requireProvider,
  type ProductSource,
  type Providers,
} from '../catalog/catalog-lookup.js';
import { requireSold, type SupplySource } from '../supply/require-sold.js';
import type { Keys } from '../crypto/keys.js';
import type { RouteHandlers } from './routes.js';

export interface QuoteParts {
  readonly settings: Pick<Settings, 'patience'>;
  readonly providers: Providers;
  readonly catalog: ProductSource;
  readonly supply: SupplySource;
  readonly shelf: Pick<Shelf, 'product'>;
  readonly priceItem: PriceItem;
  readonly keys: Keys;
  readonly platform: Pick<Platform, 'now' | 'randomBytes'>;
}

const quoteRequest = z.object({
  /** without it, product and item are the shelf's */
  provider: z.string().optional(),
  product: z.string(),
  item: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
});

type QuoteRequest = z.infer<typeof quoteRequest>;

export function quoteRoutes(parts: QuoteParts) {
  const inquireBill = createBillInquiry(parts);
  return {
    'POST /v1/quotes': async (c) => {
      const { provider, ...request } = await readJsonBody(c, quoteRequest);
      const terms =
        provider === undefined
          ? requireOffers(await parts.shelf.product(request.product), request.item, request.fields)
          : await requireTerms(parts, provider, request);
      const shopper = c.get('shopper').id;
      const inquiry = isBill(terms)
        ? await inquireBill(shopper, terms, request.fields ?? {})
        : null;
      const price = inquiry?.price ?? terms.price;
      const { quote, expiresAt } = await signQuote(
        parts.keys,
        parts.platform,
        { ...terms, shopper, price, cost: inquiry?.amount ?? terms.cost },
        inquiry?.expiresAt,
      );
      const answer: Quote = {
        quote,
        price,
        expires_at: new Date(expiresAt).toISOString(),
        ...(inquiry && { bill: inquiry.bill }),
      };
      return c.json(answer);
    },
  } satisfies Partial<RouteHandlers>;
}

/** The terms of one supplier's own item. @throws ProblemError */
async function requireTerms(
  { providers, catalog, supply, priceItem }: QuoteParts,
  name: string,
  request: Omit<QuoteRequest, 'provider'>,
): Promise<Omit<QuoteTerms, 'shopper'>> {
  const provider = requireProvider(providers, name);
  const product = await requireProduct(catalog, provider, request.product);
  const item = requireItem(product, request.item);
  await requireSold(supply, provider, product.code, item.cost);
  if (request.fields) requireValidFields(product, request.fields);
  return {
    provider: provider.name,
    product: product.code,
    item: item.code,
    title: product.title,
    itemName: item.name,
    cost: item.cost,
    price: item.cost === null ? null : priceItem(provider.name, product.code, item.cost),
    paidBy: provider.facts.paidBy,
    fieldNames: null,
    alternates: [],
  };
}
