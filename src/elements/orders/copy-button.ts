/** Buttons that copy a value, and say whether that worked. */
import type { LitElement } from 'lit';
import { html, nothing } from 'lit';
import type { Say } from '../../texts/texts.js';
import { copy } from '../ui/share.js';
import { copyIcon, doneIcon } from './order-icons.js';

/** With `receiptStyles`. The host documents the part `copy`. */
export class CopyButtons {
  /** What was copied last. */
  private copied: { readonly value: string; readonly isDone: boolean } | null = null;

  constructor(private readonly host: LitElement) {}

  private async copy(value: string, { currentTarget }: Event): Promise<void> {
    if (!(currentTarget instanceof HTMLElement)) return;
    const isDone = await copy(value, currentTarget.parentElement ?? currentTarget);
    currentTarget.focus({ preventScroll: true });
    this.copied = { value, isDone };
    this.host.requestUpdate();
  }

  /** @param name what is copied, for screen readers; `''` where the text around the button says it */
  render(value: string, name: string, say: Say) {
    const copied = this.copied?.value === value ? this.copied : null;
    const status = copied && say(copied.isDone ? 'codeCopied' : 'codeCopyFailed');
    return html`<button
        class="link copy"
        type="button"
        part="button copy"
        @click=${(event: Event) => void this.copy(value, event)}
      >
        ${copied?.isDone ? doneIcon : copyIcon}<span>${status ?? say('copy')}</span
        ><span class="visually-hidden"> ${name}</span></button
      ><span class="visually-hidden" role="status">${status ?? nothing}</span>`;
  }
}
