/** Opens a product that was chosen from a list: in a dialog, or on its own page where that fails. */
import type { LitElement } from 'lit';
import type { Product } from '../../open-api/products.js';
import { EtalaseSelectEvent } from '../base/events.js';
import { ensureDefined } from '../base/lazy-define.js';

export class ProductOpener {
  /** `id_produk` while the code of the dialog is loading */
  loadingId: string | null = null;

  constructor(
    private readonly host: LitElement,
    /** shows the dialog; `<etalase-product>` is defined by then */
    private readonly showDetails: (product: Product) => void,
  ) {}

  /** @param event the click; its link is followed where the page or the shopper wants that */
  async open(product: Product, event: Event): Promise<void> {
    const isNewTab =
      event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
    if (isNewTab) return;
    if (!this.host.dispatchEvent(new EtalaseSelectEvent({ product }))) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    event.preventDefault();
    // A second tap while the dialog loads must not open a second one.
    if (this.loadingId !== null) return;
    this.setLoading(product.id_produk);
    try {
      await ensureDefined('etalase-product');
      if (this.host.isConnected) this.showDetails(product);
    } catch {
      if (product.url_produk) location.assign(product.url_produk);
    } finally {
      this.setLoading(null);
    }
  }

  private setLoading(id: string | null): void {
    this.loadingId = id;
    this.host.requestUpdate();
  }
}
