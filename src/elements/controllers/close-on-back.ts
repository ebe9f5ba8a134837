/**
 * Closes a dialog by the back button of Android or the browser. Each open dialog has a history entry
 * of its own, which is removed again when the dialog is closed in another way.
 */
import { platform } from '../../stores/platform.js';

/** Our key in `history.state`, beside the page's own keys. Pages can see it. */
const STATE_KEY = 'etalase';
/** If no `popstate` has fired by then, none will. */
const MAX_BACK_WAIT_MS = 1000;

const openIds = new Set<string>();
/** `history.back()` is asynchronous, so changes of the history are queued. */
let historyQueue = Promise.resolve();

function enqueueChange(change: () => void | Promise<void>): void {
  // `data:` pages and sandboxed frames may not change the history. They have no back button.
  historyQueue = historyQueue.then(change).catch(() => {});
}

function currentEntryId(): string | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !(STATE_KEY in state)) return null;
  return typeof state[STATE_KEY] === 'string' ? state[STATE_KEY] : null;
}

/** The current entry belongs to a dialog that is closed, perhaps since before a reload. */
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
 * @param close called when the shopper goes back
 * @returns removes the history entry; call it once the dialog is closed, for whatever reason
 */
export function closeOnBack(close: () => void): () => void {
  const id = String(platform().random());
  // The page's own history steps may end on our entry: then the dialog stays open.
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
