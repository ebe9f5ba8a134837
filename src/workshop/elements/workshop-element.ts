/** Base class of the workshop's elements: the state, the language, and when to render. */
import { LitElement, type CSSResult, type PropertyDeclarations } from 'lit';
import type { ReadableAtom } from 'nanostores';
import { html, nothing } from 'lit';
import type { Field, Finding } from '../checks/findings.js';
import type { Workshop } from '../state.js';
import { sayIn } from '../texts/say.js';
import type { WorkshopSay } from '../texts/texts.js';
import { controlStyles } from './controls.styles.js';

export abstract class WorkshopElement extends LitElement {
  static override styles: CSSResult[] = [controlStyles];
  static override properties: PropertyDeclarations = { workshop: { attribute: false } };

  declare workshop: Workshop;

  private stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stops = [this.workshop.$language, ...this.watchedStores()].map((store) =>
      store.listen(() => this.requestUpdate()),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
  }

  protected get say(): WorkshopSay {
    return sayIn(this.workshop.$language.get());
  }

  protected abstract watchedStores(): readonly ReadableAtom<unknown>[];

  /** The sentences about a field, and what mends it. */
  protected renderFindings(field: Field, mend: (value: string) => void): unknown {
    const found = this.workshop.$findings.get().filter((each) => each.field === field);
    return html`<div class="findings" id="${field}-findings" role="status">
      ${found.map((finding) => this.renderFinding(finding, mend))}
    </div>`;
  }

  private renderFinding({ kind, code, subject = '', fix }: Finding, mend: (value: string) => void) {
    return html`<p class="finding ${kind}">
      <span>${this.say(code, { subject })}</span>
      ${
        fix === undefined
          ? nothing
          : html`<button class="mend" type="button" @click=${() => mend(fix)}>
              ${this.say('fix')}
            </button>`
      }
    </p>`;
  }
}

/** The value of the control that an event comes from. */
export const valueOf = ({ target }: Event): string =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement
    ? target.value
    : '';
