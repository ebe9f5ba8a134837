/** The providers that are switched on. */
import type { ProviderName } from '../contract.js';
import type { Outside } from '../outside.js';
import type { Settings } from '../settings.js';
import { createLapakgaming } from './lapakgaming/lapakgaming.js';
import { createLeuwongrr } from './leuwongrr/leuwongrr.js';
import type { Provider } from './provider.js';
import { createSnapcart } from './snapcart/snapcart.js';

export type Providers = ReadonlyMap<ProviderName, Provider>;

/** @param timeout ms for each call */
export function createProviders(
  { lapakgaming, snapcart, leuwongrr }: Pick<Settings, ProviderName>,
  outside: Outside,
  timeout: number,
): Providers {
  const on = [
    ...(lapakgaming ? [createLapakgaming(lapakgaming, outside, timeout)] : []),
    ...(snapcart ? [createSnapcart(snapcart, outside, timeout)] : []),
    ...(leuwongrr ? [createLeuwongrr(leuwongrr, outside, timeout)] : []),
  ];
  return new Map(on.map((provider) => [provider.name, provider]));
}
