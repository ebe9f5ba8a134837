/** What is known of the account that is filled in: its name, and what is doubtful about it. */
import { html, nothing } from 'lit';
import type { Nickname } from '../../proxy/contract.js';
import type { AccountCheck } from '../../purchase/checkout/state.js';
import type { Say } from '../../texts/texts.js';
import type { TaskState } from '../controllers/latest-task.js';
import { badIcon, doneIcon } from '../orders/order-icons.js';
import type { OperatorMismatch } from './account-fields.js';

export const UNAVAILABLE = { status: 'unavailable' } as const;

export function accountCheckOf(state: TaskState<Nickname>): AccountCheck {
  if (state.status === 'failed') return UNAVAILABLE;
  if (state.status !== 'ready') return { status: state.status === 'pending' ? 'pending' : 'none' };
  const { name, found } = state.value;
  if (name !== null) return { status: 'found', name };
  return { status: found === false ? 'not_found' : 'none' };
}

/** What the shopper has to agree to before going on, as sentences. */
export const doubtsOf = (
  account: AccountCheck,
  mismatch: OperatorMismatch | null,
  say: Say,
): readonly string[] => [
  ...(account.status === 'not_found' ? [say('topupNotFound')] : []),
  ...(mismatch ? [say('topupOperator', { ...mismatch })] : []),
];

interface Doubts {
  readonly sentences: readonly string[];
  /** The shopper has to agree before going on. */
  readonly isOpen: boolean;
  readonly onProceed: () => void;
}

export const renderAnswer = (account: AccountCheck, doubts: Doubts, say: Say) =>
  html`<div class="answer">
    <p class="nickname" part="nickname" role="status">${renderName(account, say)}</p>
    <div class="doubts" part="doubts" role="alert">
      ${doubts.sentences.map(
        (sentence) => html`<p class="doubt">${badIcon}<span>${sentence}</span></p>`,
      )}
    </div>
    ${
      doubts.isOpen
        ? html`<button
            class="button proceed"
            type="button"
            part="button proceed"
            @click=${doubts.onProceed}
          >
            ${say('topupProceed')}
          </button>`
        : nothing
    }
  </div>`;

function renderName(account: AccountCheck, say: Say) {
  if (account.status === 'pending') {
    return html`<span class="muted">${say('topupChecking')}</span>`;
  }
  if (account.status === 'unavailable') {
    return html`<span class="muted">${say('topupUnchecked')}</span>`;
  }
  if (account.status !== 'found') return nothing;
  return html`${doneIcon}<span dir="auto">${say('topupNickname', { name: account.name })}</span>`;
}
