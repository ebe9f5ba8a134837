/** Line icons on a 24 px grid. They are decorative: the text beside each one names it. */
import { html, svg } from 'lit';

/** @param shapes SVG elements, drawn with the text's colour */
export const icon = (shapes: unknown): unknown =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`;

export const boxIcon = icon(
  svg`<path d="M4 8 12 4l8 4v8l-8 4-8-4Z" /><path d="m4 8 8 4 8-4M12 12v8" />`,
);

export const cloudOffIcon = icon(
  svg`<path d="M9 6a6 6 0 0 1 9 4 4 4 0 0 1 2 7M16 18H7A4 4 0 0 1 6 10M4 4l16 16" />`,
);
