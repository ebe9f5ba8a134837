import type { ShopBackend } from '../shop/shop-backend.js';
import { findEntry } from './catalog.js';

/** Sends the product callback with a product's new price and status, if the shop has set a URL. */
export const sendProductCallback = async (
  backend: ShopBackend,
  productCode: string,
): Promise<void> => {
  const url = backend.settings.callbackUrls.lapakgamingProduct;
  const entry = findEntry(backend, productCode);
  if (url === undefined || entry === undefined) return;
  const { code, name, provider_code, price, status } = entry.product;
  const body = JSON.stringify({
    data: { code, name, provider_code, price, status },
    // The meaning of `level` is not documented.
    meta: { level: 1, unix_timestamp: Math.floor(backend.now() / 1_000) },
  });
  await backend.sendCallback({ api: 'lapakgaming', order: code, url, body });
};
