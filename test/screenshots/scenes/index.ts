import type { Scene } from '../scene.js';
import { accountScenes } from './account.js';
import { browseScenes } from './browse.js';
import { orderScenes } from './orders.js';
import { productScenes } from './product.js';
import { productsScenes } from './products.js';
import { storefrontScenes } from './storefront.js';
import { topupEndScenes } from './topup-ends.js';
import { topupScenes } from './topup.js';

/** All scenes. Names are unique. */
export const scenes: readonly Scene[] = [
  ...storefrontScenes,
  ...productsScenes,
  ...productScenes,
  ...browseScenes,
  ...accountScenes,
  ...topupScenes,
  ...topupEndScenes,
  ...orderScenes,
];
