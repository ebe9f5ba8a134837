/** What the operator and the suppliers say about a product. Plain text, whatever it looks like. */
import { html, nothing } from 'lit';
import type { ShelfProduct } from '../../../proxy/contract.js';
import type { Say } from '../../../texts/texts.js';
import { badIcon } from '../../orders/order-icons.js';

/** The operator's words about why nothing is sold now. */
export const renderNotice = ({ notice }: ShelfProduct) =>
  notice === undefined
    ? nothing
    : html`<p class="doubt" part="notice" role="status">
        ${badIcon}<span dir="auto">${notice}</span>
      </p>`;

/** The supplier's words are long and seldom read: they are folded. */
export const renderSupplierWords = ({ description, instruction }: ShelfProduct, say: Say) => [
  renderFolded(say('topupInstruction'), instruction),
  renderFolded(say('description'), description),
];

const renderFolded = (title: string, text: string | null) =>
  text === null
    ? nothing
    : html`<details class="words" part="details">
        <summary>${title}</summary>
        <p class="plain" dir="auto">${text}</p>
      </details>`;
