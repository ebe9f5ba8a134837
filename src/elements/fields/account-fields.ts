/** The provider's input fields, which name the account, and the errors in them. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Field, FieldFault, ShelfProduct } from '../../proxy/contract.js';
import {
  cleanFields,
  expectedOperator,
  FIELD_LENGTH,
  fieldFaults,
  isPhoneField,
  operatorOf,
  splitIdAndZone,
} from '../../proxy/contract.js';
import type { FieldError, Fields } from '../../purchase/purchase-client.js';
import { readFieldLabel } from '../../texts/field-label.js';
import type { Say, TextKey } from '../../texts/texts.js';

const FAULT_TEXTS: Record<FieldFault, TextKey> = {
  required: 'faultRequired',
  too_long: 'faultTooLong',
  not_a_number: 'faultNumber',
  not_a_phone: 'faultPhone',
  not_an_option: 'faultOption',
  has_space: 'faultSpace',
  not_allowed: 'faultOther',
};

/** What an input allows to be typed, by the kind of its field. */
const INPUTS = {
  text: { type: 'text', inputmode: 'text', autocomplete: 'off' },
  number: { type: 'text', inputmode: 'numeric', autocomplete: 'off' },
  /** The shopper's own number is a likely one; both ways to write it are understood. */
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'tel-national' },
} as const;

/** A phone number that seems to be of another operator than the product. */
export interface OperatorMismatch {
  readonly operator: string;
  readonly expected: string;
}

export class AccountFields {
  private inputValues: Record<string, string> = {};
  /** Errors are shown only for fields that the shopper has left, or tried to submit. */
  private touched = new Set<string>();
  /** The proxy's errors; each is dropped when its field changes. */
  private proxyErrors: readonly FieldError[] = [];

  constructor(
    private readonly host: LitElement,
    /** @param isCommitted the shopper has left the field */
    private readonly onChange: (isCommitted: boolean) => void,
  ) {}

  /** The values as they are typed. */
  get typed(): Fields {
    return this.inputValues;
  }

