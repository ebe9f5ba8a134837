import type { CSSResult, PropertyDeclarations } from 'lit';
import { html, nothing } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { ensureDefined } from '../base/lazy-define.js';
import { LazyElement } from '../base/lazy-element.js';
import { DialogController } from '../controllers/dialog-controller.js';
import { dialogFrameStyles } from '../ui/dialog-frame.styles.js';
import { renderDialogFrame } from '../ui/dialog-frame.js';
import { iconButtonStyles } from '../ui/icon-button.styles.js';
import { sheetStyles } from './sheet.styles.js';

/**
 * A sheet over the page with another element in it. The whole shop opens it; pages do not need it.
 * The element removes itself when the sheet is closed.
 *
 * @tag etalase-sheet
 * @slot - the element in the sheet
 * @csspart layer - the layer that holds the sheet over the page
 * @csspart dialog - the sheet
 * @csspart heading - the sheet's heading
 * @csspart close - the button that closes it
 */
export class EtalaseSheet extends LazyElement {
  static override styles: CSSResult[] = [
    ...LazyElement.styles,
    dialogFrameStyles,
    iconButtonStyles,
    sheetStyles,
  ];

  static override properties: PropertyDeclarations = {
    heading: { attribute: false },
    tag: { attribute: false },
    loading: { state: true },
  };

  declare heading: string;
  /** The element in the sheet, which is loaded while the sheet is open already. */
  declare tag: string;
  declare protected loading: 'pending' | 'done' | 'failed';

  private readonly dialog = new DialogController(this, () => this.remove());

  constructor() {
    super();
    this.heading = this.tag = '';
    this.loading = 'pending';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.load();
  }

  protected override watchedStores(): readonly ReadableAtom<unknown>[] {
    return [];
  }

  private readonly load = () => {
    this.loading = 'pending';
    ensureDefined(this.tag).then(
      () => (this.loading = 'done'),
      () => (this.loading = 'failed'),
    );
  };

  private renderState(): unknown {
    if (this.loading === 'failed') return this.renderFailed('offline', this.load);
    return this.loading === 'pending' ? this.renderSkeleton(skeletonRows) : nothing;
  }

  protected override renderContent(): unknown {
    return renderDialogFrame(
      {
        label: this.heading,
        heading: html`<h2 class="heading" part="heading">${this.heading}</h2>`,
        content: html`<div class="content">${this.renderState()}<slot></slot></div>`,
        onClose: this.dialog.close,
      },
      this.say,
    );
  }
}

const skeletonRows = Array.from({ length: 5 }, () => html`<div class="skeleton-shape row"></div>`);
