import { css, html, type CSSResult } from 'lit';
import { entryIndonesian } from '../../texts/id/entry.js';
import { lazyIndonesian } from '../../texts/id/lazy.js';
import { storefrontIndonesian } from '../../texts/id/storefront.js';
import { withEntry } from '../choice/entries.js';
import { isTextKey } from '../texts/say.js';
import { valueOf, WorkshopElement } from './workshop-element.js';

/** Words that a shop often wants its own of, and what they are otherwise. */
const { products, soldOut } = entryIndonesian;
const { search, buy, topUp } = lazyIndonesian;
const { guestBalance } = storefrontIndonesian;
const WORDS = { products, search, buy, topUp, soldOut, guestBalance };

/** A few words, the shop's language, and whom shoppers ask. */
export class WorkshopWords extends WorkshopElement {
  static override styles: CSSResult[] = [
    ...WorkshopElement.styles,
    css`
      .words {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
        gap: 12px;
        margin-top: 12px;
      }
      .words .field {
        margin: 0;
      }
    `,
  ];

  protected override watchedStores() {
    return [this.workshop.$design, this.workshop.$findings];
  }

  private choose(name: string, value: string): void {
    const attributes = withEntry(this.workshop.$design.get().attributes, name, value);
    this.workshop.setDesign({ attributes }, name);
  }

  private setWord(name: string, value: string): void {
    const texts = withEntry(this.workshop.$design.get().texts, name, value.trim());
    this.workshop.setDesign({ texts }, `word ${name}`);
  }

  protected override render(): unknown {
    const { say } = this;
    const { attributes, texts } = this.workshop.$design.get();
    const language = attributes['lang'] === 'en' ? 'en' : 'id';
    return html`
      <p class="hint">${say('wordsHint')}</p>
      <div class="words">
        ${Object.entries(WORDS).map(([name, usual]) => {
          const key = `word-${name}`;
          return html`<label class="field">
            <span class="label">${isTextKey(key) ? say(key) : name}</span>
            <input
              type="text"
              maxlength="200"
              name=${name}
              placeholder=${usual}
              .value=${texts[name] ?? ''}
              @input=${(typed: Event) => this.setWord(name, valueOf(typed))}
            />
          </label>`;
        })}
      </div>
      <div class="field">
        <span class="label" id="shop-language">${say('shopLanguage')}</span>
        <div class="chips" role="group" aria-labelledby="shop-language">
          ${(['id', 'en'] as const).map(
            (each) =>
              html`<button
                class="chip"
                type="button"
                aria-pressed=${each === language}
                @click=${() => this.choose('lang', each === 'en' ? each : '')}
              >
                ${each === 'id' ? 'Indonesia' : 'English'}
              </button>`,
          )}
        </div>
      </div>
      <div class="field">
        <label class="label" for="help">${say('help')}</label>
        <input
          id="help"
          type="url"
          aria-describedby="help-findings help-hint"
          .value=${attributes['help'] ?? ''}
          @input=${(typed: Event) => this.choose('help', valueOf(typed).trim())}
        />
        <p class="hint" id="help-hint">${say('helpHint')}</p>
        ${this.renderFindings('help', (fix) => this.choose('help', fix))}
      </div>
    `;
  }
}
