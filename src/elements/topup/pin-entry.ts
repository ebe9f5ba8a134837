/** The PIN: one input, drawn as six boxes. Its digits are in the page's input alone, never in a state. */
import type { LitElement } from 'lit';
import { html } from 'lit';
import type { Say } from '../../texts/texts.js';

/** Six digits of the bukaOlshop account (bukaOlshop Closed API, "pin_user"). */
const PIN_LENGTH = 6;
const BOXES = Array.from({ length: PIN_LENGTH }, (_, index) => index);

export class PinEntry {
  private isInvalid = false;

  constructor(private readonly host: LitElement) {}

  private get input(): HTMLInputElement | null {
    return this.host.renderRoot.querySelector('#pin');
  }

  private readonly onInput = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    target.value = target.value.normalize('NFKC').replace(/\D/g, '').slice(0, PIN_LENGTH);
    this.isInvalid = false;
    this.host.requestUpdate();
  };

  /** @returns the PIN; `null` where none is asked for; `undefined`, with the input focused, for a part of one */
  read(): string | null | undefined {
    const { input } = this;
    if (!input) return null;
    if (input.value.length === PIN_LENGTH) return input.value;
    this.isInvalid = true;
    input.focus();
    this.host.requestUpdate();
    return undefined;
  }

  reset(): void {
    this.isInvalid = false;
  }

  render(say: Say) {
    const length = this.input?.value.length ?? 0;
    return html`<div class="field">
      <label class="field-label" for="pin">${say('confirmPin')}</label>
      <div class="pin-entry">
        <input
          id="pin"
          class="pin"
          part="input pin"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          required
          aria-invalid=${this.isInvalid}
          aria-describedby="pin-hint"
          @input=${this.onInput}
        />
        <span class="pin-boxes" aria-hidden="true">
          ${BOXES.map(
            (index) =>
              html`<span
                class="pin-box ${index < length ? 'filled' : ''} ${index === length ? 'next' : ''}"
              ></span>`,
          )}
        </span>
      </div>
      <p class=${this.isInvalid ? 'fault' : 'muted'} id="pin-hint">
        ${say(this.isInvalid ? 'confirmPinFault' : 'confirmPinHint')}
      </p>
    </div>`;
  }
}
