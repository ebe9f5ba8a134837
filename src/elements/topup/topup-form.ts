/**
 * The form of one product: account, amount, and the way to pay. Ends with a purchase request; never
 * sends one. What is doubtful about the account takes one explicit act of the shopper.
 */
import type { LitElement, ReactiveController } from 'lit';
import { html, nothing } from 'lit';
import type { Nickname, Order, ShelfItem, ShelfProduct } from '../../proxy/contract.js';
import type { AccountCheck, PurchaseRequest } from '../../purchase/checkout/state.js';
import type { FieldError, Fields } from '../../purchase/purchase-client.js';
import { platform } from '../../stores/platform.js';
import { topupFormIndonesian } from '../../texts/id/purchase/topup-form.js';
import type { Say } from '../../texts/texts.js';
import { LatestTask } from '../controllers/latest-task.js';
import { renderStep } from '../ui/step-number.js';
import { focusAfterUpdate } from './focus-after-update.js';
import { accountCheckOf, doubtsOf, renderAnswer, UNAVAILABLE } from './form/account-answer.js';
import { TopupFields } from './form/account-fields.js';
import { topupFieldStyles } from './form/account-fields.styles.js';
import { renderAccountList, renderRemember } from './form/account-list.js';
import type { FormContext, FormState, FormSubject } from './form/form-state.js';
import { topupFormStyles } from './form/form.styles.js';
import { onlyItemOf, renderItems } from './form/item-list.js';
import { movePhone, OperatorChoice } from './form/operator-choice.js';
import { renderPayBar } from './form/pay-bar.js';
import { PriceAge } from './form/price-age.js';
import { renderNote, renderNotice, renderSupplierWords } from './form/product-words.js';
import type { SavedAccount, SavedAccounts } from './form/saved-accounts.js';
import { openSavedAccounts } from './form/saved-accounts.js';

/** Pause after the last keystroke before the account's name is requested. */
const LOOKUP_DELAY_MS = 600;
/** How long a shopper who goes on waits for the account's name. */
const MAX_WAIT_MS = 3_000;

export class TopupForm implements ReactiveController {
  static readonly texts = topupFormIndonesian;
  static readonly styles = [topupFieldStyles, topupFormStyles];

