/** Elements that are loaded on first use: `define.ts` says which, whoever needs one asks here. */
import { afterPaint } from './after-paint.js';

type Load = () => Promise<CustomElementConstructor>;

const waiting = new Map<string, Load>();

/** Announces an element that is defined when it is first needed. */
export function defineLater(tag: string, load: Load): void {
  waiting.set(tag, load);
}

/**
 * Defines `tag` if that is still to be done. Rejects where its file cannot be loaded, and where
 * nobody announced it: a program may define only some of the elements.
 */
export async function need(tag: string): Promise<void> {
  const element = await waiting.get(tag)?.();
  if (element && waiting.delete(tag) && !customElements.get(tag)) {
    customElements.define(tag, element);
  }
  if (!customElements.get(tag)) throw new Error(tag);
}

/**
 * Defines what stands in `root`, and whatever is put there later, until the returned function is
 * called. A frame is painted first: with kept products that is the cards, before the others' files
 * are asked for and run.
 */
export function defineWhenSeen(root: Document | ShadowRoot): () => void {
  let stopWaiting: (() => void) | null = null;
  const look = () => {
    stopWaiting = null;
    for (const tag of waiting.keys()) {
      // Offline: the element stays undefined, and the next change of the page tries again.
      if (root.querySelector(tag)) need(tag).catch(() => {});
    }
  };
  const lookSoon = () => {
    stopWaiting ??= afterPaint(look);
  };
  lookSoon();
  const observer = new MutationObserver(lookSoon);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    stopWaiting?.();
  };
}
