/** Base class of the elements outside the entry script: their texts and shared styles. */
import type { CSSResult } from 'lit';
import { entryIndonesian } from '../../texts/id/entry.js';
import { lazyIndonesian } from '../../texts/id/lazy.js';
import { EtalaseElement } from './element.js';
import { lazyElementStyles } from './lazy-element.styles.js';

export abstract class LazyElement extends EtalaseElement {
  static override styles: CSSResult[] = [...EtalaseElement.styles, lazyElementStyles];

  constructor() {
    super();
    // Until the constructor returns, the element is not defined and has its reserved height.
    this.heldHeight = this.offsetHeight;
  }

  protected override get indonesian() {
    return { ...entryIndonesian, ...lazyIndonesian };
  }
}
