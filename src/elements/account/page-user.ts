/**
 * The shopper as the page tells of them, until the API has answered. Only shown, never reckoned with:
 * whatever pays asks for the saldo itself.
 */
import { atom } from 'nanostores';
import type { User } from '../../open-api/user.js';
import type { Feed, FeedStore, ReadyFeed } from '../../stores/feed.js';
import { isNetworkError } from '../../open-api/result.js';
import type { PageValues } from '../controllers/page-values.js';

export const USER_ATTRIBUTES = ['nama-user', 'saldo-user', 'poin-member', 'nama-membership'];

const NO_FEED = {
  pages: 1,
  done: true,
  moreStatus: 'idle',
  staleReason: null,
  dropped: 0,
} as const;

const NOBODY: User = {
  ...{ nama_user: '', nama_membership: '', kode_referral: '' },
  ...{ foto_profil: null, icon_membership: null, jumlah_saldo: null, jumlah_poin: null },
};

/** With the page's values where they are newer than the answer, and where none can come. */
export function withPageUser(store: FeedStore<User>, page: PageValues): FeedStore<User> {
  const jumlah_saldo = page.number('saldo-user');
  const feed = store.$feed.get();
  const known = jumlah_saldo === null ? null : knownFeed(feed);
  if (!known) return store;
  const [user = NOBODY] = known.rows;
  const row: User = {
    ...user,
    jumlah_saldo,
    jumlah_poin: page.number('poin-member') ?? user.jumlah_poin,
    nama_user: page.text('nama-user') ?? user.nama_user,
    nama_membership: page.text('nama-membership') ?? user.nama_membership,
  };
  const $feed = atom<Feed<User>>({ ...known, rows: [row] });
  return { ...store, $feed };
}

/** The feed under the page's values; `null` where its own state counts. */
function knownFeed(feed: Feed<User>): ReadyFeed<User> | null {
  const at = performance.timeOrigin;
  if (feed.status === 'ready') return feed.at < at ? { ...feed, at } : null;
  if (feed.status !== 'failed') return { ...NO_FEED, status: 'ready', rows: [], at };
  const { code } = feed;
  const isPassing = isNetworkError(code) || code === 'quota' || code === 'server';
  return isPassing ? { ...NO_FEED, status: 'ready', rows: [], at, staleReason: code } : null;
}
