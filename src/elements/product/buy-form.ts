/** The variants and the note of a purchase, and the link that carries them to the checkout. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Product } from '../../open-api/products.js';
import type { Say } from '../../texts/texts.js';
import { isSoldOut } from '../ui/price.js';
import { checkoutLink, EtalaseBuyEvent } from '../base/shop-checkout.js';
import type { MappedPurchase } from './mapped-purchase.js';
import type { Choice, Variant, VariantKind } from './purchase-link.js';
import { firstChoice, missingVariantOf, purchaseNoteOf, variantsOf } from './purchase-link.js';

const MAX_NOTE_LENGTH = 500;

export class BuyForm {
  private choice: Choice = {};
  private note = '';
  /** the variant that was not chosen when the shopper tried to buy */
  private missingVariant: VariantKind | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly mapped: MappedPurchase,
  ) {}

  /** For example `L, Ungu`. */
  get choiceText(): string {
    return Object.values(this.choice).join(', ');
  }

  private readonly onNote = ({ target }: Event) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    this.note = target.value;
    this.host.requestUpdate();
  };

  /** Call it when the product changes. */
  reset(product: Product | null): void {
    this.choice = product ? firstChoice(product) : {};
    this.note = '';
    this.missingVariant = null;
  }

  private choose(kind: VariantKind, option: string): void {
    this.choice = { ...this.choice, [kind]: option };
    if (this.missingVariant === kind) this.missingVariant = null;
    this.host.requestUpdate();
  }

  private buy(click: Event, buyEvent: EtalaseBuyEvent): void {
    const { product } = buyEvent;
    this.missingVariant = missingVariantOf(product, this.choice);
    this.host.requestUpdate();
    if (this.missingVariant) this.focusVariant(this.missingVariant);
    else if (!this.mapped.isPlain) this.mapped.buy(product);
    else if (this.host.dispatchEvent(buyEvent)) return;
    click.preventDefault();
  }

  private focusVariant(kind: VariantKind): void {
    const group = this.host.renderRoot.querySelector(`[data-kind=${kind}]`);
    group?.querySelector('input')?.focus({ preventScroll: true });
    group?.scrollIntoView({ block: 'center' });
  }

  renderVariants(product: Product, say: Say): unknown {
    return variantsOf(product).map((variant) => this.renderVariant(variant, say));
  }

  private renderVariant({ kind, options }: Variant, say: Say) {
    const name = say(kind);
    const isMissing = this.missingVariant === kind;
    return html`<fieldset
      class="block"
      part="variants"
      role="radiogroup"
      aria-required="true"
      aria-invalid=${isMissing}
      aria-describedby="ask-${kind}"
      data-kind=${kind}
    >
      <legend class="label">${name}</legend>
      <div class="options">${options.map((option) => this.renderOption(kind, option))}</div>
      <p class="ask" id="ask-${kind}" role="alert">
        ${isMissing ? say('choose', { name: name.toLowerCase() }) : nothing}
      </p>
    </fieldset>`;
  }

  private renderOption(kind: VariantKind, option: string) {
    const isChosen = this.choice[kind] === option;
    return html`<label>
      <input
        class="visually-hidden"
        type="radio"
        name=${kind}
        .checked=${isChosen}
        @change=${() => this.choose(kind, option)}
      />
      <span class="option tap" part=${isChosen ? 'option chosen' : 'option'} dir="auto">
        ${option}
      </span>
    </label>`;
  }

  renderNote(product: Product, say: Say): unknown {
    if (isSoldOut(product) || product.url_produk === null) return nothing;
    return html`<label class="block">
      <span class="label">${say('note')}</span>
      <textarea
        part="note"
        rows="2"
        dir="auto"
        maxlength=${MAX_NOTE_LENGTH}
        placeholder=${say('noteHint')}
        .value=${this.note}
        @input=${this.onNote}
      ></textarea>
    </label>`;
  }

  renderBuy(product: Product, say: Say): unknown {
    if (isSoldOut(product) || this.mapped.isSoldOut) {
      return html`<button class="button buy" part="button buy" disabled>${say('soldOut')}</button>`;
    }
    const note = purchaseNoteOf(product, this.choice, this.note, say);
    const href = checkoutLink(product.url_produk, note);
    if (href === null) return nothing;
    return html`<a
      class="button primary buy"
      part="button buy"
      href=${href}
      aria-disabled=${this.mapped.isBusy ? 'true' : nothing}
      @click=${(event: Event) => this.buy(event, new EtalaseBuyEvent(product, href, note))}
    >
      ${say(this.mapped.isBusy ? 'loading' : 'buy')}
    </a>`;
  }
}
