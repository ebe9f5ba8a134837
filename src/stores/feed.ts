/** A list that is read page by page, as elements see it. `paged-list.ts` is the store behind it. */
import type { ReadableAtom } from 'nanostores';
import type { ErrorCode } from '../open-api/result.js';

export type Feed<T> =
  | { readonly status: 'idle' | 'pending' }
  | { readonly status: 'failed'; readonly code: ErrorCode }
  | ReadyFeed<T>;

export interface ReadyFeed<T> {
  readonly status: 'ready';
  readonly rows: readonly T[];
  /** how many pages `rows` joins */
  readonly pages: number;
  /** There is no further page. */
  readonly done: boolean;
  /** the state of the request for the next page, or its error */
  readonly moreStatus: 'idle' | 'pending' | ErrorCode;
  /** when the first page was answered, ms since the epoch */
  readonly at: number;
  /** Set when the rows are too old and could not be renewed: why. */
  readonly staleReason: ErrorCode | null;
  /** rows that failed their schema */
  readonly dropped: number;
}

export interface FeedStore<T> {
  readonly $feed: ReadableAtom<Feed<T>>;
  /** Requests the next page, unless there is none or its request is under way. */
  loadMore(): void;
  /** Requests the first page again, whatever its age. */
  refresh(): void;
}
