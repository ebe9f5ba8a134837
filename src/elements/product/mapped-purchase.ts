/**
 * Asks the proxy whether it delivers the product that is shown. Such a mapped product is bought for an
 * account, which is asked for before the checkout. Every other product, and a proxy that does not
 * answer, leave all as it is.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html } from 'lit';
import type { ErrorCode } from '../../open-api/result.js';
import { isNetworkError } from '../../open-api/result.js';
import type { Product } from '../../open-api/products.js';
import type { ShelfProduct } from '../../proxy/contract.js';
import type { MappedProduct } from '../../purchase/http/shop-product.js';
import { platform } from '../../stores/platform.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import type { Say } from '../../texts/texts.js';
import { LatestTask } from '../controllers/latest-task.js';
import { isSoldOut } from '../ui/price.js';
import type * as formModule from './mapped-form.js';

/** How long a shopper who buys waits to hear whether the product is mapped. */
const MAX_WAIT_MS = 5_000;

interface Loaded {
  readonly MappedForm: (typeof formModule)['MappedForm'];
  readonly product: ShelfProduct;
}

export class MappedPurchase implements ReactiveController {
  private readonly mapping: LatestTask<MappedProduct | null>;
  private readonly loaded: LatestTask<Loaded>;
  private onlyForm: formModule.MappedForm | null = null;
  private product: Product | null = null;
  /** The shopper has pressed "buy" too early. */
  private isWanted = false;
  /** The answer has not come in time, and is not waited for any more. */
  private isGivenUp = false;

  constructor(
    private readonly host: LitElement,
    /** how many of the host's style sheets stand before the form's */
    private readonly sheetsBefore: number,
  ) {
    this.mapping = new LatestTask(host);
    this.loaded = new LatestTask(host);
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.isWanted || this.isLooking || this.loaded.state.status === 'pending') return;
    this.isWanted = false;
    const link = this.host.renderRoot.querySelector<HTMLElement>('a.buy');
    // After this update: it may be shown as sold out by then.
    void this.host.updateComplete.then(() => link?.isConnected && link.click());
  }

  /** Called with every update of the element. @param settings `null` where there is no proxy */
  update(product: Product | null, settings: PurchaseSettings | null): void {
    if (product?.id_produk !== this.product?.id_produk) {
      this.loaded.reset();
      this.isWanted = this.isGivenUp = false;
    }
    this.product = product;
    if (!product || !settings || product.url_produk === null || isSoldOut(product)) return;
    const { proxy } = settings;
    const id = product.id_produk;
    this.mapping.run(JSON.stringify([proxy, id]), async (signal) => {
      const module = await import('../../purchase/http/shop-product.js').catch(() => null);
      return module ? module.readShopProduct(proxy, id, signal) : { ok: true, value: null };
    });
    const mapped = this.mapping.value;
    if (mapped) this.load(mapped, settings);
  }

  /** The form's Indonesian texts, once they are loaded. */
  get texts(): (typeof formModule)['MappedForm']['texts'] | null {
    return this.loaded.value?.MappedForm.texts ?? null;
  }

  /** Of the product that is shown, once both are loaded. */
  private get form(): formModule.MappedForm | null {
    return this.loaded.value && this.onlyForm;
  }

  /** It is not known yet whether the product is mapped. */
  private get isLooking(): boolean {
    return this.mapping.state.status === 'pending' && !this.isGivenUp;
  }

  /** Bought as any product of the shop. */
  get isPlain(): boolean {
    return !this.isLooking && !this.mapping.value;
  }

  get isBusy(): boolean {
    return this.isWanted || this.form?.isBusy === true;
  }

  get isSoldOut(): boolean {
    return !this.isPlain && this.form?.isSoldOut === true;
  }

  /** For a product that is not plain: waits, says what is missing, or leaves for the checkout. */
  buy(product: Product): void {
    if (this.form) this.form.buy(product);
    else if (this.loaded.state.status === 'failed') this.loaded.reset();
    else this.want();
  }

  private want(): void {
    if (this.isWanted) return;
    const { product } = this;
    this.isWanted = true;
    this.host.requestUpdate();
    void platform()
      .wait(MAX_WAIT_MS)
      .then(() => {
        if (product !== this.product || !this.isLooking) return;
        this.isGivenUp = true;
        this.host.requestUpdate();
      });
  }

  private load(mapped: MappedProduct, settings: PurchaseSettings): void {
    this.loaded.run(JSON.stringify([settings.proxy, mapped.product]), async (signal) => {
      const module = await import('./mapped-form.js').catch(() => null);
      if (!module) return { ok: false, code: 'offline' };
      const { MappedForm } = module;
      const read = await MappedForm.read(mapped, settings, signal);
      return read.ok ? { ok: true, value: { MappedForm, product: read.value } } : read;
    });
    const { value } = this.loaded;
    if (!value) return;
    this.onlyForm ??= this.createForm(value);
    this.onlyForm.setProduct(value.product, mapped.item, settings);
  }

  private createForm({ MappedForm }: Loaded): formModule.MappedForm {
    const { renderRoot } = this.host;
    if (renderRoot instanceof ShadowRoot) {
      const sheets = Array.from(renderRoot.adoptedStyleSheets);
      const added = MappedForm.styles.flatMap(({ styleSheet }) => styleSheet ?? []);
      sheets.splice(this.sheetsBefore, 0, ...added);
      renderRoot.adoptedStyleSheets = sheets;
    }
    return new MappedForm(this.host);
  }

  /** In the place of the note. Its height is kept while it is not known what comes. */
  render(
    say: Say,
    renderNote: () => unknown,
    renderFailed: (code: ErrorCode, retry: () => void) => unknown,
  ): unknown {
    if (this.isPlain) return renderNote();
    if (this.form) return this.form.render(say);
    const { state, reset } = this.loaded;
    if (state.status === 'failed') {
      return renderFailed(isNetworkError(state.code) ? 'offline' : 'server', reset);
    }
    return html`<div class="block" aria-busy="true">
      <div class="skeleton-shape skeleton-ask"></div>
      <span class="visually-hidden">${say('loading')}</span>
    </div>`;
  }
}
