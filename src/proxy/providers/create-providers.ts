/** Creates the providers that the settings switch on. */
import type { ProviderName } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Settings } from '../config/settings.js';
import { createLapakgaming } from './lapakgaming/lapakgaming.js';
import { createLeuwongrr } from './leuwongrr/leuwongrr.js';
import type { Provider } from './provider.js';
import { createSnapcart } from './snapcart/snapcart.js';

/** @param timeoutMs of each call */
export function createProviders(
  { lapakgaming, snapcart, leuwongrr }: Pick<Settings, ProviderName>,
  platform: Platform,
  timeoutMs: number,
): ReadonlyMap<ProviderName, Provider> {
  const enabledProviders = [
    ...(lapakgaming ? [createLapakgaming(lapakgaming, platform, timeoutMs)] : []),
    ...(snapcart ? [createSnapcart(snapcart, platform, timeoutMs)] : []),
    ...(leuwongrr ? [createLeuwongrr(leuwongrr, platform, timeoutMs)] : []),
  ];
  return new Map(enabledProviders.map((provider) => [provider.name, provider]));
}
