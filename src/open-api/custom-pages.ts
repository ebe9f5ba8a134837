import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, requiredHttpUrl, requiredText } from './lenient-fields.js';

/** A row of `GET /app/kostumpage`. */
const customPageRow = z.object({
  nama_page: requiredText,
  icon_page: httpUrl,
  url_kostum_page: requiredHttpUrl,
});

export type CustomPage = z.infer<typeof customPageRow>;

/** One answer holds all rows. */
export const customPages: Endpoint<CustomPage> = {
  path: '/app/kostumpage',
  row: customPageRow,
  ttlMs: 60 * MINUTE_MS,
};
