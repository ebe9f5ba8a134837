/** What stands in the code for what only the designer, or bukaOlshop, can fill in. */
import { VERSION } from '../../version.js';

export const PLACEHOLDERS = {
  token: 'TOKEN_TOKO',
  script: `https://ALAMAT-ANDA/etalase/${VERSION}/etalase.js`,
  proxy: 'https://PROKSI-ANDA',
} as const;

/** In a page about one category; the number is the designer's. */
export const CATEGORY = 'ID_KATEGORI';

/** bukaOlshop fills them in; in a design they never are. */
export const SHOPPER: Readonly<Record<string, string>> = {
  'id-user': '{{id_user}}',
  'token-user': '{{token_user}}',
};

/** Attributes that name a shop, its servers and who buys; no design holds their values. */
export const CONNECTION_ATTRIBUTES: readonly string[] = [
  'token',
  'api',
  'proxy',
  ...Object.keys(SHOPPER),
];
