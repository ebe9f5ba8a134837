/** What bukaOlshop and a designer write into a page before a shopper sees it. */

/** As bukaOlshop fills them for Rina, the sandbox's shopper. */
const SHOPPER = {
  id_user: '130173',
  token_user: 'demo-user',
  nama_user: 'Rina Wulandari',
  saldo_user: 'Rp 350.000',
  poin_member: '1.250',
  nama_membership: 'Gold',
  total_cart: '2',
  total_notif: '3',
} as const;

/** Categories of the shop `demo`, by the finished page that is about one. */
const CATEGORIES: Readonly<Record<string, string>> = { fashion: '5000', promo: '4800' };

const fillShopper = (html: string): string =>
  Object.entries(SHOPPER).reduce(
    (filled, [name, value]) => filled.replaceAll(`{{${name}}}`, value),
    html,
  );

/**
 * @param name of the finished page, without its end
 * @param origin the demo's address, which also has the script, the proxy and the shop `demo`
 * @param isGuest leaves bukaOlshop's placeholders as they are
 */
export function fillPlaceholders(
  html: string,
  { name, origin, isGuest }: { name: string; origin: string; isGuest: boolean },
): string {
  const filled = html
    .replaceAll('https://PROKSI-ANDA', `${origin}/proxy`)
    .replace(/https:\/\/ALAMAT-ANDA\/etalase\/[\d.]+\//g, `${origin}/dist/`)
    .replaceAll('TOKEN_TOKO', 'demo')
    .replaceAll('ID_KATEGORI', CATEGORIES[name] ?? '')
    .replaceAll('<etalase-shop', `<etalase-shop api="${origin}/api/v1"`);
  return isGuest ? filled : fillShopper(filled);
}
