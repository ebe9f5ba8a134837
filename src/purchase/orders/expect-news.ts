import { personalKey } from '../../stores/cache.js';
import { openProxyCache } from '../proxy-cache.js';

export const newsKey = 'order-news';

/** An order is being placed: the next page looks whether there is news of it. */
export const expectNews = (proxy: string, shopperId: string): void =>
  openProxyCache(proxy).remove(personalKey(shopperId, newsKey));
