import { personalKey } from '../../stores/cache.js';
import { openProxyCache } from '../proxy-cache.js';
import { seenVouchers } from './seen-vouchers.js';

export const newsKey = 'order-news';

/** An order is being placed: the next page looks whether there is news of it. */
export function expectNews(proxy: string, shopperId: string): void {
  openProxyCache(proxy).remove(personalKey(shopperId, newsKey));
  seenVouchers(proxy, shopperId).begin([]);
}
