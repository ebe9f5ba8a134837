/** Where wishes to buy are kept, and whether there are any: all that is asked before one is made. */

export const intentPrefix = (proxy: string, shopperId: string): string =>
  `etalase-intent:${JSON.stringify([proxy, shopperId])}:`;

/** @param open gives the storage; may throw, and then nothing was kept */
export function hasStoredIntents(open: () => Storage, proxy: string, shopperId: string): boolean {
  const prefix = intentPrefix(proxy, shopperId);
  try {
    return Object.keys(open()).some((name) => name.startsWith(prefix));
  } catch {
    return false;
  }
}
