import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, integer, text } from './lenient-fields.js';
import { sendAsShopper } from './send-as-shopper.js';

/**
 * The answer of `GET /user/info`, and only what elements show: the rest, such as e-mail address,
 * telephone number and date of birth, must not get into storage.
 */
const userRow = z.object({
  nama_user: text,
  foto_profil: httpUrl,
  nama_membership: text,
  icon_membership: httpUrl,
  kode_referral: text,
  jumlah_saldo: integer,
  jumlah_poin: integer,
});

export type User = z.infer<typeof userRow>;

/** The answer is one row: the shopper who is logged in. */
export const user: Endpoint<User> = {
  path: '/user/info',
  row: userRow,
  send: sendAsShopper,
  ttlMs: MINUTE_MS / 2,
};
