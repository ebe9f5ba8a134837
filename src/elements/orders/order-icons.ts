/** Line icons of orders, in the style of `ui/icons.ts`. */
import { html } from 'lit';

export const doneIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="m6 12.5 4 4 8-9" />
</svg>`;

export const badIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="m8 8 8 8M16 8l-8 8" />
</svg>`;

export const copyIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M9 9h10v11H9zM15 9V4H5v11h4" />
</svg>`;

export const chatIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d="M4 5h16v11H11l-5 4v-4H4zM8.5 10.5h.01M12 10.5h.01M15.5 10.5h.01" />
</svg>`;
