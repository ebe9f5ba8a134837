/** One category, whatever it looks like. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

export interface Choice {
  readonly classes: string;
  readonly part: string;
  readonly isPressed: boolean;
  /** the category's own page */
  readonly link: string | null;
}

/** A button that filters the products, or a link where there is a page to open. */
export const renderChoice = (
  { classes, part, isPressed, link }: Choice,
  content: unknown,
  choose: (click: Event) => void,
): TemplateResult =>
  link === null
    ? html`<button class=${classes} part=${part} aria-pressed=${isPressed} @click=${choose}>
        ${content}
      </button>`
    : html`<a class=${classes} part=${part} href=${link} @click=${choose}>${content}</a>`;
