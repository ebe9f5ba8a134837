/** Which switches apply to a product. */
import type { ProviderName } from '../contract.js';
import type { SwitchRow } from '../store/tables.js';

export const ALL = 'all';

/** The switches that stop sales of a product now, the most specific first. */
export function switchesFor(
  switches: readonly SwitchRow[],
  provider: ProviderName,
  product: string,
  now: number,
): readonly SwitchRow[] {
  const names = [`${provider}/${product}`, provider, ALL];
  return names.flatMap((name) =>
    switches.filter(({ what, until }) => what === name && (until === null || until > now)),
  );
}
