/** `POST /v1/nicknames`: the name of the account that the fields denote, where the provider knows it. */
import { z } from 'zod';
import {
  requireValidFields,
  requireProduct,
  requireProvider,
  unwrapRead,
  type ProductSource,
  type Providers,
} from '../catalog/catalog-lookup.js';
import { readJsonBody } from '../http/body.js';
import type { RouteHandlers } from './routes.js';

export interface NicknameParts {
  readonly providers: Providers;
  readonly catalog: ProductSource;
}

const nicknameRequest = z.object({
  provider: z.string(),
  product: z.string(),
  fields: z.record(z.string(), z.string()),
});

export const nicknameRoutes = ({ providers, catalog }: NicknameParts) =>
  ({
    'POST /v1/nicknames': async (c) => {
      const request = await readJsonBody(c, nicknameRequest);
      const provider = requireProvider(providers, request.provider);
      const product = await requireProduct(catalog, provider, request.product);
      const fields = requireValidFields(product, request.fields);
      const read = await provider.getNickname(product.code, fields);
      return c.json(unwrapRead(read, 'unknown_product'));
    },
  }) satisfies Partial<RouteHandlers>;
