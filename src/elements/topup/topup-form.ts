/**
 * The form of one product: item, account fields, and the account's name. Ends with a purchase
 * request; never sends one.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html, nothing } from 'lit';
import type { Item, Order, Product } from '../../proxy/contract.js';
import type { PurchaseRequest } from '../../purchase/checkout/state.js';
import type { FieldError, Fields, PurchaseClient } from '../../purchase/purchase-client.js';
import type { Say } from '../../texts/texts.js';
import { LatestTask } from './latest-task.js';
import { doneIcon } from '../orders/order-icons.js';
import { TopupFields } from './account-fields.js';
import { itemsSkeleton, priceOf, renderItems } from './item-list.js';
import type { TopupMemory } from './topup-memory.js';

/** Pause after the last keystroke before the account's name is requested. */
const LOOKUP_DELAY_MS = 600;

export interface FormContext {
  readonly client: PurchaseClient;
  /** `null` for a guest */
  readonly memory: TopupMemory | null;
}

export class TopupForm implements ReactiveController {
  private product: Product | null = null;
  private context: FormContext | null = null;
  private item: Item | null = null;
  private isItemMissing = false;
  private remembers = false;
  /** The account whose name is shown or requested. */
  private accountKey = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly nicknameTask: LatestTask<string | null>;
  private readonly fields: TopupFields;

  constructor(
    private readonly host: LitElement,
    private readonly onNext: (request: PurchaseRequest) => void,
  ) {
    host.addController(this);
    this.nicknameTask = new LatestTask(host);
    this.fields = new TopupFields(host, (isCommitted) => this.lookUpNickname(isCommitted));
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.accountKey = '';
  }

  /** The account's name as the provider tells it; `null` while unknown. */
  get nickname(): string | null {
    return this.nicknameTask.value;
  }

  private readonly onChoose = (item: Item) => {
    this.item = item;
    this.isItemMissing = false;
    this.host.requestUpdate();
  };

  private readonly onRemember = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    this.remembers = target.checked;
    this.saveFields();
    this.host.requestUpdate();
  };

  private readonly onSubmit = (event: Event) => {
    event.preventDefault();
    this.submit();
  };

  /** A new product or a new shopper starts with the remembered fields. */
  setProduct(product: Product, context: FormContext): void {
    const isSame =
      product.provider === this.product?.provider &&
      product.product === this.product.product &&
      context.client === this.context?.client;
    this.product = product;
    this.context = context;
    if (isSame) {
      this.item = product.items.find(({ code }) => code === this.item?.code) ?? null;
      return;
    }
    const remembered = context.memory?.fields(product) ?? null;
    this.item = null;
    this.isItemMissing = false;
    this.remembers = remembered !== null;
    this.fill(remembered ?? {});
  }

  /** Fills in a failed order. @returns whether its item is still available */
  repeat({ item, fields }: Order): boolean {
    this.item =
      this.product?.items.find(({ code, available }) => code === item && available) ?? null;
    this.fill(fields);
    return this.item !== null;
  }

  showFieldErrors(errors: readonly FieldError[]): void {
    this.fields.showProxyErrors(errors);
  }

  /** Passes the request on, or focuses what is missing. */
  submit(): void {
    const { product, item } = this;
    if (!product || !this.context?.memory) return;
    this.isItemMissing = item === null;
    this.host.requestUpdate();
    if (!item) {
      const group = this.host.renderRoot.querySelector('[role=radiogroup]');
      group?.querySelector<HTMLElement>('input:enabled')?.focus({ preventScroll: true });
      group?.scrollIntoView({ block: 'center' });
    } else if (this.fields.errors(product.fields).length > 0) {
      this.fields.showAllErrors(product.fields);
    } else {
      this.saveFields();
      this.onNext({ product, item, fields: this.fields.values(product.fields) });
    }
  }

  private fill(values: Fields): void {
    this.fields.reset(values);
    this.accountKey = '';
    this.nicknameTask.reset();
    this.lookUpNickname(true);
  }

  /** Requests the name of a complete account; any change discards the name that is shown. */
  private lookUpNickname(isCommitted: boolean): void {
    const { product, context } = this;
    if (!product || !context) return;
    const values = this.fields.values(product.fields);
    const accountKey = JSON.stringify(values);
    clearTimeout(this.timer);
    if (accountKey !== this.accountKey) this.nicknameTask.reset();
    this.accountKey = accountKey;
    const isComplete = product.fields.length > 0 && this.fields.errors(product.fields).length === 0;
    if (!isComplete || !context.memory) return;
    const requestNickname = () =>
      this.nicknameTask.run(accountKey, (signal) =>
        context.client.nickname(product.provider, product.product, values, signal),
      );
    if (isCommitted) requestNickname();
    else this.timer = setTimeout(requestNickname, LOOKUP_DELAY_MS);
  }

  /** Invalid fields are not remembered. */
  private saveFields(): void {
    const { product, context } = this;
    if (!product || !context?.memory) return;
    if (!this.remembers) context.memory.saveFields(product, null);
    else if (this.fields.errors(product.fields).length === 0) {
      context.memory.saveFields(product, this.fields.values(product.fields));
    }
  }

  private renderAccount({ fields }: Product, say: Say) {
    return html`<fieldset class="block" part="account">
      <legend class="label">${say('topupAccount')}</legend>
      <div class="fields">${this.fields.render(fields, say)}</div>
      <p class="nickname" part="nickname" role="status">${this.renderName(say)}</p>
      ${this.context?.memory ? this.renderRemember(say) : nothing}
    </fieldset>`;
  }

  private renderName(say: Say) {
    if (this.nicknameTask.state.status === 'pending') {
      return html`<span class="muted">${say('topupChecking')}</span>`;
    }
    const { nickname } = this;
    return nickname === null
      ? nothing
      : html`${doneIcon}<span dir="auto">${say('topupNickname', { name: nickname })}</span>`;
  }

  private renderRemember(say: Say) {
    return html`<label class="remember" part="remember">
      <input type="checkbox" .checked=${this.remembers} @change=${this.onRemember} />
      <span>${say('topupRemember')}</span>
    </label>`;
  }

  /**
   * @param logIn replaces the button for a guest
   * @param isLoading the confirmation is loading
   */
  render(product: Product, say: Say, logIn: unknown, isLoading: boolean) {
    return html`<form class="form" novalidate @submit=${this.onSubmit}>
      ${renderItems(product.items, this.item, this.isItemMissing, say, this.onChoose)}
      ${product.fields.length > 0 ? this.renderAccount(product, say) : nothing}
      <div class="bar" part="bar">
        <span class="total-line">
          <span class="muted">${say('topupTotal')}</span>
          <span class="total" part="total">
            ${this.item ? priceOf(this.item.price, say) : '–'}
          </span>
        </span>
        ${
          logIn ??
          html`<button
            class="button primary next"
            part="button next"
            aria-disabled=${isLoading ? 'true' : nothing}
          >
            ${say(isLoading ? 'loading' : 'topupNext')}
          </button>`
        }
      </div>
    </form>`;
  }
}

export const formSkeleton = html`<div class="form">
  ${itemsSkeleton}
  <div class="block">
    <div class="skeleton-shape skeleton-label"></div>
    <div class="fields">
      <div class="field">
        <div class="skeleton-shape skeleton-line"></div>
        <div class="skeleton-shape skeleton-box"></div>
        <div class="fault"></div>
      </div>
    </div>
  </div>
  <div class="bar">
    <div class="skeleton-shape skeleton-total"></div>
    <div class="skeleton-shape skeleton-next"></div>
  </div>
</div>`;
