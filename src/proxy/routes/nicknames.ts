/** `POST /v1/nicknames`: whose account the fields name, where the provider can tell. */
import { Hono } from 'hono';
import { z } from 'zod';
import { readJsonBody } from '../http/body.js';
import type { ProxyEnv } from '../http/env.js';
import {
  requireValidFields,
  requireProduct,
  requireProvider,
  unwrapRead,
  type ProductSource,
  type Providers,
} from '../quote/shelf.js';
import type { Guard } from '../session/guard.js';

export interface NicknameParts {
  readonly providers: Providers;
  readonly catalog: ProductSource;
  readonly guard: Guard;
}

const asked = z.object({
  provider: z.string(),
  product: z.string(),
  fields: z.record(z.string(), z.string()),
});

export function nicknameRoutes({ providers, catalog, guard }: NicknameParts): Hono<ProxyEnv> {
  const routes = new Hono<ProxyEnv>();

  routes.post('/v1/nicknames', guard.shoppersOnly, async (c) => {
    const wish = await readJsonBody(c, asked);
    const provider = requireProvider(providers, wish.provider);
    const product = await requireProduct(catalog, provider, wish.product);
    requireValidFields(product, wish.fields);
    const fields = trimmed(wish.fields);
    const name = unwrapRead(await provider.nickname(product.code, fields), 'unknown_product');
    return c.json({ name });
  });

  return routes;
}

const trimmed = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]));
