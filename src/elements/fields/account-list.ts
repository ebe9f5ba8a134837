/** The remembered accounts of one product, by name: to fill one in, or to forget it. */
import { html, nothing } from 'lit';
import type { Fields } from '../../purchase/purchase-client.js';
import type { Say } from '../../texts/texts.js';
import { closeIcon } from '../ui/icons/action-icons.js';
import type { SavedAccount } from './saved-accounts.js';
import { isSameAccount } from './saved-accounts.js';

export interface AccountListContext {
  readonly say: Say;
  /** what the fields hold now */
  readonly fields: Fields;
  readonly onUse: (account: SavedAccount) => void;
  readonly onRemove: (account: SavedAccount) => void;
}

export function renderAccountList(
  accounts: readonly SavedAccount[],
  { say, fields, onUse, onRemove }: AccountListContext,
) {
  if (accounts.length === 0) return nothing;
  return html`<ul class="accounts" part="accounts" aria-label=${say('topupAccounts')}>
    ${accounts.map((account) => {
      const values = Object.values(account.fields).join(' · ');
      return html`<li class="account">
        <button
          class="account-use tap"
          type="button"
          part="account-use"
          aria-pressed=${isSameAccount(account.fields, fields)}
          @click=${() => onUse(account)}
        >
          <span class="account-name" dir="auto">${account.name ?? values}</span>
          ${account.name === null ? nothing : html`<span class="muted">${values}</span>`}
        </button>
        <button
          class="account-remove"
          type="button"
          part="account-remove"
          aria-label=${say('topupForget', { name: account.name ?? values })}
          @click=${() => onRemove(account)}
        >
          ${closeIcon}
        </button>
      </li>`;
    })}
  </ul>`;
}

export const renderRemember = (isChecked: boolean, onChange: (event: Event) => void, say: Say) =>
  html`<label class="remember" part="remember">
    <input type="checkbox" .checked=${isChecked} @change=${onChange} />
    <span>${say('topupRemember')}</span>
  </label>`;
