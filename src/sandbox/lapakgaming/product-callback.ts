import type { ShopBackend } from '../shop/shop-backend.js';
import { findEntry } from './catalog.js';

/** Tells a product's new price or status to where the shop wants to hear it. */
export const sendProductCallback = async (
  backend: ShopBackend,
  productCode: string,
): Promise<void> => {
  const url = backend.settings.callbackUrls.lapakgamingProduct;
  const found = findEntry(backend, productCode);
  if (url === undefined || found === undefined) return;
  const { code, name, provider_code, price, status } = found.product;
  const body = JSON.stringify({
    data: { code, name, provider_code, price, status },
    // Which levels there are is unknown.
    meta: { level: 1, unix_timestamp: Math.floor(backend.now() / 1_000) },
  });
  await backend.sendCallback({ api: 'lapakgaming', order: code, url, body });
};