  private product: ShelfProduct | null = null;
  private context: FormContext | null = null;
  private accounts: SavedAccounts | null = null;
  private readonly age: PriceAge;
  private readonly operators: OperatorChoice;
  private item: ShelfItem | null = null;
  /** What the chosen item cost before its price changed. */
  private formerPrice: number | null = null;
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
    /** asks for the product again */
    refresh: () => void,
  ) {
    host.addController(this);
    this.nicknameTask = new LatestTask(host);
    this.fields = new TopupFields(host, this.onFields);
    this.age = new PriceAge(refresh);
    this.operators = new OperatorChoice(host);
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

  /** The product that was chosen among those of the operators. */
  get pickedId(): string | null {
    return this.operators.pickedId;
  }

  /** What the provider says about the account. */
  get account(): AccountCheck {
    const isGivenUp = this.accountKey !== '' && this.givenUpKey === this.accountKey;
    return isGivenUp ? UNAVAILABLE : accountCheckOf(this.nicknameTask.state);
  }

  /** What the device remembers accounts under. */
  private get accountsId(): string {
    return this.operators.id ?? this.product?.id ?? '';
  }

  private readonly onFields = (isCommitted: boolean) => {
    if (this.product) this.operators.pickFor(this.fields.values(this.product), this.product);
    this.lookUpNickname(isCommitted);
  };

  private readonly onUseAccount = ({ fields }: SavedAccount) => {
    this.remembers = true;
    if (this.product) this.fillSaved(fields, this.product);
  };

  private readonly onRemoveAccount = ({ fields }: SavedAccount) => {
    this.accounts?.remove(this.accountsId, fields);
    this.host.requestUpdate();
    void focusAfterUpdate(this.host, '.account-use, [name]');
  };

  private readonly onChoose = (item: ShelfItem) => {
    this.item = item;
    this.formerPrice = null;
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

  /** A new product or a new shopper starts with the account that was used last. */
  setSubject({ product, group }: FormSubject, context: FormContext, say: Say): void {
    const { product: former, operators } = this;
    const isSameClient = context.client === this.context?.client;
    const isSameGroup = isSameClient && (group?.id ?? null) === operators.id;
    if (!isSameGroup) operators.setGroup(group, say);
    if (product) this.age.check(product);
    const shown = product ?? operators.placeholder;
    if (!shown) return;
    this.product = shown;
    if (isSameClient && shown.id === former?.id) {
      this.updateItem(shown);
      return;
    }
    this.context = context;
    this.accounts = openSavedAccounts(context.settings);
    this.item = onlyItemOf(shown);
    this.formerPrice = null;
    this.isItemMissing = false;
    if (group && isSameGroup && former) this.fill(movePhone(this.fields.typed, former, shown));
    else this.fillRemembered(shown);
  }

  /** Fills in a failed order. @returns whether its item is still available */
  repeat({ name, fields }: Order): boolean {
    this.item = this.product?.items.find((item) => item.name === name && item.available) ?? null;
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
      this.formerPrice = null;
      this.onNext({ product, item, fields: this.fields.values(product) });
    }
  }

  private hasOpenDoubt(product: ShelfProduct): boolean {
    const isDoubtful =
      this.account.status === 'not_found' || this.fields.operatorMismatch(product) !== null;
    return isDoubtful && this.confirmedKey !== this.keyOf(product);
  }

  private keyOf(product: ShelfProduct): string {
    return JSON.stringify([product.id, this.fields.values(product)]);
  }

  /** The name is requested, or about to be. */
  private isNameExpected(product: ShelfProduct): boolean {
    const isDelayed = this.timer !== undefined;
    return this.account.status === 'pending' || (isDelayed && product.fields.length > 0);
  }

  /** Goes on once the name is there, and without it after a while. */
  private awaitName(product: ShelfProduct): void {
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
    const isChosen = product !== this.operators.placeholder;
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
    if (!isChosen || !isComplete || !context.memory || this.givenUpKey === key) return;
    const values = this.fields.values(product);
    const requestNickname = () => {
      this.timer = undefined;
      this.nicknameTask.run(key, (signal) => context.client.nickname(product.id, values, signal));
    };
    if (isCommitted) requestNickname();
    else this.timer = setTimeout(requestNickname, LOOKUP_DELAY_MS);
  }

  /** Invalid fields are not remembered. */
  private saveFields(): void {
    const { product, accounts } = this;
    if (!product || !accounts) return;
    const fields = this.operators.toSaved(this.fields.values(product), product);
    if (!this.remembers) accounts.remove(this.accountsId, fields);
    else if (product.fields.length > 0 && this.fields.errors(product).length === 0) {
      const name = this.account.status === 'found' ? this.account.name : null;
      accounts.save(this.accountsId, { name, fields });
    }
  }

  private fillRemembered(product: ShelfProduct): void {
    const [latest] = this.accounts?.of(this.accountsId) ?? [];
    this.remembers = latest !== undefined;
    this.fillSaved(latest?.fields ?? {}, product);
  }

  private fillSaved(fields: Fields, product: ShelfProduct): void {
    this.fill(this.operators.fromSaved(fields, product));
    this.operators.pickFor(this.fields.values(product), product);
  }

  /** The same item with today's price, if it can still be bought. */
  private updateItem({ items }: ShelfProduct): void {
    const { item } = this;
    if (!item) return;
    const now = items.find(({ id, available }) => id === item.id && available) ?? null;
    if (now && now.price !== item.price) this.formerPrice = item.price;
    this.item = now;
  }

  private renderAccount(product: ShelfProduct, step: number, say: Say) {
    const doubts = {
      sentences: doubtsOf(this.account, this.fields.operatorMismatch(product), say),
      isOpen: this.hasOpenDoubt(product),
      onProceed: this.onProceed,
    };
    return html`<fieldset class="block" part="account">
      <legend class="label">${renderStep(step)}${say('topupAccount')}</legend>
      ${this.renderAccounts(product, say)}
      <div class="fields">${this.fields.render(product, say)}</div>
      ${renderAnswer(this.account, doubts, say)} ${this.operators.render(say)}
      ${renderNote(product)}
      ${this.context?.memory ? renderRemember(this.remembers, this.onRemember, say) : nothing}
    </fieldset>`;
  }

  private renderAccounts(product: ShelfProduct, say: Say) {
    return renderAccountList(this.accounts?.of(this.accountsId) ?? [], {
      say,
      fields: this.operators.toSaved(this.fields.values(product), product),
      onUse: this.onUseAccount,
      onRemove: this.onRemoveAccount,
    });
  }

  private renderItems(product: ShelfProduct, step: number, say: Say, { isOld }: FormState) {
    const bought = this.context?.memory?.bought().find(({ id }) => id === product.id);
    return renderItems(
      {
        items: product.items,
        chosen: this.item,
        boughtName: bought?.item ?? null,
        step,
        isMissing: this.isItemMissing,
        isOld: isOld || this.age.isWaiting,
      },
      say,
      this.onChoose,
    );
  }

  render(say: Say, state: FormState) {
    const { product, item, formerPrice } = this;
    if (!product) return nothing;
    const isWaiting = state.isLoading || this.awaitedKey !== '';
    const hasAccount = product.fields.length > 0;
    const itemsStep = hasAccount ? 2 : 1;
    return html`<form class="form" novalidate @submit=${this.onSubmit}>
      ${renderNotice(product)}
      ${hasAccount ? this.renderAccount(product, 1, say) : renderNote(product)}
      ${
        state.instead ??
        html`${this.renderItems(product, itemsStep, say, state)}
        ${renderSupplierWords(product, say)}
        ${renderPayBar({ ...state, step: itemsStep + 1, item, formerPrice, isWaiting }, say)}`
      }
    </form>`;
  }
}
