/**
 * The account of what is bought: its fields, the accounts that the device remembers, and the account's
 * name. What is doubtful about it takes one explicit act of the shopper. Buys nothing.
 */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { ShelfProduct } from '../../proxy/contract.js';
import type { AccountCheck } from '../../purchase/checkout/state.js';
import type { FieldError, Fields, PurchaseClient } from '../../purchase/purchase-client.js';
import type { PurchaseSettings } from '../../stores/settings.js';
import type { Say } from '../../texts/texts.js';
import { focusAfterUpdate } from '../controllers/focus-after-update.js';
import { renderStep } from '../ui/step-number.js';
import { doubtsOf, renderAnswer } from './account-answer.js';
import { AccountFields } from './account-fields.js';
import { renderAccountList, renderRemember } from './account-list.js';
import type { AskName } from './account-lookup.js';
import { AccountLookup } from './account-lookup.js';
import type { SavedAccount, SavedAccounts } from './saved-accounts.js';
import { openSavedAccounts } from './saved-accounts.js';

export interface AccountContext {
  readonly client: PurchaseClient;
  readonly settings: PurchaseSettings;
}

/** Several products that share their accounts: those of all operators. */
export interface AccountGroup {
  /** what the device remembers the accounts under; `null` where there is no group */
  readonly id: string | null;
  /** Stands for the product until one is chosen. */
  readonly placeholder: ShelfProduct | null;
  pickFor(fields: Fields, product: ShelfProduct): void;
  toSaved(fields: Fields, product: ShelfProduct): Fields;
  fromSaved(fields: Fields, product: ShelfProduct): Fields;
  render(say: Say): unknown;
}

/** A product by itself. */
const NO_GROUP: AccountGroup = {
  id: null,
  placeholder: null,
  pickFor: () => {},
  toSaved: (fields) => fields,
  fromSaved: (fields) => fields,
  render: () => nothing,
};

/** The operator's hint, such as where the account's id is found. */
export const renderNote = ({ note }: ShelfProduct): unknown =>
  note === null ? nothing : html`<p class="note muted" part="note" dir="auto">${note}</p>`;

export class AccountForm {
  private product: ShelfProduct | null = null;
  private context: AccountContext | null = null;
  private accounts: SavedAccounts | null = null;
  private remembers = false;
  private readonly fields: AccountFields;
  private readonly lookup: AccountLookup;

  constructor(
    private readonly host: LitElement,
    /** goes on with the account that is filled in */
    private readonly goOn: () => void,
    /** what the focus goes to once the shopper has agreed */
    private readonly nextSelector: string,
    private readonly group: AccountGroup = NO_GROUP,
  ) {
    this.fields = new AccountFields(host, this.onFields);
    this.lookup = new AccountLookup(host, goOn);
  }

  /** What the provider says about the account. */
  get check(): AccountCheck {
    return this.lookup.check;
  }

  /** The shopper waits for the account's name, to go on. */
  get isAwaited(): boolean {
    return this.lookup.isAwaited;
  }

  /** The values as they are typed. */
  get typed(): Fields {
    return this.fields.typed;
  }

  private get isGuest(): boolean {
    return !this.context?.settings.shopper;
  }

  private get saved(): readonly SavedAccount[] {
    return (this.product && this.accounts?.of(this.savedIdOf(this.product))) ?? [];
  }

  private readonly onFields = (isCommitted: boolean) => {
    if (this.product) this.group.pickFor(this.fields.values(this.product), this.product);
    this.lookUp(isCommitted);
  };

  private readonly onUse = ({ fields }: SavedAccount) => {
    this.remembers = true;
    this.fillSaved(fields);
  };

  private readonly onRemove = ({ fields }: SavedAccount) => {
    if (this.product) this.accounts?.remove(this.savedIdOf(this.product), fields);
    this.host.requestUpdate();
    void focusAfterUpdate(this.host, '.account-use, [name]');
  };

