/** The shopper who is logged in. */
import type { User } from '../open-api/user.js';
import { user } from '../open-api/user.js';
import type { FeedStore } from './feed.js';
import type { Shop } from './shop.js';
import { createFeeds } from './shop.js';

const userFeeds = createFeeds(user);

/** Has one row: the shopper. */
export const userFeed = (shop: Shop): FeedStore<User> => userFeeds(shop);
