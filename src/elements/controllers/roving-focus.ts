/**
 * Makes rows of links and buttons one tab stop each: the arrow keys move inside a row. Without it, a
 * keyboard passes every icon of a page on its way to the products.
 */
import type { LitElement, ReactiveController } from 'lit';

const ITEMS = 'a, button';

export class RovingFocus implements ReactiveController {
  private root: LitElement['renderRoot'] | null = null;

  /** @param rows selector of the rows in the host's shadow root */
  constructor(
    private readonly host: LitElement,
    private readonly rows: string,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const { renderRoot } = this.host;
    if (this.root !== renderRoot) {
      this.root = renderRoot;
      renderRoot.addEventListener('keydown', this.onKey);
      renderRoot.addEventListener('focusin', this.onFocus);
    }
    for (const row of Array.from(renderRoot.querySelectorAll(this.rows))) {
      const items = itemsOf(row);
      // An item without a `tabindex` of its own has 0 too, so a new row starts at its first item.
      const current = items.find(({ tabIndex }) => tabIndex === 0) ?? items[0];
      if (current) setCurrent(items, current);
    }
  }

  private readonly onFocus = ({ target }: Event) => {
    const found = this.find(target);
    if (found) setCurrent(found.items, found.item);
  };

  private readonly onKey = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const found = this.find(event.target);
    if (!found || altKey || ctrlKey || metaKey || shiftKey) return;
    const { row, items, item } = found;
    const step = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
    const index = items.indexOf(item);
    const next = new Map([
      ['ArrowRight', index + step],
      ['ArrowLeft', index - step],
      ['Home', 0],
      ['End', items.length - 1],
    ]).get(key);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };

  private find(target: EventTarget | null) {
    const item = target instanceof Element ? target.closest<HTMLElement>(ITEMS) : null;
    const row = item?.closest(this.rows);
    return item && row ? { row, item, items: itemsOf(row) } : null;
  }
}

const itemsOf = (row: Element) => Array.from(row.querySelectorAll<HTMLElement>(ITEMS));

function setCurrent(items: readonly HTMLElement[], current: HTMLElement): void {
  for (const item of items) {
    const tabIndex = item === current ? 0 : -1;
    if (item.tabIndex !== tabIndex) item.tabIndex = tabIndex;
  }
}
