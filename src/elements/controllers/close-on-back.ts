/**
 * Closes what is open by the back button of Android or the browser, the latest first. Each open thing
 * has a history entry of its own, which is removed again when the thing is closed in another way.
 * Neither step moves the page: its scroll position is where the shopper left it.
 */
import { platform } from '../../stores/platform.js';

/** Our key in `history.state`, beside the page's own keys. Pages can see it. */
const STATE_KEY = 'etalase';
/** If no `popstate` has fired by then, none will: a busy phone takes more than a second. */
const MAX_BACK_WAIT_MS = 5000;

/** A history entry of ours. */
interface Entry {
  readonly id: string;
  /** greater than that of every entry of ours below it */
  readonly depth: number;
  /** The page's own mode, which the entry below gets back once it is the current one. */
  readonly scroll: ScrollRestoration;
}

interface OpenThing {
  readonly close: () => void;
  /** `null` until its entry is in the history */
  entry: Entry | null;
}

/** The latest last. */
const openThings: OpenThing[] = [];
let entryCount = 0;
/** `history.back()` is asynchronous, so changes of the history are queued. */
let historyQueue = Promise.resolve();
/** The entry that was the current one before the last step; `undefined` until the first use. */
let current: Entry | null | undefined;
/** The page's own scroll mode, while the current entry does not have it back yet. */
let owedScroll: ScrollRestoration | null = null;

function enqueueChange(change: () => void | Promise<void>): void {
  // `data:` pages and sandboxed frames may not change the history. They have no back button.
  historyQueue = historyQueue.then(change).catch(() => {});
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'depth' in value && 'scroll' in value;
}

/** `null` where the current entry is the page's own. */
function currentEntry(): Entry | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !(STATE_KEY in state)) return null;
  return isEntry(state[STATE_KEY]) ? state[STATE_KEY] : null;
}

/** What this entry belonged to is closed, perhaps since before a reload. */
const isOrphaned = (entry: Entry | null): entry is Entry =>
  entry !== null && !openThings.some((each) => each.entry?.id === entry.id);

function pushEntry(thing: OpenThing): void {
  const below = currentEntry();
  const scroll = owedScroll ?? history.scrollRestoration;
  owedScroll = null;
  const id = `${platform().random()}.${++entryCount}`;
  const depths = openThings.map(({ entry }) => entry?.depth ?? 0);
  const state: unknown = history.state;
  const stateOf = (entry: Entry) => ({
    ...(typeof state === 'object' ? state : null),
    [STATE_KEY]: entry,
  });
  if (isOrphaned(below)) {
    current = thing.entry = { ...below, id };
    history.replaceState(stateOf(current), '');
    return;
  }
  const entry = { id, depth: Math.max(0, ...depths) + 1, scroll };
  // On the way back the browser would scroll to where the page was before this entry. The new entry
  // inherits the mode, and gets the page's own again, so that a reload keeps the position.
  history.scrollRestoration = 'manual';
  try {
    history.pushState(stateOf(entry), '');
    current = thing.entry = entry;
  } finally {
    history.scrollRestoration = scroll;
  }
}

function giveScrollBack(): void {
  if (owedScroll) history.scrollRestoration = owedScroll;
  owedScroll = null;
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
  while (isOrphaned(currentEntry()) && (await goBack()));
}

/** The page's own history steps may end on an entry of ours: what it belongs to stays open. */
function onPop(): void {
  const left = current;
  current = currentEntry();
  // Chromium 80 scrolls after the event, by the mode that it finds then.
  if (left) {
    owedScroll = left.scroll;
    setTimeout(giveScrollBack);
  }
  const depth = current?.depth ?? 0;
  for (const { entry, close } of [...openThings].reverse()) {
    if (entry && entry.depth > depth) close();
  }
  // Also after a step forward to an entry whose dialog is closed.
  if (isOrphaned(current)) enqueueChange(leaveOrphanedEntries);
}

/**
 * Leaves the entries of a page load before this one, so that they do not cost the shopper a press of
 * the back button. Idempotent.
 */
export function watchHistory(): void {
  if (current !== undefined) return;
  current = currentEntry();
  addEventListener('popstate', onPop);
  if (!current) return;
  // Until then the browser is restoring the scroll position, which a step would end.
  const leave = () => setTimeout(() => enqueueChange(leaveOrphanedEntries));
  if (document.readyState === 'complete') leave();
  else addEventListener('load', leave, { once: true });
}

/**
 * For anything that the shopper opens: a dialog, a page of an element, a photo.
 *
 * @param close called when the shopper goes back; the latest thing that is open closes first
 * @returns removes the history entry; call it once the thing is closed, for whatever reason
 */
export function closeOnBack(close: () => void): () => void {
  watchHistory();
  const thing: OpenThing = { close, entry: null };
  openThings.push(thing);
  enqueueChange(() => {
    if (openThings.includes(thing)) pushEntry(thing);
  });
  return () => {
    const index = openThings.indexOf(thing);
    if (index < 0) return;
    openThings.splice(index, 1);
    enqueueChange(leaveOrphanedEntries);
  };
}
