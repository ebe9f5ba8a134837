/** Elements that are loaded on first use: `define.ts` says which, whoever needs one asks here. */
import { afterPaint } from './after-paint.js';

type LoadElement = () => Promise<CustomElementConstructor>;

const loaders = new Map<string, LoadElement>();

/** Announces an element that is defined when it is first needed. */
export function registerLazyElement(tag: string, load: LoadElement): void {
  loaders.set(tag, load);
}

/**
 * Defines `tag` if that is still to be done. Rejects where its file cannot be loaded, and where
 * nobody announced it: a program may define only some of the elements.
 */
export async function ensureDefined(tag: string): Promise<void> {
  const element = await loaders.get(tag)?.();
  if (element && loaders.delete(tag) && !customElements.get(tag)) {
    customElements.define(tag, element);
  }
  if (!customElements.get(tag)) throw new Error(tag);
}

/**
 * Defines what stands in `root`, and whatever is put there later, until the returned function is
 * called. A frame is painted first: with kept products that is the cards, before the others' files
 * are asked for and run.
 */
export function defineWhenPresent(root: Document | ShadowRoot): () => void {
  let cancelScan: (() => void) | null = null;
  const scan = () => {
    cancelScan = null;
    for (const tag of loaders.keys()) {
      // Offline: the element stays undefined, and the next change of the page tries again.
      if (root.querySelector(tag)) ensureDefined(tag).catch(() => {});
    }
  };
  const scheduleScan = () => {
    cancelScan ??= afterPaint(scan);
  };
  scheduleScan();
  const observer = new MutationObserver(scheduleScan);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    cancelScan?.();
  };
}
