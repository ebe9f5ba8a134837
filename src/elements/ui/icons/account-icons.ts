/** Icons of the elements that show one shopper's own data. */
import { html, svg } from 'lit';
import { icon } from './icons.js';

export const personIcon = icon(
  svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20a7.5 7.5 0 0 1 15 0" />`,
);

/** Half as wide as the others, for the end of a row. */
export const chevronIcon = html`<svg class="icon chevron" viewBox="8 5 8 14" aria-hidden="true">
  <path d="m9 6 6 6-6 6" />
</svg>`;
