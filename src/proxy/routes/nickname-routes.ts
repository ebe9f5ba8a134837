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
} from '../catalog/catalog-lookup.js';
import type { Guard } from '../session/guard.js';

export interface NicknameParts {
  readonly providers: Providers;
  readonly catalog: ProductSource;
  readonly guard: Guard;
}

const nicknameRequest = z.object({
  provider: z.string(),
  product: z.string(),
  fields: z.record(z.string(), z.string()),
});

export function nicknameRoutes({ providers, catalog, guard }: NicknameParts): Hono<ProxyEnv> {
  const routes = new Hono<ProxyEnv>();

  routes.post('/v1/nicknames', guard.requireSession, async (c) => {
    const request = await readJsonBody(c, nicknameRequest);
    const provider = requireProvider(providers, request.provider);
    const product = await requireProduct(catalog, provider, request.product);
    requireValidFields(product, request.fields);
    const fields = trimValues(request.fields);
    const name = unwrapRead(await provider.getNickname(product.code, fields), 'unknown_product');
    return c.json({ name });
  });

  return routes;
}

const trimValues = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]));
