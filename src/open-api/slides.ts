import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, requiredHttpUrl } from './lenient-fields.js';

/** A row of `GET /app/slide`. */
const slideRow = z.object({ url_gambar_slide: requiredHttpUrl, url_tujuan: httpUrl });

export type Slide = z.infer<typeof slideRow>;

/** One answer holds all rows. */
export const slides: Endpoint<Slide> = { path: '/app/slide', row: slideRow, ttlMs: 30 * MINUTE_MS };
