/** The provider's own input fields: whose account is topped up. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Field, FieldFault } from '../proxy/contract.js';
import { FIELD_LENGTH, fieldFaults } from '../proxy/contract.js';
import type { Fields } from '../purchase/purchase.js';
import type { Say, TextKey } from '../texts/texts.js';

const FAULT_TEXTS: Record<FieldFault, TextKey> = {
  required: 'faultRequired',
  too_long: 'faultTooLong',
  not_a_number: 'faultNumber',
  not_an_option: 'faultOption',
  has_space: 'faultSpace',
  not_allowed: 'faultOther',
};

type Fault = { readonly field: string; readonly fault: FieldFault };

export class TopupFields {
  private written: Record<string, string> = {};
  /** fields that were left once, or were asked for: their faults are said */
  private left = new Set<string>();
  /** what the proxy finds wrong, until the field is changed */
  private refused: readonly Fault[] = [];

  constructor(
    private readonly host: LitElement,
    /** @param isDone the shopper has left the field */
    private readonly onChange: (isDone: boolean) => void,
  ) {}

  reset(values: Fields = {}): void {
    this.written = { ...values };
    this.left = new Set();
    this.refused = [];
  }

  /** What goes to the proxy: trimmed, without what was left empty. */
  values(fields: readonly Field[]): Fields {
    const pairs = fields.map(({ name }) => [name, (this.written[name] ?? '').trim()] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
  }

  faults(fields: readonly Field[]): readonly Fault[] {
    return [...fieldFaults(fields, this.values(fields)), ...this.refused];
  }

  /** Says every fault, and gives the first field that has one the focus. */
  ask(fields: readonly Field[]): void {
    for (const { name } of fields) this.left.add(name);
    this.host.requestUpdate();
    const [first] = this.faults(fields);
    if (!first) return;
    const box = this.host.renderRoot.querySelector<HTMLElement>(
      `[name="${CSS.escape(first.field)}"]`,
    );
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: 'center' });
  }

  /** The proxy, or its provider, does not take these. */
  refuse(faults: readonly Fault[]): void {
    this.refused = faults;
    for (const { field } of faults) this.left.add(field);
    this.host.requestUpdate();
  }

  render(fields: readonly Field[], say: Say) {
    const faults = this.faults(fields);
    return fields.map((field, index) => {
      const fault = this.left.has(field.name) && faults.find((each) => each.field === field.name);
      const id = `field-${index}`;
      return html`<div class="field" part="field">
        <label class="field-label" for=${id}>
          <span dir="auto">${field.label}</span>
          ${field.required ? nothing : html`<span class="quiet">(${say('topupOptional')})</span>`}
        </label>
        ${this.renderBox(field, id, Boolean(fault), say)}
        <p class="fault" id="fault-${index}" role="alert">
          ${fault ? say(FAULT_TEXTS[fault.fault], { name: field.label, n: FIELD_LENGTH }) : nothing}
        </p>
      </div>`;
    });
  }

  private renderBox(field: Field, id: string, isInvalid: boolean, say: Say) {
    const { name, type, required, options = [] } = field;
    const value = this.written[name] ?? '';
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
          @change=${(event: Event) => this.write(name, event, true)}
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
      @input=${(event: Event) => this.write(name, event, false)}
      @change=${(event: Event) => this.write(name, event, true)}
    />`;
  }

  private write(name: string, { target }: Event, isDone: boolean): void {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    this.written = { ...this.written, [name]: target.value };
    if (!isDone) this.refused = this.refused.filter(({ field }) => field !== name);
    if (isDone) this.left.add(name);
    this.host.requestUpdate();
    this.onChange(isDone);
  }
}
