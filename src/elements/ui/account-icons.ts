/** Line icons of the elements that belong to one shopper; see icons.ts. */
import { html } from 'lit';

export const personIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <circle cx="12" cy="8" r="4" />
  <path d="M4.5 20a7.5 7.5 0 0 1 15 0" />
</svg>`;

export const chevronIcon = html`<svg class="icon chevron" viewBox="8 5 8 14" aria-hidden="true">
  <path d="m9 6 6 6-6 6" />
</svg>`;
