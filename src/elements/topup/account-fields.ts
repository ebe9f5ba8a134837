/** The provider's input fields, which name the account, and the errors in them. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Field, FieldFault } from '../../proxy/contract.js';
import { FIELD_LENGTH, fieldFaults } from '../../proxy/contract.js';
import type { FieldError, Fields } from '../../purchase/purchase-client.js';
import type { Say, TextKey } from '../../texts/texts.js';

const FAULT_TEXTS: Record<FieldFault, TextKey> = {
  required: 'faultRequired',
  too_long: 'faultTooLong',
  not_a_number: 'faultNumber',
  not_an_option: 'faultOption',
  has_space: 'faultSpace',
  not_allowed: 'faultOther',
};

export class TopupFields {
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

  private onInput(name: string, { target }: Event, isCommitted: boolean): void {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    this.inputValues = { ...this.inputValues, [name]: target.value };
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

  /** The values for the proxy: trimmed, without empty ones. */
  values(fields: readonly Field[]): Fields {
    const pairs = fields.map(({ name }) => [name, (this.inputValues[name] ?? '').trim()] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
  }

  errors(fields: readonly Field[]): readonly FieldError[] {
    return [...fieldFaults(fields, this.values(fields)), ...this.proxyErrors];
  }

  /** Shows every error, and focuses the first invalid field. */
  showAllErrors(fields: readonly Field[]): void {
    for (const { name } of fields) this.touched.add(name);
    this.host.requestUpdate();
    const [first] = this.errors(fields);
    if (!first) return;
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

  private renderBox(field: Field, id: string, isInvalid: boolean, say: Say) {
    const { name, type, required, options = [] } = field;
    const value = this.inputValues[name] ?? '';
    const describedBy = id.replace('field', 'fault');
    if (type === 'select') {
      return html`<span class="select">
        <select
          id=${id}
          part="input"
          name=${name}
          ?required=${required}
          aria-invalid=${isInvalid}
          aria-describedby=${describedBy}
          @change=${(event: Event) => this.onInput(name, event, true)}
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
    return html`<input
      id=${id}
      part="input"
      name=${name}
      type="text"
      inputmode=${type === 'number' ? 'numeric' : 'text'}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      maxlength=${FIELD_LENGTH}
      ?required=${required}
      aria-invalid=${isInvalid}
      aria-describedby=${describedBy}
      .value=${value}
      @input=${(event: Event) => this.onInput(name, event, false)}
      @change=${(event: Event) => this.onInput(name, event, true)}
    />`;
  }

  render(fields: readonly Field[], say: Say) {
    const errors = this.errors(fields);
    return fields.map((field, index) => {
      const error =
        this.touched.has(field.name) && errors.find((each) => each.field === field.name);
      const id = `field-${index}`;
      return html`<div class="field" part="field">
        <label class="field-label" for=${id}>
          <span dir="auto">${field.label}</span>
          ${field.required ? nothing : html`<span class="muted">(${say('topupOptional')})</span>`}
        </label>
        ${this.renderBox(field, id, Boolean(error), say)}
        <p class="fault" id="fault-${index}" role="alert">
          ${error ? say(FAULT_TEXTS[error.fault], { name: field.label, n: FIELD_LENGTH }) : nothing}
        </p>
      </div>`;
    });
  }
}
