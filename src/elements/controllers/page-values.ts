/**
 * What bukaOlshop's app has filled in for the placeholders of a page: attributes of the element, then of
 * the shops around it. They are known without a request, and as old as the page.
 */
import type { LitElement, ReactiveController } from 'lit';
import { integer } from '../../open-api/lenient-fields.js';
import { composedParentOf } from '../base/scope.js';

export class PageValues implements ReactiveController {
  /** The nearest first. */
  private owners: readonly Element[] = [];
  private readonly observer = new MutationObserver(() => this.host.requestUpdate());

  /** @param names attributes; the host is rendered again when one changes */
  constructor(
    private readonly host: LitElement,
    private readonly names: readonly string[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.owners = [this.host, ...shopsAround(this.host)];
    for (const owner of this.owners)
      this.observer.observe(owner, { attributeFilter: [...this.names] });
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }

  /** Outside the app placeholders stay as they are, with `{{`, and count as missing. */
  text(name: string): string | null {
    const values = this.owners.map((owner) => owner.getAttribute(name)?.trim() ?? '');
    return values.find((value) => value !== '' && !value.includes('{{')) ?? null;
  }

  /** In any usual spelling, such as `Rp 350.000`; `null` for text that is no number. */
  number(name: string): number | null {
    return integer.parse(this.text(name));
  }
}

function shopsAround(element: Element): readonly Element[] {
  const shops: Element[] = [];
  for (let node = composedParentOf(element); node; node = composedParentOf(node)) {
    if (node instanceof Element && node.localName === 'etalase-shop') shops.push(node);
  }
  return shops;
}
