import { html, nothing } from 'lit';
import { isElement, type ElementPiece } from '../choice/choice.js';
import { withEntry } from '../choice/entries.js';
import { piecesOf } from '../state.js';
import { isTextKey } from '../texts/say.js';
import { valueOf, WorkshopElement } from './workshop-element.js';

const TAG = 'etalase-topup';
const PROVIDERS = ['lapakgaming', 'snapcart', 'leuwongrr'];

/** Top-up or not, of which provider, and whether of one product alone. */
export class WorkshopTopup extends WorkshopElement {
  private get piece(): ElementPiece | undefined {
    return this.workshop.$design
      .get()
      .pieces.filter(isElement)
      .find(({ tag }) => tag === TAG);
  }
  private readonly onSwitch = ({ target }: Event): void => {
    const isOn = target instanceof HTMLInputElement && target.checked;
    const others = piecesOf(this.workshop.$design.get()).filter(({ tag }) => tag !== TAG);
    const before = others.findIndex(({ tag }) => tag === 'etalase-categories');
    const at = before === -1 ? others.length : before;
    const piece = { tag: TAG, attributes: {}, html: '' };
    const pieces = isOn ? [...others.slice(0, at), piece, ...others.slice(at)] : others;
    this.workshop.setDesign({ pieces }, `topup ${isOn}`);
  };

  protected override watchedStores() {
    return [this.workshop.$design, this.workshop.$connection, this.workshop.$findings];
  }

  private choose(name: string, value: string): void {
    const { piece } = this;
    if (!piece) return;
    const changed = { ...piece, attributes: withEntry(piece.attributes, name, value) };
    const { pieces } = this.workshop.$design.get();
    this.workshop.setDesign(
      { pieces: pieces.map((each) => (each === piece ? changed : each)) },
      `topup ${name}`,
    );
  }

  protected override render(): unknown {
    const { say, piece } = this;
    const provider = piece?.attributes['provider'] ?? '';
    return html`
      <label class="check">
        <input type="checkbox" .checked=${piece !== undefined} @change=${this.onSwitch} />
        ${say('sellTopup')}
      </label>
      ${
        piece
          ? html`<div class="field">
                <label class="label" for="provider">${say('provider')}</label>
                <select
                  id="provider"
                  @change=${(chosen: Event) => this.choose('provider', valueOf(chosen))}
                >
                  ${['', ...PROVIDERS].map((each) => {
                    const key = `value-${each}`;
                    return html`<option value=${each} ?selected=${each === provider}>
                      ${each === '' || !isTextKey(key) ? say('providerAll') : say(key)}
                    </option>`;
                  })}
                </select>
              </div>
              <div class="field">
                <label class="label" for="product">${say('product')}</label>
                <input
                  id="product"
                  type="text"
                  autocomplete="off"
                  aria-describedby="product-hint"
                  .value=${piece.attributes['product'] ?? ''}
                  @input=${(typed: Event) => this.choose('product', valueOf(typed).trim())}
                />
                <p class="hint" id="product-hint">${say('productHint')}</p>
              </div>`
          : nothing
      }
      ${this.renderFindings('proxy', (proxy) => this.workshop.setConnection({ proxy }))}
    `;
  }
}
