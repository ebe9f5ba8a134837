import { css, html, nothing, type CSSResult } from 'lit';
import { isElement } from '../choice/choice.js';
import { withEntry } from '../choice/entries.js';
import { piecesOf } from '../state.js';
import { valueOf, WorkshopElement } from './workshop-element.js';

const ACCENTS = ['#0a7a5c', '#1a56db', '#7c3aed', '#c2185b', '#c2410c', '#111827'];
const DEFAULT_ACCENT = '#0a7a5c';
const DEFAULT_RADIUS = 12;
const MAX_RADIUS = 28;

/** Names of fonts, as CSS; the first is the page's own. */
const FONTS: Readonly<Record<string, string>> = {
  '': '',
  'Sans-serif': 'system-ui, sans-serif',
  Serif: 'Georgia, serif',
  Rounded: "'Trebuchet MS', 'Nunito', sans-serif",
  Mono: 'ui-monospace, monospace',
};

const SCHEMES = [
  ['auto', 'schemeAuto'],
  ['light', 'schemeLight'],
  ['dark', 'schemeDark'],
] as const;

const COLUMNS = ['', '1', '2', '3', '4'];

/** Theme, colour, corners, font, light and dark, columns. */
export class WorkshopLook extends WorkshopElement {
  static override styles: CSSResult[] = [
    ...WorkshopElement.styles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .swatch {
        width: 44px;
        height: 44px;
        border: 4px solid var(--surface);
        border-radius: 50%;
        background: var(--colour);
      }
      .swatch[aria-pressed='true'] {
        box-shadow: 0 0 0 2px var(--text);
      }
      input[type='color'] {
        width: 56px;
        height: 44px;
        padding: 4px;
        border: 1px solid var(--control-line);
        border-radius: 10px;
        background: var(--surface);
        cursor: pointer;
      }
      input[type='range'] {
        flex: 1 1 160px;
        height: 44px;
        accent-color: var(--accent);
      }
      output {
        min-width: 48px;
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 16px;
      }
      .pair .field {
        margin-top: 0;
      }
      fieldset {
        min-width: 0;
        margin-inline: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
      }
    `,
  ];

  private readonly onColumns = (chosen: Event): void => {
    const columns = valueOf(chosen);
    const pieces = piecesOf(this.workshop.$design.get()).map((each) =>
      isElement(each) && each.tag === 'etalase-products'
        ? { ...each, attributes: withEntry(each.attributes, 'columns', columns) }
        : each,
    );
    this.workshop.setDesign({ pieces }, 'columns');
  };

  protected override watchedStores() {
    return [this.workshop.$design];
  }

  private setProperty(name: string, value: string): void {
    const properties = withEntry(this.workshop.$design.get().properties, name, value);
    this.workshop.setDesign({ properties }, `property ${name}`);
  }

  private setScheme(theme: string): void {
    const { attributes } = this.workshop.$design.get();
    this.workshop.setDesign(
      { attributes: withEntry(attributes, 'theme', theme === 'auto' ? '' : theme) },
      'theme',
    );
  }

  private renderThemes(): unknown {
    const { themes, $design, $language } = this.workshop;
    if (themes.length === 0) return nothing;
    const { preset } = $design.get();
    const choices = [
      { name: '', title: this.say('presetNone') },
      ...themes.map(({ name, title }) => ({ name, title: title[$language.get()] })),
    ];
    return html`<fieldset class="field">
      <legend class="label">${this.say('preset')}</legend>
      <div class="chips">
        ${choices.map(
          ({ name, title }) =>
            html`<button
              class="chip"
              type="button"
              aria-pressed=${name === preset}
              @click=${() => this.workshop.setDesign({ preset: name }, `preset ${name}`)}
            >
              ${title}
            </button>`,
        )}
      </div>
    </fieldset>`;
  }

  private renderAccent(): unknown {
    const { accent = '' } = this.workshop.$design.get().properties;
    return html`<fieldset class="field">
      <legend class="label">${this.say('accent')}</legend>
      <div class="row">
        ${ACCENTS.map(
          (colour) =>
            html`<button
              class="swatch"
              type="button"
              style="--colour: ${colour}"
              aria-label=${colour}
              aria-pressed=${colour === accent}
              @click=${() => this.setProperty('accent', colour)}
            ></button>`,
        )}
        <input
          type="color"
          aria-label=${this.say('accent')}
          .value=${/^#[\da-f]{6}$/i.test(accent) ? accent : DEFAULT_ACCENT}
          @input=${(picked: Event) => this.setProperty('accent', valueOf(picked))}
        />
        ${
          accent === ''
            ? nothing
            : html`<button
                class="quiet"
                type="button"
                @click=${() => this.setProperty('accent', '')}
              >
                ${this.say('reset')}
              </button>`
        }
      </div>
    </fieldset>`;
  }

  private renderRadius(): unknown {
    const { radius = '' } = this.workshop.$design.get().properties;
    const px = radius === '' ? DEFAULT_RADIUS : Number.parseInt(radius) || 0;
    return html`<div class="field">
      <label class="label" for="radius">${this.say('radius')}</label>
      <div class="row">
        <input
          id="radius"
          type="range"
          min="0"
          max=${MAX_RADIUS}
          .value=${String(px)}
          @input=${(moved: Event) => {
            const value = valueOf(moved);
            this.setProperty('radius', value === String(DEFAULT_RADIUS) ? '' : `${value}px`);
          }}
        />
        <output for="radius">${px} px</output>
      </div>
    </div>`;
  }

  private renderFontAndColumns(): unknown {
    const design = this.workshop.$design.get();
    const { font = '' } = design.properties;
    const known = Object.values(FONTS);
    const fonts = known.includes(font) ? FONTS : { ...FONTS, [font]: font };
    const products = design.pieces.filter(isElement).find(({ tag }) => tag === 'etalase-products');
    const columns = products?.attributes['columns'] ?? '';
    return html`<div class="field pair">
      <div class="field">
        <label class="label" for="font">${this.say('font')}</label>
        <select id="font" @change=${(chosen: Event) => this.setProperty('font', valueOf(chosen))}>
          ${Object.entries(fonts).map(
            ([name, value]) =>
              html`<option value=${value} ?selected=${value === font}>
                ${name === '' ? this.say('fontPage') : name}
              </option>`,
          )}
        </select>
      </div>
      ${
        products || design.pieces.length === 0
          ? html`<div class="field">
              <label class="label" for="columns">${this.say('columns')}</label>
              <select id="columns" @change=${this.onColumns}>
                ${COLUMNS.map(
                  (each) =>
                    html`<option value=${each} ?selected=${each === columns}>
                      ${each === '' ? this.say('columnsAuto') : each}
                    </option>`,
                )}
              </select>
            </div>`
          : nothing
      }
    </div>`;
  }

  private renderScheme(): unknown {
    const { theme = 'auto' } = this.workshop.$design.get().attributes;
    return html`<fieldset class="field">
      <legend class="label">${this.say('scheme')}</legend>
      <div class="chips">
        ${SCHEMES.map(
          ([value, label]) =>
            html`<button
              class="chip"
              type="button"
              aria-pressed=${value === theme}
              @click=${() => this.setScheme(value)}
            >
              ${this.say(label)}
            </button>`,
        )}
      </div>
    </fieldset>`;
  }

  protected override render(): unknown {
    return html`${this.renderThemes()} ${this.renderAccent()} ${this.renderRadius()}
    ${this.renderScheme()} ${this.renderFontAndColumns()}
    ${
      this.workshop.$design.get().css === ''
        ? nothing
        : html`<p class="hint">${this.say('ownCss')}</p>`
    }`;
  }
}
