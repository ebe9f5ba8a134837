/**
 * The form of one product: account, amount, and the way to pay. Ends with a purchase request; never
 * sends one. What is doubtful about the account takes one explicit act of the shopper.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html, nothing } from 'lit';
import type { Item, Nickname, Order, Product } from '../../proxy/contract.js';
import type { AccountCheck, PurchaseRequest } from '../../purchase/checkout/state.js';
import type { FieldError, Fields, PurchaseClient } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import type { Say } from '../../texts/texts.js';
import { LatestTask } from '../controllers/latest-task.js';
import { badIcon, doneIcon } from '../orders/order-icons.js';
import { TopupFields } from './account-fields.js';
import { focusAfterUpdate } from './focus-after-update.js';
import { onlyItemOf, priceOf, renderItems } from './item-list.js';
import { renderStep } from '../ui/step-number.js';
import type { TopupMemory } from './topup-memory.js';

/** Pause after the last keystroke before the account's name is requested. */
const LOOKUP_DELAY_MS = 600;
/** How long a shopper who goes on waits for the account's name. */
const MAX_WAIT_MS = 3_000;

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
  /** The account that the shopper goes on with, whatever is doubtful about it. */
  private confirmedKey = '';
  /** The account whose name did not come in time. */
  private givenUpKey = '';
  /** The account whose name the shopper waits for, to go on. */
  private awaitedKey = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly nicknameTask: LatestTask<Nickname>;
  private readonly fields: TopupFields;

  constructor(
    private readonly host: LitElement,
    private readonly onNext: (request: PurchaseRequest) => void,
  ) {
    host.addController(this);
    this.nicknameTask = new LatestTask(host);
    this.fields = new TopupFields(host, (isCommitted) => this.lookUpNickname(isCommitted));
  }

  hostUpdated(): void {
    const isAnswered = this.awaitedKey !== '' && this.account.status !== 'pending';
    // After this update, since going on asks for another.
    if (isAnswered) void this.host.updateComplete.then(this.onAnswer);
  }

  hostDisconnected(): void {
    this.stopLookup();
    this.accountKey = '';
  }

  /** What the provider says about the account. */
  get account(): AccountCheck {
    const { state } = this.nicknameTask;
    if (this.accountKey !== '' && this.givenUpKey === this.accountKey) return UNAVAILABLE;
    if (state.status === 'failed') return UNAVAILABLE;
    if (state.status !== 'ready')
      return { status: state.status === 'pending' ? 'pending' : 'none' };
    const { name, found } = state.value;
    if (name !== null) return { status: 'found', name };
    return { status: found === false ? 'not_found' : 'none' };
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

  /** The button that agrees goes with this act, and the focus must not go with it. */
  private readonly onProceed = () => {
    if (this.product) this.confirmedKey = this.keyOf(this.product);
    this.host.renderRoot.querySelector<HTMLElement>('.next')?.focus({ preventScroll: true });
    this.submit();
  };

  private readonly onAnswer = () => {
    if (this.awaitedKey === '' || this.account.status === 'pending') return;
    this.awaitedKey = '';
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
    this.item = onlyItemOf(product);
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
    const hasFieldErrors = this.fields.errors(product).length > 0;
    this.isItemMissing = item === null && !hasFieldErrors;
    this.host.requestUpdate();
    if (hasFieldErrors) this.fields.showFirstError(product);
    else if (!item) void focusAfterUpdate(this.host, '[name=item]:enabled');
    else if (this.isNameExpected(product)) this.awaitName(product);
    else if (this.hasOpenDoubt(product)) void focusAfterUpdate(this.host, '.proceed');
    else {
      this.saveFields();
      this.onNext({ product, item, fields: this.fields.values(product) });
    }
  }

  /** What the shopper has to agree to before going on, as sentences. */
  private doubts(product: Product, say: Say): readonly string[] {
    const mismatch = this.fields.operatorMismatch(product);
    return [
      ...(this.account.status === 'not_found' ? [say('topupNotFound')] : []),
      ...(mismatch ? [say('topupOperator', { ...mismatch })] : []),
    ];
  }

  private hasOpenDoubt(product: Product): boolean {
    const isDoubtful =
      this.account.status === 'not_found' || this.fields.operatorMismatch(product) !== null;
    return isDoubtful && this.confirmedKey !== this.keyOf(product);
  }

  private keyOf(product: Product): string {
    return JSON.stringify([product.provider, product.product, this.fields.values(product)]);
  }

  /** The name is requested, or about to be. */
  private isNameExpected(product: Product): boolean {
    const isDelayed = this.timer !== undefined;
    return this.account.status === 'pending' || (isDelayed && product.fields.length > 0);
  }

  /** Goes on once the name is there, and without it after a while. */
  private awaitName(product: Product): void {
    this.lookUpNickname(true);
    const key = this.keyOf(product);
    if (this.awaitedKey === key) return;
    this.awaitedKey = key;
    void platform()
      .wait(MAX_WAIT_MS)
      .then(() => {
        if (this.awaitedKey !== key) return;
        this.givenUpKey = key;
        this.nicknameTask.reset();
      });
  }

  private stopLookup(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.awaitedKey = '';
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
    const key = this.keyOf(product);
    clearTimeout(this.timer);
    this.timer = undefined;
    if (key !== this.accountKey) {
      this.nicknameTask.reset();
      this.awaitedKey = this.givenUpKey = '';
      if (key !== this.confirmedKey) this.confirmedKey = '';
    }
    this.accountKey = key;
    const isComplete = product.fields.length > 0 && this.fields.errors(product).length === 0;
    if (!isComplete || !context.memory || this.givenUpKey === key) return;
    const values = this.fields.values(product);
    const requestNickname = () => {
      this.timer = undefined;
      this.nicknameTask.run(key, (signal) =>
        context.client.nickname(product.provider, product.product, values, signal),
      );
    };
    if (isCommitted) requestNickname();
    else this.timer = setTimeout(requestNickname, LOOKUP_DELAY_MS);
  }

  /** Invalid fields are not remembered. */
  private saveFields(): void {
    const { product, context } = this;
    if (!product || !context?.memory) return;
    if (!this.remembers) context.memory.saveFields(product, null);
    else if (this.fields.errors(product).length === 0) {
      context.memory.saveFields(product, this.fields.values(product));
    }
  }

  private renderAccount(product: Product, step: number, say: Say) {
    return html`<fieldset class="block" part="account">
      <legend class="label">${renderStep(step)}${say('topupAccount')}</legend>
      <div class="fields">${this.fields.render(product, say)}</div>
      <div class="answer">
        <p class="nickname" part="nickname" role="status">${this.renderName(say)}</p>
        ${this.renderDoubts(product, say)}
      </div>
      ${this.context?.memory ? this.renderRemember(say) : nothing}
    </fieldset>`;
  }

  private renderName(say: Say) {
    const { account } = this;
    if (account.status === 'pending') {
      return html`<span class="muted">${say('topupChecking')}</span>`;
    }
    if (account.status === 'unavailable') {
      return html`<span class="muted">${say('topupUnchecked')}</span>`;
    }
    if (account.status !== 'found') return nothing;
    return html`${doneIcon}<span dir="auto">${say('topupNickname', { name: account.name })}</span>`;
  }

  private renderDoubts(product: Product, say: Say) {
    const doubts = this.doubts(product, say);
    return html`<div class="doubts" part="doubts" role="alert">
        ${doubts.map((sentence) => html`<p class="doubt">${badIcon}<span>${sentence}</span></p>`)}
      </div>
      ${
        this.hasOpenDoubt(product)
          ? html`<button
              class="button proceed"
              type="button"
              part="button proceed"
              @click=${this.onProceed}
            >
              ${say('topupProceed')}
            </button>`
          : nothing
      }`;
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
    const isWaiting = isLoading || this.awaitedKey !== '';
    const hasAccount = product.fields.length > 0;
    const itemsStep = hasAccount ? 2 : 1;
    return html`<form class="form" novalidate @submit=${this.onSubmit}>
      ${
        product.notice === undefined
          ? nothing
          : html`<p class="doubt" part="notice" role="status">
              ${badIcon}<span dir="auto">${product.notice}</span>
            </p>`
      }
      ${hasAccount ? this.renderAccount(product, 1, say) : nothing}
      ${renderItems(product.items, this.item, { step: itemsStep, isMissing: this.isItemMissing }, say, this.onChoose)}
      <div class="bar" part="bar">
        <span class="total-line">
          <span class="muted">${renderStep(itemsStep + 1)}${say('topupPay')}</span>
          <span class="total" part="total">
            ${this.item ? priceOf(this.item.price, say) : '–'}
          </span>
        </span>
        ${
          logIn ??
          html`<button
            class="button primary next"
            part="button next"
            aria-disabled=${isWaiting ? 'true' : nothing}
          >
            ${say(isWaiting ? 'loading' : 'topupNext')}
          </button>`
        }
      </div>
    </form>`;
  }
}

const UNAVAILABLE = { status: 'unavailable' } as const;