  /** A pasted or finished value is shown as it will be sent; one that is still typed is left alone. */
  private onInput(product: ShelfProduct, name: string, event: Event, isCommitted: boolean): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const isPasted = event instanceof InputEvent && /Paste|Drop|Replacement/.test(event.inputType);
    const pair = isPasted ? splitIdAndZone(product, name, target.value) : null;
    const values = { ...this.inputValues, [name]: target.value, ...pair };
    const isSettled = isPasted || isCommitted;
    this.inputValues = isSettled ? { ...values, ...cleanFields(product, values) } : values;
    const shown = this.inputValues[name] ?? '';
    if (isSettled && target.value !== shown) target.value = shown;
    if (!isCommitted) this.proxyErrors = this.proxyErrors.filter(({ field }) => field !== name);
    if (isCommitted) this.touched.add(name);
    this.host.requestUpdate();
    this.onChange(isCommitted);
  }

  reset(values: Fields = {}): void {
    this.inputValues = { ...values };
    this.touched = new Set();
    this.proxyErrors = [];
  }

  /** The values for the proxy: cleaned, without empty ones. */
  values(product: ShelfProduct): Fields {
    const names = new Set(product.fields.map(({ name }) => name));
    const own = Object.entries(this.inputValues).filter(([name]) => names.has(name));
    return cleanFields(product, Object.fromEntries(own));
  }

  errors(product: ShelfProduct): readonly FieldError[] {
    return [...fieldFaults(product, this.values(product)), ...this.proxyErrors];
  }

  /** Prefixes move between operators: a mismatch is asked about, and forbids nothing. */
  operatorMismatch(product: ShelfProduct): OperatorMismatch | null {
    for (const phone of this.phones(product)) {
      const expected = expectedOperator(phone, product.title);
      const operator = operatorOf(phone, product.title);
      if (expected !== null && operator !== null) return { operator, expected };
    }
    return null;
  }

  /** Shows and focuses the first invalid field; one thing to do at a time. */
  showFirstError(product: ShelfProduct): void {
    const [first] = this.errors(product);
    if (!first) return;
    this.touched.add(first.field);
    this.host.requestUpdate();
    const invalidInput = this.host.renderRoot.querySelector<HTMLElement>(
      `[name="${CSS.escape(first.field)}"]`,
    );
    invalidInput?.focus({ preventScroll: true });
    invalidInput?.scrollIntoView({ block: 'center' });
  }

  showProxyErrors(errors: readonly FieldError[]): void {
    this.proxyErrors = errors;
    for (const { field } of errors) this.touched.add(field);
    this.host.requestUpdate();
  }

  /** Phone numbers that are complete. */
  private phones(product: ShelfProduct): readonly string[] {
    const values = new Map(Object.entries(this.values(product)));
    const invalid = new Set(this.errors(product).map(({ field }) => field));
    return product.fields.flatMap((field) =>
      isPhoneField(product, field) && !invalid.has(field.name)
        ? (values.get(field.name) ?? [])
        : [],
    );
  }

  private renderSelect(
    product: ShelfProduct,
    field: Field,
    id: string,
    isInvalid: boolean,
    say: Say,
  ) {
    const { name, required, options = [] } = field;
    const value = this.inputValues[name] ?? '';
    return html`<span class="select">
      <select
        id=${id}
        part="input"
        name=${name}
        ?required=${required}
        aria-invalid=${isInvalid}
        aria-describedby="fault-${id}"
        @change=${(event: Event) => this.onInput(product, name, event, true)}
      >
        <option value="" ?selected=${value === ''}>${say('topupSelect')}</option>
        ${options.map(
          (option) =>
            html`<option value=${option.value} ?selected=${option.value === value}>
              ${option.label}
            </option>`,
        )}
      </select>
    </span>`;
  }

  private renderInput(product: ShelfProduct, field: Field, id: string, isInvalid: boolean) {
    const { name, type, label, required } = field;
    const isPhone = isPhoneField(product, field);
    const input = INPUTS[isPhone ? 'phone' : type === 'number' ? 'number' : 'text'];
    // No `maxlength`: it would cut a pasted value, and so make another account of it.
    return html`<input
      id=${id}
      part="input"
      name=${name}
      type=${input.type}
      inputmode=${input.inputmode}
      autocomplete=${input.autocomplete}
      autocapitalize="off"
      spellcheck="false"
      placeholder=${readFieldLabel(label).example ?? nothing}
      ?required=${required}
      aria-invalid=${isInvalid}
      aria-describedby="fault-${id}"
      .value=${this.inputValues[name] ?? ''}
      @input=${(event: Event) => this.onInput(product, name, event, false)}
      @change=${(event: Event) => this.onInput(product, name, event, true)}
    />`;
  }

  /** The operator of a number, once its prefix is there. */
  private renderOperator(product: ShelfProduct, field: Field) {
    const phone = isPhoneField(product, field) && this.values(product)[field.name];
    const operator = phone ? operatorOf(phone, product.title) : null;
    return operator === null
      ? nothing
      : html`<span class="operator" part="operator">${operator}</span>`;
  }

  render(product: ShelfProduct, say: Say) {
    const errors = this.errors(product);
    return product.fields.map((field, index) => {
      const error =
        this.touched.has(field.name) && errors.find((each) => each.field === field.name);
      const { label, name } = readFieldLabel(field.label);
      const id = `field-${index}`;
      const isSelect = field.type === 'select';
      const text = error && isSelect && error.fault === 'required' ? 'choose' : null;
      return html`<div class="field" part="field">
        <div class="field-head">
          <label class="field-label" for=${id}>
            <span dir="auto">${label}</span>
            ${field.required ? nothing : html`<span class="muted">(${say('topupOptional')})</span>`}
          </label>
          ${this.renderOperator(product, field)}
        </div>
        ${
          isSelect
            ? this.renderSelect(product, field, id, Boolean(error), say)
            : this.renderInput(product, field, id, Boolean(error))
        }
        <p class="fault" id="fault-${id}" role="alert">
          ${error ? say(text ?? FAULT_TEXTS[error.fault], { name, n: FIELD_LENGTH }) : nothing}
        </p>
      </div>`;
    });
  }
}
