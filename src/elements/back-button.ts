/**
 * The back button (Android's, or the browser's) closes what is open: each open thing has an entry
 * of its own in the history, which is left again when the thing is closed in another way.
 */
import { platform } from '../stores/outside.js';

/** The key of our mark in `history.state`, beside whatever the page itself keeps there. */
const MARK = 'etalase';
/** A browser that has not gone back after this long, ms, will not. */
const PATIENCE = 1000;

const open = new Set<string>();
/** Going back takes its time, so changes of the history wait for each other. */
let turn = Promise.resolve();

function inTurn(change: () => void | Promise<void>): void {
  // Some pages may not touch the history (`data:`, sandboxed frames): then there is no back button.
  turn = turn.then(change).catch(() => {});
}

function currentMark(): string | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !(MARK in state)) return null;
  return typeof state[MARK] === 'string' ? state[MARK] : null;
}

/** The current entry belongs to something closed, perhaps before the page was loaded again. */
function isDead(): boolean {
  const mark = currentMark();
  return mark !== null && !open.has(mark);
}

function enter(id: string): void {
  const state: unknown = history.state;
  const own = { ...(typeof state === 'object' ? state : null), [MARK]: id };
  if (isDead()) history.replaceState(own, '');
  else history.pushState(own, '');
}

const goBack = () =>
  new Promise<boolean>((resolve) => {
    const settle = (event?: Event) => {
      clearTimeout(timer);
      removeEventListener('popstate', settle);
      resolve(event !== undefined);
    };
    const timer = setTimeout(settle, PATIENCE);
    addEventListener('popstate', settle);
    history.back();
  });

async function leaveDead(): Promise<void> {
  while (isDead() && (await goBack()));
}

/**
 * @param close called when the shopper went back
 * @returns what to call when the thing was closed, however that came about
 */
export function closeOnBack(close: () => void): () => void {
  const id = String(platform().random());
  // Steps of the page's own leave our entry where it is, and then there is nothing to close.
  const onPop = () => {
    if (currentMark() !== id) close();
  };
  open.add(id);
  inTurn(() => {
    if (!open.has(id)) return;
    enter(id);
    addEventListener('popstate', onPop);
  });
  return () => {
    open.delete(id);
    removeEventListener('popstate', onPop);
    inTurn(leaveDead);
  };
}