  private readonly onRemember = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    this.remembers = target.checked;
    this.save();
    this.host.requestUpdate();
  };

  /** The button that agrees goes with this act, and the focus must not go with it. */
  private readonly onProceed = () => {
    if (this.product) this.lookup.confirm(this.keyOf(this.product));
    this.host.renderRoot
      .querySelector<HTMLElement>(this.nextSelector)
      ?.focus({ preventScroll: true });
    this.goOn();
  };

  /** The product's fields may have changed, its account has not. */
  setProduct(product: ShelfProduct): void {
    this.product = product;
  }

  setContext(context: AccountContext): void {
    this.context = context;
    this.accounts = openSavedAccounts(context.settings);
  }

  /** Starts with the account that was used last. */
  fillRemembered(): void {
    const [latest] = this.saved;
    this.remembers = latest !== undefined;
    this.fillSaved(latest?.fields ?? {});
  }

  fill(values: Fields): void {
    this.fields.reset(values);
    this.lookup.reset();
    this.lookUp(true);
  }

  showErrors(errors: readonly FieldError[]): void {
    this.fields.showProxyErrors(errors);
  }

  hasErrors(product: ShelfProduct): boolean {
    return this.fields.errors(product).length > 0;
  }

  showFirstError(product: ShelfProduct): void {
    this.fields.showFirstError(product);
  }

  /** The values for the proxy: cleaned, without empty ones. */
  values(product: ShelfProduct): Fields {
    return this.fields.values(product);
  }

  /** Whether the shopper can go on with an account without errors. Otherwise it waits, or asks. */
  isSettled(product: ShelfProduct): boolean {
    if (this.lookup.isExpected && product.fields.length > 0) {
      this.lookUp(true);
      this.lookup.await(this.keyOf(product));
      return false;
    }
    if (this.hasOpenDoubt(product)) {
      void focusAfterUpdate(this.host, '.proceed');
      return false;
    }
    return true;
  }

  /** Invalid fields are not remembered. */
  save(): void {
    const { product, accounts } = this;
    if (!product || !accounts) return;
    const fields = this.group.toSaved(this.fields.values(product), product);
    if (!this.remembers) accounts.remove(this.savedIdOf(product), fields);
    else if (product.fields.length > 0 && !this.hasErrors(product)) {
      const name = this.check.status === 'found' ? this.check.name : null;
      accounts.save(this.savedIdOf(product), { name, fields });
    }
  }

  /** What the device remembers accounts under. */
  private savedIdOf(product: ShelfProduct): string {
    return this.group.id ?? product.id;
  }

  private fillSaved(fields: Fields): void {
    const { product, group } = this;
    if (!product) return;
    this.fill(group.fromSaved(fields, product));
    group.pickFor(this.fields.values(product), product);
  }

  private keyOf(product: ShelfProduct): string {
    return JSON.stringify([product.id, this.fields.values(product)]);
  }

  private hasOpenDoubt(product: ShelfProduct): boolean {
    const isDoubtful =
      this.check.status === 'not_found' || this.fields.operatorMismatch(product) !== null;
    return isDoubtful && !this.lookup.isConfirmed(this.keyOf(product));
  }

  /** Only a session can ask, so guests buy without the name. */
  private lookUp(isCommitted: boolean): void {
    const { product, context } = this;
    if (!product || !context) return;
    const isComplete =
      product !== this.group.placeholder && product.fields.length > 0 && !this.hasErrors(product);
    const values = this.fields.values(product);
    const ask: AskName = (signal) => context.client.nickname(product.id, values, signal);
    this.lookup.look(this.keyOf(product), isComplete && !this.isGuest ? ask : null, isCommitted);
  }

  private renderSaved(product: ShelfProduct, say: Say) {
    return renderAccountList(this.saved, {
      say,
      fields: this.group.toSaved(this.fields.values(product), product),
      onUse: this.onUse,
      onRemove: this.onRemove,
    });
  }

  /** @param step the number before the heading; `null` where it is the only step */
  render(product: ShelfProduct, step: number | null, say: Say) {
    const doubts = {
      sentences: doubtsOf(this.check, this.fields.operatorMismatch(product), say),
      isOpen: this.hasOpenDoubt(product),
      onProceed: this.onProceed,
    };
    return html`<fieldset class="block" part="account">
      <legend class="label">
        ${step === null ? nothing : renderStep(step)}${say('topupAccount')}
      </legend>
      ${this.renderSaved(product, say)}
      <div class="fields">${this.fields.render(product, say)}</div>
      ${renderAnswer(this.check, doubts, say)} ${this.group.render(say)} ${renderNote(product)}
      ${this.isGuest ? nothing : renderRemember(this.remembers, this.onRemember, say)}
    </fieldset>`;
  }
}
