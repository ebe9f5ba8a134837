/** Elements that are loaded on first use. `define.ts` registers them; nothing here names one. */
import { $pageReturn, reportNetwork } from '../../stores/page-return.js';
import { afterPaint } from './after-paint.js';

type LoadElement = () => Promise<CustomElementConstructor>;

const loaders = new Map<string, LoadElement>();

/** Registers the loader of an element. The element is defined when it is first needed. */
export function registerLazyElement(tag: string, load: LoadElement): void {
  loaders.set(tag, load);
}

/** Stand-ins in elements whose code could not be loaded. */
const missing = new Set<Element>();

/**
 * Defines `tag` unless it is defined. Rejects when its file cannot be loaded, and when it has no
 * loader: a program may register only some of the elements.
 */
export async function ensureDefined(tag: string): Promise<void> {
  const element = await loaders.get(tag)?.();
  if (element && loaders.delete(tag) && !customElements.get(tag)) {
    for (const standIn of missing) {
      if (hostOf(standIn)?.localName !== tag) continue;
      standIn.remove();
      missing.delete(standIn);
    }
    customElements.define(tag, element);
  }
  if (!customElements.get(tag)) throw new Error(tag);
}

const hostOf = (node: Element): Element | null => {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};

/** Oldest browsers never request a file again that once failed, so there the shopper loads the page. */
const retryByHand = (tag: string) => (): void => {
  ensureDefined(tag).catch(() => {
    if (navigator.onLine) location.reload();
  });
};

/** Says in the place of an element that its code could not be loaded. */
function addStandIn(element: Element): void {
  if (element.shadowRoot) return;
  const standIn = document.createElement('etalase-missing');
  Object.assign(standIn, { retry: retryByHand(element.localName) });
  element.attachShadow({ mode: 'open' }).append(standIn);
  missing.add(standIn);
}

/**
 * Defines the lazy elements in `root`, and those added later, until the returned function is called.
 * Waits for a frame first: cached products are painted before other files are requested and run. What
 * could not be loaded is tried again when the page returns, and after a while.
 */
export function defineWhenPresent(root: Document | ShadowRoot): () => void {
  let cancelScan: (() => void) | null = null;
  const failed = new Set<string>();
  const scan = () => {
    cancelScan = null;
    for (const tag of loaders.keys()) {
      const elements = Array.from(root.querySelectorAll(tag));
      if (elements.length === 0) continue;
      if (failed.has(tag)) elements.forEach(addStandIn);
      else
        ensureDefined(tag).catch(() => {
          failed.add(tag);
          reportNetwork(false);
          scheduleScan();
        });
    }
  };
  const scheduleScan = () => {
    cancelScan ??= afterPaint(scan);
  };
  scheduleScan();
  const observer = new MutationObserver(scheduleScan);
  observer.observe(root, { childList: true, subtree: true });
  const stopListening = $pageReturn.listen(() => {
    failed.clear();
    scheduleScan();
  });
  return () => {
    stopListening();
    observer.disconnect();
    cancelScan?.();
  };
}
