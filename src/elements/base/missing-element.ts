import { EtalaseElement } from './element.js';

/** Stands in the place of an element whose code could not be loaded. */
export class EtalaseMissing extends EtalaseElement {
  /** The shopper asks for the code again. */
  retry: (() => void) | null = null;

  protected override watchedStores(): [] {
    return [];
  }

  protected override renderContent(): unknown {
    return this.isQuiet('offline') ? '' : this.renderFailed('offline', this.retry);
  }
}
