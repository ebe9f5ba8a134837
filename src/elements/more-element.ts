/** What the elements that are loaded on first use share: their texts and their styles. */
import type { CSSResult } from 'lit';
import { indonesian } from '../texts/id.js';
import { moreIndonesian } from '../texts/id-more.js';
import { EtalaseElement } from './element.js';
import { moreStyles } from './more.styles.js';

export abstract class MoreElement extends EtalaseElement {
  static override styles: CSSResult[] = [...EtalaseElement.styles, moreStyles];

  protected override get indonesian() {
    return { ...indonesian, ...moreIndonesian };
  }
}
