/** Line icons on a 24 px grid. Decorative: the words beside them say what they mean. */
import { html, svg } from 'lit';

const icon = (paths: unknown) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

export const boxIcon = icon(
  svg`<path d="M4 8 12 4l8 4v8l-8 4-8-4Z" /><path d="m4 8 8 4 8-4M12 12v8" />`,
);
