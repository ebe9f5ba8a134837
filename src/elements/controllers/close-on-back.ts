/**
 * The back button (Android's, or the browser's) closes what is open: each open thing has an entry
 * of its own in the history, which is left again when the thing is closed in another way.
 */
import { platform } from '../../stores/platform.js';

/** The key of our mark in `history.state`, beside whatever the page itself keeps there. */
const STATE_KEY = 'etalase';
/** A browser that has not gone back after this long, ms, will not. */
const MAX_BACK_WAIT_MS = 1000;

const openIds = new Set<string>();
/** Going back takes its time, so changes of the history wait for each other. */
let historyQueue = Promise.resolve();

function enqueueChange(change: () => void | Promise<void>): void {
  // Some pages may not touch the history (`data:`, sandboxed frames): then there is no back button.
  historyQueue = historyQueue.then(change).catch(() => {});
}

function currentEntryId(): string | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !(STATE_KEY in state)) return null;
  return typeof state[STATE_KEY] === 'string' ? state[STATE_KEY] : null;
}

/** The current entry belongs to something closed, perhaps before the page was loaded again. */
function isOrphanedEntry(): boolean {
  const entryId = currentEntryId();
  return entryId !== null && !openIds.has(entryId);
}

function pushEntry(id: string): void {
  const state: unknown = history.state;
  const ownState = { ...(typeof state === 'object' ? state : null), [STATE_KEY]: id };
  if (isOrphanedEntry()) history.replaceState(ownState, '');
  else history.pushState(ownState, '');
}

const goBack = () =>
  new Promise<boolean>((resolve) => {
    const finish = (event?: Event) => {
      clearTimeout(timer);
      removeEventListener('popstate', finish);
      resolve(event !== undefined);
    };
    const timer = setTimeout(finish, MAX_BACK_WAIT_MS);
    addEventListener('popstate', finish);
    history.back();
  });

async function leaveOrphanedEntries(): Promise<void> {
  while (isOrphanedEntry() && (await goBack()));
}

/**
 * @param close called when the shopper went back
 * @returns what to call when the thing was closed, however that came about
 */
export function closeOnBack(close: () => void): () => void {
  const id = String(platform().random());
  // Steps of the page's own leave our entry where it is, and then there is nothing to close.
  const onPop = () => {
    if (currentEntryId() !== id) close();
  };
  openIds.add(id);
  enqueueChange(() => {
    if (!openIds.has(id)) return;
    pushEntry(id);
    addEventListener('popstate', onPop);
  });
  return () => {
    openIds.delete(id);
    removeEventListener('popstate', onPop);
    enqueueChange(leaveOrphanedEntries);
  };
}
