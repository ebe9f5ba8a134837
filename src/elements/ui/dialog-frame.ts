/**
 * The frame of every dialog: heading, close button, a part that scrolls, and a footer that does not.
 * `DialogController` shows it and closes it.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Say } from '../../texts/texts.js';
import { closeIcon } from './icons/action-icons.js';

export interface DialogFrame {
  /** name of the dialog for screen readers */
  readonly label: string;
  /** an element with the class `heading` */
  readonly heading: TemplateResult;
  readonly content: unknown;
  /** stays in view below the content */
  readonly footer?: unknown;
  readonly onClose: () => void;
  /** makes the panel a form */
  readonly onSubmit?: (event: Event) => void;
}

export function renderDialogFrame(frame: DialogFrame, say: Say): TemplateResult {
  const { label, heading, content, footer = nothing, onClose, onSubmit } = frame;
  const panel = html`<div class="panel-head">
      ${heading}
      <button class="round" type="button" part="close" aria-label=${say('close')} @click=${onClose}>
        ${closeIcon}
      </button>
    </div>
    <div class="scroller" tabindex="-1">${content}</div>
    ${footer}`;
  return html`<dialog part="layer" aria-label=${label}>
    ${
      onSubmit
        ? html`<form class="panel" part="dialog" novalidate @submit=${onSubmit}>${panel}</form>`
        : html`<div class="panel" part="dialog">${panel}</div>`
    }
  </dialog>`;
}
