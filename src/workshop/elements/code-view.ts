import { css, html, nothing, type CSSResult } from 'lit';
import { isUnfinished } from '../checks/findings.js';
import { WorkshopElement } from './workshop-element.js';

/** Comments, tags and values are told apart by colour; the text stays exactly the code. */
const WORDS = /(<!--[^]*?-->|\/\*[^]*?\*\/)|(<\/?[\w-]+|>)|("[^"]*"|'[^']*')/g;

/** The code, which can be selected. */
export class WorkshopCode extends WorkshopElement {
  static override styles: CSSResult[] = [
    ...WorkshopElement.styles,
    css`
      pre {
        margin: 0;
        padding: 16px;
        border: 1px solid var(--control-line);
        border-radius: 12px;
        background: var(--surface);
        font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace;
        font-size: 13px;
        line-height: 20px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 2;
        -webkit-user-select: text;
        user-select: text;
      }
      .comment {
        color: var(--muted);
      }
      .tag {
        color: var(--accent);
      }
      .value {
        color: var(--value);
      }
      .about {
        margin-bottom: 12px;
      }
      .about p + p {
        margin-top: 6px;
      }
      .lines {
        margin-top: 8px;
        font-size: 13px;
        color: var(--muted);
      }
      ul {
        margin: 4px 0 0;
        padding-left: 20px;
        color: var(--danger);
      }
    `,
  ];

  protected override watchedStores() {
    return [this.workshop.$snippet, this.workshop.$findings, this.workshop.$isExample];
  }

  /** Selects the whole code, for those whose browser does not let a page copy. */
  select(): void {
    const code = this.renderRoot.querySelector('code');
    const selection = window.getSelection();
    if (code && selection) selection.selectAllChildren(code);
  }

  private renderCode(code: string): unknown {
    const pieces: unknown[] = [];
    let done = 0;
    for (const match of code.matchAll(WORDS)) {
      const [text, comment, tag] = match;
      const kind = comment === undefined ? (tag === undefined ? 'value' : 'tag') : 'comment';
      pieces.push(code.slice(done, match.index), html`<span class=${kind}>${text}</span>`);
      done = match.index + text.length;
    }
    return [...pieces, code.slice(done)];
  }

  protected override render(): unknown {
    const { say, workshop } = this;
    const code = workshop.$snippet.get();
    const stops = workshop.$findings.get().filter(isUnfinished);
    return html`
      <div class="about">
        <p>${say('whereToPaste')}</p>
        ${workshop.$isExample.get() ? html`<p>${say('exampleCode')}</p>` : nothing}
        ${
          stops.length === 0
            ? nothing
            : html`<p>${say('unfinishedCode')}</p>
                <ul>
                  ${stops.map(({ code: key, subject = '' }) => html`<li>${say(key, { subject })}</li>`)}
                </ul>`
        }
      </div>
      <pre
        tabindex="0"
        role="region"
        aria-label=${say('code')}
      ><code>${this.renderCode(code)}</code></pre>
      <p class="lines">${say('lines', { n: code.trimEnd().split('\n').length })}</p>
    `;
  }
}
