import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.js';
import { MINUTE_MS } from './endpoint.js';
import { httpUrl, integer, text } from './lenient-fields.js';

/**
 * The answer of `GET /user/info` without e-mail address, telephone number and date of birth: no
 * element shows them, so they must not get into storage.
 */
const userRow = z.object({
  nama_user: text,
  foto_profil: httpUrl,
  tanggal_daftar: text,
  status_akun: text,
  status_email: text,
  status_nomor_hp: text,
  nama_membership: text,
  icon_membership: httpUrl,
  block_akses_membership: text,
  kode_referral: text,
  jumlah_saldo: integer,
  jumlah_poin: integer,
});

export type User = z.infer<typeof userRow>;

/** The answer is one row: the shopper who is logged in. */
export const user: Endpoint<User> = {
  path: '/user/info',
  row: userRow,
  isPersonal: true,
  ttlMs: MINUTE_MS / 2,
};
