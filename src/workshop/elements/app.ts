import { html, nothing, type CSSResult, type PropertyDeclarations } from 'lit';
import type { WorkshopTextKey } from '../texts/texts.js';
import { chevronDownIcon } from '../../elements/ui/icons/browse-icons.js';
import { appStyles } from './app.styles.js';
import { WorkshopCode } from './code-view.js';
import { copyIcon } from './icons.js';
import { valueOf, WorkshopElement } from './workshop-element.js';

const TOAST_MS = 6_000;
/** From here on form and preview stand side by side. */
const WIDE = '(min-width: 900px)';

const VIEWS = ['form', 'preview', 'code'] as const;
type View = (typeof VIEWS)[number];

/** The whole workshop: form, preview and code. */
export class WorkshopApp extends WorkshopElement {
  static override styles: CSSResult[] = [...WorkshopElement.styles, appStyles];
  static override properties: PropertyDeclarations = {
    ...WorkshopElement.properties,
    copy: { attribute: false },
    view: { state: true },
    toast: { state: true },
    pasteError: { state: true },
  };

  /** Puts a text where it can be pasted from; rejects where it may not. */
  declare copy: (text: string) => Promise<void>;
  declare private view: View;
  declare private toast: WorkshopTextKey | null;
  declare private pasteError: boolean;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly wide = matchMedia(WIDE);

  constructor() {
    super();
    this.view = 'form';
    this.toast = null;
    this.pasteError = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.wide.addEventListener('change', this.rerender);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wide.removeEventListener('change', this.rerender);
    clearTimeout(this.timer);
  }

  private readonly onCopy = async (): Promise<void> => {
    try {
      await this.copy(this.workshop.$snippet.get());
      this.showToast('copied');
    } catch {
      this.view = 'code';
      await this.updateComplete;
      const code = this.renderRoot.querySelector('workshop-code');
      if (code instanceof WorkshopCode) {
        await code.updateComplete;
        code.select();
      }
      this.showToast('copyFailed');
    }
  };

  private readonly onRead = (): void => {
    const field = this.renderRoot.querySelector('textarea');
    if (!field) return;
    const isRead = this.workshop.readCode(field.value);
    this.pasteError = !isRead;
    if (isRead) field.value = '';
  };

  private readonly onPasted = (typed: Event): void => {
    if (valueOf(typed) === '') this.pasteError = false;
  };

  protected override watchedStores() {
    return [this.workshop.$notes];
  }

  private showToast(toast: WorkshopTextKey): void {
    this.toast = toast;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.toast = null), TOAST_MS);
  }

  private readonly rerender = (): void => this.requestUpdate();

  private renderCard(key: WorkshopTextKey, content: unknown, isOpen = false): unknown {
    return html`<details class="card" ?open=${isOpen}>
      <summary>
        <h2>${this.say(key)}</h2>
        ${chevronDownIcon}
      </summary>
      <div class="inside">${content}</div>
    </details>`;
  }

  private renderNotes(): unknown {
    const notes = this.workshop.$notes.get();
    if (notes.length === 0) return nothing;
    return html`<section class="notes" role="status">
      <h2>${this.say('notes')}</h2>
      <ul>
        ${notes.map(({ code, subject }) => html`<li>${this.say(`note-${code}`, { subject })}</li>`)}
      </ul>
      <button class="button" type="button" @click=${() => this.workshop.closeNotes()}>
        ${this.say('close')}
      </button>
    </section>`;
  }

  private renderPaste(): unknown {
    const { say, pasteError } = this;
    return html`<div class="field ${pasteError ? 'stop' : ''}">
      <label class="label" for="paste">${say('pasteLabel')}</label>
      <textarea
        id="paste"
        spellcheck="false"
        aria-describedby="paste-hint"
        @input=${this.onPasted}
      ></textarea>
      <p class="hint" id="paste-hint">${say('pasteHint')}</p>
      <div role="status">
        ${pasteError ? html`<p class="finding stop"><span>${say('pasteNone')}</span></p>` : nothing}
      </div>
      <button class="button read" type="button" @click=${this.onRead}>${say('pasteRead')}</button>
    </div>`;
  }

  private renderForm(): unknown {
    const { workshop } = this;
    return html`
      ${this.renderNotes()}
      ${this.renderCard('shop', html`<workshop-connection .workshop=${workshop}></workshop-connection>`, true)}
      ${this.renderCard('page', html`<workshop-pages .workshop=${workshop}></workshop-pages>`, true)}
      ${this.renderCard('look', html`<workshop-look .workshop=${workshop}></workshop-look>`, true)}
      ${this.renderCard('pieces', html`<workshop-pieces .workshop=${workshop}></workshop-pieces>`)}
      ${this.renderCard('words', html`<workshop-words .workshop=${workshop}></workshop-words>`)}
      ${this.renderCard('topup', html`<workshop-topup .workshop=${workshop}></workshop-topup>`)}
      ${this.renderCard('paste', this.renderPaste())}
    `;
  }

  private renderTabs(shown: View): unknown {
    return html`<div class="tabs" role="tablist" aria-label=${this.say('views')}>
      ${VIEWS.map(
        (each) =>
          html`<button
            class=${each === 'form' ? 'of-form' : ''}
            type="button"
            role="tab"
            id="tab-${each}"
            aria-selected=${each === shown}
            aria-controls="view-${each}"
            @click=${() => (this.view = each)}
          >
            ${this.say(each)}
          </button>`,
      )}
    </div>`;
  }

  protected override render(): unknown {
    const { say, workshop, wide } = this;
    const language = workshop.$language.get();
    const shown = wide.matches && this.view === 'form' ? 'preview' : this.view;
    return html`
      <header lang=${language}>
        <div class="brand">
          <h1>${say('title')}</h1>
          <p>${say('intro')}</p>
        </div>
        <div class="languages" role="group" aria-label=${say('language')}>
          ${(['id', 'en'] as const).map(
            (each) =>
              html`<button
                type="button"
                aria-pressed=${each === language}
                aria-label=${each === 'id' ? 'ID Indonesia' : 'EN English'}
                @click=${() => workshop.setLanguage(each)}
              >
                ${each.toUpperCase()}
              </button>`,
          )}
        </div>
        <button class="button primary copy" type="button" @click=${this.onCopy}>
          ${copyIcon}${say('copy')}
        </button>
      </header>
      <main lang=${language}>
        <div class="view" id="view-form" ?hidden=${!wide.matches && shown !== 'form'}>
          ${this.renderForm()}
        </div>
        <div class="stage">
          ${this.renderTabs(shown)}
          <div class="view" id="view-preview" role="tabpanel" ?hidden=${shown !== 'preview'}>
            <workshop-phone .workshop=${workshop}></workshop-phone>
          </div>
          <div class="view" id="view-code" role="tabpanel" ?hidden=${shown !== 'code'}>
            <workshop-code .workshop=${workshop}></workshop-code>
          </div>
        </div>
      </main>
      <p class="toast" role="status">${this.toast === null ? '' : say(this.toast)}</p>
    `;
  }
}
