/** Icons of the search box and the categories. */
import { svg } from 'lit';
import { icon } from './icons.js';

export const searchIcon = icon(svg`<circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5" />`);
export const clearIcon = icon(svg`<path d="m7 7 10 10M17 7 7 17" />`);
export const gridIcon = icon(
  svg`<rect x="4" y="4" width="6.5" height="6.5" rx="2" /><rect x="13.5" y="4" width="6.5" height="6.5" rx="2" /><rect x="4" y="13.5" width="6.5" height="6.5" rx="2" /><rect x="13.5" y="13.5" width="6.5" height="6.5" rx="2" />`,
);
export const dotsIcon = icon(svg`<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="2.5" />`);
export const chevronDownIcon = icon(svg`<path d="m7 10 5 5 5-5" />`);
