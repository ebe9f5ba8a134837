import { html, nothing, type CSSResult, type PropertyDeclarations } from 'lit';
import { isElement, type ElementPiece, type Piece } from '../choice/choice.js';
import { PIECES, type PieceField } from '../choice/pieces.js';
import { withEntry } from '../choice/entries.js';
import { piecesOf } from '../state.js';
import { isTextKey } from '../texts/say.js';
import { DragOrder } from './drag-order.js';
import { addIcon, downIcon, gripIcon, removeIcon, settingsIcon, upIcon } from './icons.js';
import { pieceListStyles } from './piece-list.styles.js';
import { valueOf, WorkshopElement } from './workshop-element.js';

const MAX_EXCERPT = 60;

/** The pieces in their order: moved by a handle, or by buttons and arrow keys. */
export class WorkshopPieces extends WorkshopElement {
  static override styles: CSSResult[] = [...WorkshopElement.styles, pieceListStyles];
  static override properties: PropertyDeclarations = {
    ...WorkshopElement.properties,
    opened: { state: true },
    announcement: { state: true },
  };

  /** the row whose settings are shown */
  declare private opened: number | null;
  declare private announcement: string;
  private readonly drag = new DragOrder((from, to) => this.move(from, to, '.handle'));

  constructor() {
    super();
    this.opened = null;
    this.announcement = '';
  }

  private get pieces(): readonly Piece[] {
    return piecesOf(this.workshop.$design.get());
  }

  private get rows(): readonly HTMLElement[] {
    return Array.from(this.renderRoot.querySelectorAll('li'));
  }

