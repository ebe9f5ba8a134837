/** One page of the shop's products, as the mirror has it from `GET /app/produk`. */
import { z } from 'zod';

/** The most that the Open API gives at once. */
export const PAGE_SIZE = 100;
/** What stands behind 10,000 products counts as not there, or it would be looked for again and again. */
export const MAX_PAGES = 100;

const page = z
  .looseObject({ data: z.array(z.unknown()).nullish().catch(null) })
  .transform(({ data }) => data ?? []);

/** Its rows, unread; none where it is no such page. */
export function rowsOfPage(json: string): readonly unknown[] {
  try {
    return page.safeParse(JSON.parse(json)).data ?? [];
  } catch {
    return [];
  }
}
