import { html, nothing } from 'lit';
import { tokenIn } from '../checks/check-fields.js';
import type { Field } from '../checks/findings.js';
import { mirrorOf } from '../code/snippet.js';
import { VERSION } from '../../version.js';
import { valueOf, WorkshopElement } from './workshop-element.js';

/** The shop, its script and its proxy. */
export class WorkshopConnection extends WorkshopElement {
  private readonly onToken = (typed: Event): void => this.setToken(tokenIn(valueOf(typed)));

  private readonly onMirror = ({ target }: Event): void => {
    const { proxy } = this.workshop.$connection.get();
    const isOn = target instanceof HTMLInputElement && target.checked;
    this.workshop.setConnection(isOn ? { token: '', api: mirrorOf(proxy) } : { api: '' });
  };

  private readonly onProxy = (typed: Event): void => this.setProxy(valueOf(typed).trim());

  protected override watchedStores() {
    const { $connection, $findings, $sandbox, $isExample } = this.workshop;
    return [$connection, $findings, $sandbox, $isExample];
  }

  private setToken(token: string): void {
    const { api } = this.workshop.$connection.get();
    // The lists of a proxy or of the example shop are not those of another token.
    this.workshop.setConnection({ token, ...(token !== '' && api !== '' && { api: '' }) });
  }

  private setProxy(proxy: string): void {
    const { api, proxy: before } = this.workshop.$connection.get();
    const isMirror = api !== '' && api === mirrorOf(before);
    this.workshop.setConnection({
      proxy,
      ...(isMirror && { api: proxy === '' ? '' : mirrorOf(proxy) }),
    });
  }

  private isWrong(field: Field): boolean {
    return this.workshop.$findings
      .get()
      .some((each) => each.field === field && each.kind === 'stop');
  }

  private renderAddress(
    field: Field,
    value: string,
    texts: { readonly label: string; readonly hint: string },
    onInput: (typed: Event) => void,
  ): unknown {
    const isWrong = this.isWrong(field);
    return html`<div class="field ${isWrong ? 'stop' : ''}">
      <label class="label" for=${field}>${texts.label}</label>
      <input
        id=${field}
        type="url"
        inputmode="url"
        autocapitalize="off"
        spellcheck="false"
        placeholder="https://"
        .value=${value}
        aria-describedby="${field}-findings ${field}-hint"
        aria-invalid=${isWrong}
        @input=${onInput}
      />
      <p class="hint" id="${field}-hint">${texts.hint}</p>
      ${this.renderFindings(field, (mended) =>
        field === 'proxy' ? this.setProxy(mended) : this.workshop.setConnection({ script: mended }),
      )}
    </div>`;
  }

  protected override render(): unknown {
    const { say, workshop } = this;
    const { token, api, script, proxy } = workshop.$connection.get();
    const isMirror = proxy !== '' && api === mirrorOf(proxy);
    const isOpen = this.isWrong('script') || this.isWrong('proxy');
    return html`
      <div class="field ${this.isWrong('token') && token !== '' ? 'stop' : ''}">
        <label class="label" for="token">${say('token')}</label>
        <input
          id="token"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${token}
          aria-describedby="token-findings token-hint"
          aria-invalid=${this.isWrong('token') && token !== ''}
          @input=${this.onToken}
        />
        <p class="hint" id="token-hint">${say('tokenHint')}</p>
        ${this.renderFindings('token', (fix) => this.setToken(fix))}
      </div>
      ${
        workshop.$sandbox.get() && !workshop.$isExample.get()
          ? html`<p class="field">
              <button class="button" type="button" @click=${() => workshop.useSandbox()}>
                ${say('useExample')}
              </button>
            </p>`
          : nothing
      }
      <details class="field" ?open=${isOpen}>
        <summary class="quiet">${say('more')}</summary>
        ${this.renderAddress(
          'script',
          script,
          { label: say('script'), hint: say('scriptHint', { version: VERSION }) },
          (typed) => workshop.setConnection({ script: valueOf(typed).trim() }),
        )}
        ${this.renderAddress(
          'proxy',
          proxy,
          { label: say('proxy'), hint: say('proxyHint') },
          this.onProxy,
        )}
        ${
          proxy === '' || workshop.$isExample.get()
            ? nothing
            : html`<label class="check">
                <input type="checkbox" .checked=${isMirror} @change=${this.onMirror} />
                ${say('fromProxy')}
              </label>`
        }
      </details>
    `;
  }
}