  private onHandleKey(pressed: KeyboardEvent, index: number): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[pressed.key];
    if (step === undefined) return;
    pressed.preventDefault();
    this.move(index, index + step, '.handle');
  }

  protected override watchedStores() {
    return [this.workshop.$design, this.workshop.$findings];
  }

  /** @param focus the control of the moved row that is focused afterwards */
  private move(from: number, to: number, focus: string): void {
    const pieces = [...this.pieces];
    const [moved] = pieces.splice(from, 1);
    if (!moved || to < 0 || to > pieces.length) return;
    pieces.splice(to, 0, moved);
    this.opened = null;
    this.workshop.setDesign({ pieces }, `move ${from} ${to}`);
    const values = { name: this.nameOf(moved), n: to + 1, total: pieces.length };
    this.announcement = this.say('moved', values);
    void this.focusIn(to, focus);
  }

  private async focusIn(index: number, selector: string): Promise<void> {
    await this.updateComplete;
    const controls = this.rows[index]?.querySelectorAll<HTMLButtonElement>(`${selector}, .handle`);
    const all = Array.from(controls ?? []);
    const wanted = all.find((each) => each.matches(selector) && !each.disabled);
    (wanted ?? all[0])?.focus();
  }

  private removePiece(index: number): void {
    const { pieces } = this;
    const removed = pieces[index];
    if (!removed) return;
    this.opened = null;
    this.workshop.setDesign({ pieces: pieces.filter((_, at) => at !== index) }, `remove ${index}`);
    this.announcement = this.say('removed', { name: this.nameOf(removed) });
    void this.focusIn(Math.max(0, index - 1), '.remove');
  }

  private add(tag: string): void {
    const piece: Piece =
      tag === 'html' ? { tag, html: '<p>…</p>' } : { tag, attributes: {}, html: '' };
    const pieces = [...this.pieces, piece];
    this.workshop.setDesign({ pieces }, `add ${pieces.length}`);
    this.announcement = this.say('added', { name: this.nameOf(piece), n: pieces.length });
    if (tag === 'html' || tag === 'etalase-product') this.opened = pieces.length - 1;
  }

  private setPieceAttribute(index: number, piece: ElementPiece, name: string, value: string): void {
    const attributes = withEntry(piece.attributes, name, value);
    const pieces = this.pieces.map((each, at) => (at === index ? { ...piece, attributes } : each));
    this.workshop.setDesign({ pieces }, `attribute ${index} ${name}`);
  }

  private nameOf({ tag }: Piece): string {
    return isTextKey(tag) ? this.say(tag) : tag;
  }

  /** What tells a piece from others of its kind. */
  private detailOf(piece: Piece): string {
    if (!isElement(piece)) {
      const text = piece.html
        .replace(/<!--|-->|<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      return text.slice(0, MAX_EXCERPT);
    }
    return Object.entries(piece.attributes)
      .filter(([name]) => isTextKey(`field-${name}`))
      .map(([name, value]) => `${this.labelOf(name)}: ${value}`)
      .join(' · ');
  }

  private labelOf(attribute: string): string {
    const key = `field-${attribute}`;
    return isTextKey(key) ? this.say(key) : attribute;
  }

  private renderField(
    index: number,
    piece: ElementPiece,
    { attribute, kind }: PieceField,
  ): unknown {
    const value = piece.attributes[attribute] ?? '';
    const onChange = (changed: Event) =>
      this.setPieceAttribute(index, piece, attribute, valueOf(changed).trim());
    const control =
      typeof kind === 'string'
        ? html`<input
            type="text"
            inputmode=${kind === 'number' ? 'numeric' : 'text'}
            .value=${value}
            @input=${onChange}
          />`
        : html`<select @change=${onChange}>
            ${kind.map((each, at) => {
              const key = `value-${each}`;
              const isChosen = value === each || (value === '' && at === 0);
              return html`<option value=${at === 0 ? '' : each} ?selected=${isChosen}>
                ${isTextKey(key) ? this.say(key) : each}
              </option>`;
            })}
          </select>`;
    return html`<label class="field"
      ><span class="label">${this.labelOf(attribute)}</span>${control}</label
    >`;
  }

  private renderSettings(piece: Piece, index: number): unknown {
    const fields = PIECES.find(({ tag }) => tag === piece.tag)?.fields ?? [];
    return html`<div class="settings">
      ${isElement(piece) ? fields.map((each) => this.renderField(index, piece, each)) : nothing}
      ${
        isElement(piece) && piece.html === ''
          ? nothing
          : html`<label class="field wide"
              ><span class="label">HTML</span
              ><textarea
                spellcheck="false"
                .value=${piece.html}
                @change=${(changed: Event) => this.workshop.setHtml(index, valueOf(changed))}
              ></textarea>
            </label>`
      }
    </div>`;
  }

  private renderPiece(piece: Piece, index: number, total: number): unknown {
    const name = this.nameOf(piece);
    const detail = this.detailOf(piece);
    const fields = PIECES.find(({ tag }) => tag === piece.tag)?.fields ?? [];
    const hasSettings = fields.length > 0 || piece.html !== '';
    const isOpen = this.opened === index && hasSettings;
    return html`<li>
      <div class="row">
        <button
          class="handle"
          type="button"
          aria-label=${this.say('move', { name })}
          @pointerdown=${(pressed: PointerEvent) => this.drag.start(pressed, this.rows, index)}
          @pointermove=${(moved: PointerEvent) => this.drag.move(moved)}
          @pointerup=${() => this.drag.end()}
          @pointercancel=${() => this.drag.cancel()}
          @keydown=${(pressed: KeyboardEvent) => this.onHandleKey(pressed, index)}
        >
          ${gripIcon}
        </button>
        <span class="name">${name}${detail === '' ? nothing : html`<small>${detail}</small>`}</span>
        ${
          hasSettings
            ? html`<button
                type="button"
                aria-label=${this.say('settings', { name })}
                aria-expanded=${isOpen}
                @click=${() => (this.opened = isOpen ? null : index)}
              >
                ${settingsIcon}
              </button>`
            : nothing
        }
        <button
          class="up"
          type="button"
          aria-label=${this.say('up', { name })}
          ?disabled=${index === 0}
          @click=${() => this.move(index, index - 1, '.up')}
        >
          ${upIcon}
        </button>
        <button
          class="down"
          type="button"
          aria-label=${this.say('down', { name })}
          ?disabled=${index === total - 1}
          @click=${() => this.move(index, index + 1, '.down')}
        >
          ${downIcon}
        </button>
        <button
          class="remove"
          type="button"
          aria-label=${this.say('remove', { name })}
          ?disabled=${total === 1}
          @click=${() => this.removePiece(index)}
        >
          ${removeIcon}
        </button>
      </div>
      ${isOpen ? this.renderSettings(piece, index) : nothing}
    </li>`;
  }

  protected override render(): unknown {
    const { pieces, say } = this;
    const { frame, pieces: chosen } = this.workshop.$design.get();
    return html`
      <p class="hint">${chosen.length === 0 ? say('wholeShop') : ''} ${say('dragHint')}</p>
      ${frame === '' ? nothing : html`<p class="hint">${say('around')}</p>`}
      <ol>
        ${pieces.map((piece, index) => this.renderPiece(piece, index, pieces.length))}
      </ol>
      <p class="visually-hidden" role="status" aria-live="polite">${this.announcement}</p>
      ${this.renderFindings('pieces', () => undefined)}
      <h3>${say('addPiece')}</h3>
      <div class="chips add">
        ${[...PIECES.map(({ tag }) => tag), 'html'].map((tag) => {
          const name = isTextKey(tag) ? say(tag) : tag;
          return html`<button
            class="chip"
            type="button"
            aria-label=${say('add', { name })}
            @click=${() => this.add(tag)}
          >
            ${addIcon}${name}
          </button>`;
        })}
      </div>
    `;
  }
}
