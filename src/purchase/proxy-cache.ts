/** The cache entries of one proxy: sessions, and what a device remembers of top-ups. */
import type { StorageCache } from '../stores/cache.js';
import { createCache } from '../stores/cache.js';
import { platform } from '../stores/platform.js';

export const openProxyCache = (proxy: string): StorageCache =>
  createCache(platform().storage, proxy);
