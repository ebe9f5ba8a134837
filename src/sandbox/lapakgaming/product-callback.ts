import type { World } from '../world.js';
import { entryOf } from './catalogue.js';

/** Tells a product's new price or status to where the shop wants to hear it. */
export const announceProduct = async (world: World, productCode: string): Promise<void> => {
  const url = world.settings.callbackUrls.lapakgamingProduct;
  const found = entryOf(world, productCode);
  if (url === undefined || found === undefined) return;
  const { code, name, provider_code, price, status } = found.product;
  const body = JSON.stringify({
    data: { code, name, provider_code, price, status },
    // Which levels there are is unknown.
    meta: { level: 1, unix_timestamp: Math.floor(world.now() / 1_000) },
  });
  await world.callBack({ api: 'lapakgaming', order: code, url, body });
};
