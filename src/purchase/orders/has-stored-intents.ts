/** The storage keys of intents. Apart from `intent-store.ts`, which is loaded only to buy. */

export const intentPrefix = (proxy: string, shopperId: string): string =>
  `etalase-intent:${JSON.stringify([proxy, shopperId])}:`;

/** @param open returns the storage; may throw, which means no intents */
export function hasStoredIntents(open: () => Storage, proxy: string, shopperId: string): boolean {
  const prefix = intentPrefix(proxy, shopperId);
  try {
    return Object.keys(open()).some((name) => name.startsWith(prefix));
  } catch {
    return false;
  }
}
