/** Which switches apply to a product. */
import type { ProviderName } from '../contract.js';
import type { SwitchRow } from '../store/tables.js';

export const ALL = 'all';

/**
 * The switches that stop sales of a product now, the most specific first.
 *
 * @param shelfId the catalogue file's id of what the product is sold as
 */
export function switchesFor(
  switches: readonly SwitchRow[],
  provider: ProviderName,
  product: string,
  shelfId: string | null,
  now: number,
): readonly SwitchRow[] {
  const names = [`${provider}/${product}`, shelfId, provider, ALL];
  return names.flatMap((name) =>
    switches.filter(({ what, until }) => what === name && (until === null || until > now)),
  );
}
