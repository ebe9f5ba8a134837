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
import { cleanFields, fieldFaults, fieldValues, type Nickname } from '../contract.js';
import { readJsonBody } from '../http/body.js';
import { UNTOLD_NICKNAME } from '../providers/provider.js';
import { toOwnValues } from '../shelf/field-names.js';
import type { OpenProduct, Shelf } from '../shelf/shelf.js';
import type { ReadResult } from '../upstream/read-result.js';
import type { RouteHandlers } from './routes.js';

export interface NicknameParts {
  readonly providers: Providers;
  readonly catalog: ProductSource;
  readonly shelf: Pick<Shelf, 'product'>;
}

const nicknameRequest = z.object({
  /** without it, the product is the shelf's */
  provider: z.string().optional(),
  product: z.string(),
  fields: fieldValues,
});

export const nicknameRoutes = (parts: NicknameParts) =>
  ({
    'POST /v1/nicknames': async (c) => {
      const { provider: name, product: id, fields } = await readJsonBody(c, nicknameRequest);
      if (name === undefined) {
        return c.json(await askSuppliers(parts, await parts.shelf.product(id), fields));
      }
      const provider = requireProvider(parts.providers, name);
      const product = await requireProduct(parts.catalog, provider, id);
      const read = await provider.getNickname(product.code, requireValidFields(product, fields));
      return c.json(unwrapRead(read, 'unknown_product'));
    },
  }) satisfies Partial<RouteHandlers>;

/** The word of the first supplier that can tell. @throws ProblemError where none can be asked */
async function askSuppliers(
  { providers }: NicknameParts,
  { entry, fields, sources }: OpenProduct,
  values: Readonly<Record<string, string>>,
): Promise<Nickname> {
  const valid = requireValidFields({ title: entry.title, fields }, values);
  const reads: ReadResult<Nickname>[] = [];
  for (const { provider: name, detail, fieldNames } of sources) {
    const own = toOwnValues(fieldNames, valid);
    const provider = providers.get(name);
    if (!provider || fieldFaults(detail, own).length > 0) continue;
    const read = await provider.getNickname(detail.code, cleanFields(detail, own));
    if (read.kind === 'read' && (read.value.name ?? read.value.found) !== null) return read.value;
    reads.push(read);
  }
  const answer = reads.find(({ kind }) => kind === 'read') ?? reads[0] ?? UNTOLD_NICKNAME;
  return unwrapRead(answer, 'unknown_product');
}
