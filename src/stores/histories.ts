/** Lists of the shopper who is logged in. */
import type { PointNote, SaldoNote } from '../open-api/notes.js';
import { pointNotes, saldoNotes } from '../open-api/notes.js';
import type { Transaction } from '../open-api/transactions.js';
import { transactions } from '../open-api/transactions.js';
import type { FeedStore } from './feed.js';
import type { Shop } from './shop.js';
import { createFeeds } from './shop.js';

/** `total_data`: about three screens of a phone. */
export const HISTORY_ROWS_PER_PAGE = 20;

const saldoFeeds = createFeeds(saldoNotes);
const pointFeeds = createFeeds(pointNotes);
const transactionFeeds = createFeeds(transactions);

export const saldoFeed = (shop: Shop): FeedStore<SaldoNote> =>
  saldoFeeds(shop, { tipe: 'saldo' }, HISTORY_ROWS_PER_PAGE);

export const pointFeed = (shop: Shop): FeedStore<PointNote> =>
  pointFeeds(shop, { tipe: 'poin' }, HISTORY_ROWS_PER_PAGE);

export const transactionFeed = (shop: Shop): FeedStore<Transaction> =>
  transactionFeeds(shop, {}, HISTORY_ROWS_PER_PAGE);
