/** Icons of the button that enlarges a photo. */
import { svg } from 'lit';
import { icon } from './icons.js';

export const zoomInIcon = icon(
  svg`<circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5M11 8.5v5M8.5 11h5" />`,
);
export const zoomOutIcon = icon(
  svg`<circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5M8.5 11h5" />`,
);
