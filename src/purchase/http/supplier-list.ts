/** What one supplier sells, as a shelf: for pages that name a supplier. Loaded for them alone. */
import * as z from 'zod/mini';
import type { ProductKind, ProviderName, Shelf } from '../../proxy/contract.js';
import type { Outcome } from '../purchase-client.js';
import type { CallProxy } from './call-proxy.js';
import { lenientListSchema, providerSchema, textSchema } from './schemas.js';

const listSchema = z.object({
  providers: lenientListSchema(
    z.object({
      provider: providerSchema,
      products: lenientListSchema(z.object({ code: textSchema, title: textSchema })),
    }),
  ),
});

/** The beginnings of codes by which Snapcart tells its kinds apart. */
const KIND_BY_PREFIX: readonly (readonly [string, ProductKind])[] = [
  ['pulsa:', 'pulsa'],
  ['paket-data:', 'data'],
];

export async function readSupplierList(
  callProxy: CallProxy,
  provider: ProviderName,
  signal: AbortSignal,
): Promise<Outcome<Shelf>> {
  const list = await callProxy(listSchema, { method: 'GET', path: '/v1/catalog' }, signal);
  if (!list.ok) return list;
  const listed = list.value.providers.filter((each) => each.provider === provider);
  const products = listed.flatMap((each) =>
    each.products.map(({ code, title }) => {
      const [, kind] = KIND_BY_PREFIX.find(([prefix]) => code.startsWith(prefix)) ?? [];
      const supplierKind = provider === 'leuwongrr' ? 'robux' : 'game';
      return {
        ...{ id: `${provider}:${code}`, title, category: kind ?? supplierKind },
        ...{ kind: kind ?? supplierKind, image: null, note: null, aliases: [], popular: false },
      };
    }),
  );
  return { ok: true, value: { categories: [], products } };
}
