/** Elements that are loaded on first use. `define.ts` registers them; nothing here names one. */
import { afterPaint } from './after-paint.js';

type LoadElement = () => Promise<CustomElementConstructor>;

const loaders = new Map<string, LoadElement>();

/** Registers the loader of an element. The element is defined when it is first needed. */
export function registerLazyElement(tag: string, load: LoadElement): void {
  loaders.set(tag, load);
}

/**
 * Defines `tag` unless it is defined. Rejects when its file cannot be loaded, and when it has no
 * loader: a program may register only some of the elements.
 */
export async function ensureDefined(tag: string): Promise<void> {
  const element = await loaders.get(tag)?.();
  if (element && loaders.delete(tag) && !customElements.get(tag)) {
    customElements.define(tag, element);
  }
  if (!customElements.get(tag)) throw new Error(tag);
}

/**
 * Defines the lazy elements in `root`, and those added later, until the returned function is called.
 * Waits for a frame first: cached products are painted before other files are requested and run.
 */
export function defineWhenPresent(root: Document | ShadowRoot): () => void {
  let cancelScan: (() => void) | null = null;
  const scan = () => {
    cancelScan = null;
    for (const tag of loaders.keys()) {
      // Offline: the next change of the page tries again.
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
