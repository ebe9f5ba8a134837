/** Icons of buttons that close, share, and move to the previous or the next picture. */
import { svg } from 'lit';
import { icon } from './icons.js';

export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18" />`);
export const shareIcon = icon(svg`<path d="M12 14V3M8 7l4-4 4 4M6 11H5v9h14v-9h-1" />`);
export const previousIcon = icon(svg`<path d="m15 6-6 6 6 6" />`);
export const nextIcon = icon(svg`<path d="m9 6 6 6-6 6" />`);
