/** Where the workshop itself is served, and what is there beside it. */
import { VERSION } from '../version.js';

export interface Place {
  /** Where the script may be; the first that answers is taken. */
  readonly scripts: readonly string[];
  /** The proxy that serves the workshop; `''` for none. */
  readonly proxy: string;
  /** The example shop of the demo server. */
  readonly sandbox: Sandbox | null;
}

export interface Sandbox {
  readonly api: string;
  readonly proxy: string;
  readonly token: string;
  readonly shopper: Readonly<Record<string, string>>;
  /** Its category for a page that is about one, by the page's name. */
  readonly categories: Readonly<Record<string, string>>;
}

const CATEGORIES = { fashion: '5000', promo: '4800' };

const SHOPPER = {
  id_user: '130173',
  token_user: 'demo-user',
  nama_user: 'Ayu Lestari',
  saldo_user: 'Rp 350.000',
  poin_member: '1.250',
  nama_membership: 'Gold',
  total_cart: '2',
  total_notif: '3',
};

export function placeOf({ origin, pathname, protocol }: URL): Place {
  if (!/^https?:$/.test(protocol)) return { scripts: [], proxy: '', sandbox: null };
  if (/^\/(demo|dist)\//.test(pathname)) {
    return {
      scripts: [`${origin}/proxy/etalase/latest.js`, `${origin}/dist/etalase.js`],
      proxy: '',
      sandbox: {
        api: `${origin}/api/v1`,
        proxy: `${origin}/proxy`,
        token: 'demo',
        shopper: SHOPPER,
        categories: CATEGORIES,
      },
    };
  }
  const [, base] = /^(.*)\/etalase\/[^/]+\/workshop\//.exec(pathname) ?? [];
  const beside = `${origin}${pathname.replace(/\/workshop\/[^/]*$/, '')}/etalase.js`;
  if (base === undefined) return { scripts: [beside], proxy: '', sandbox: null };
  return {
    scripts: [
      `${origin}${base}/etalase/latest.js`,
      `${origin}${base}/etalase/${VERSION}/etalase.js`,
    ],
    proxy: `${origin}${base}`,
    sandbox: null,
  };
}
