import { css, html, type CSSResult } from 'lit';
import { WorkshopElement } from './workshop-element.js';

/** The finished pages to begin with. */
export class WorkshopPages extends WorkshopElement {
  static override styles: CSSResult[] = [
    ...WorkshopElement.styles,
    css`
      .pages {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
        gap: 8px;
      }
      .page {
        display: flex;
        flex-direction: column;
        min-height: 76px;
        padding: 12px;
        border: 1px solid var(--control-line);
        border-radius: 12px;
        background: var(--surface);
        text-align: left;
        transition: background-color 150ms ease-out;
      }
      .page:hover {
        background: var(--tone);
      }
      .page[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--tint);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      strong {
        display: block;
      }
      .page span {
        display: block;
        margin-top: 2px;
        font-size: 13px;
        line-height: 18px;
        color: var(--muted);
      }
    `,
  ];

  protected override watchedStores() {
    return [this.workshop.$design];
  }

  protected override render(): unknown {
    const { pages, $design, $language } = this.workshop;
    const language = $language.get();
    const { page } = $design.get();
    return html`<div class="pages">
      ${pages.map(
        ({ name, title, about }) =>
          html`<button
            class="page"
            type="button"
            aria-pressed=${name === page}
            @click=${() => this.workshop.choosePage(name)}
          >
            <strong>${title[language]}</strong>
            <span>${about[language]}</span>
          </button>`,
      )}
    </div>`;
  }
}
