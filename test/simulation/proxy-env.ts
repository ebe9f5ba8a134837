/** The settings of every simulated node. */
import { join } from 'node:path';
import { ORIGIN } from './shoppers/simulated-shopper.js';
import { BASE_URLS } from './upstreams/upstream.js';

export const PROXY_ENV = {
  // Without a file there is no disk to look at, which takes real time.
  DATABASE_URL: 'file::memory:',
  ETALASE_PUBLIC_URL: ORIGIN,
  ETALASE_SIGNING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64url')}`,
  ETALASE_MARGIN: join(import.meta.dirname, 'margin.json'),
  BUKAOLSHOP_TOKEN: 'open-token',
  BUKAOLSHOP_API_KEY: 'closed-key',
  BUKAOLSHOP_OPEN_URL: BASE_URLS.open,
  BUKAOLSHOP_CLOSED_URL: BASE_URLS.closed,
  LAPAKGAMING_API_KEY: 'lapakgaming-key',
  LAPAKGAMING_URL: BASE_URLS.lapakgaming,
  SNAPCART_API_KEY: 'snapcart-key',
  SNAPCART_URL: BASE_URLS.snapcart,
  LEUWONGRR_TOKEN: 'lrrs_v1_token',
  LEUWONGRR_URL: BASE_URLS.leuwongrr,
};
