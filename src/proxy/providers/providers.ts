/** The providers that are switched on. */
import type { ProviderName } from '../contract.js';
import type { Platform } from '../outside.js';
import type { Settings } from '../settings.js';
import { createLapakgaming } from './lapakgaming/lapakgaming.js';
import { createLeuwongrr } from './leuwongrr/leuwongrr.js';
import type { Provider } from './provider.js';
import { createSnapcart } from './snapcart/snapcart.js';

export type Providers = ReadonlyMap<ProviderName, Provider>;

/** @param timeout ms for each call */
export function createProviders(
  { lapakgaming, snapcart, leuwongrr }: Pick<Settings, ProviderName>,
  platform: Platform,
  timeout: number,
): Providers {
  const on = [
    ...(lapakgaming ? [createLapakgaming(lapakgaming, platform, timeout)] : []),
    ...(snapcart ? [createSnapcart(snapcart, platform, timeout)] : []),
    ...(leuwongrr ? [createLeuwongrr(leuwongrr, platform, timeout)] : []),
  ];
  return new Map(on.map((provider) => [provider.name, provider]));
}
