/** Line icons of the product's details; see icons.ts. */
import { html } from 'lit';

export const closeIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="m6 6 12 12M18 6 6 18" />
</svg>`;

export const shareIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M12 14V3M8 7l4-4 4 4M6 11H5v9h14v-9h-1" />
</svg>`;

export const previousIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="m15 6-6 6 6 6" />
</svg>`;

export const nextIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="m9 6 6 6-6 6" />
</svg>`;
