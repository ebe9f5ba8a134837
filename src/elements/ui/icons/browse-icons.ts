/** Icons of the search box, the links beside it, and the categories. */
import { svg } from 'lit';
import { icon } from './icons.js';

export const searchIcon = icon(svg`<circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5" />`);
export const clearIcon = icon(svg`<path d="m7 7 10 10M17 7 7 17" />`);
export const gridIcon = icon(
  svg`<rect x="4" y="4" width="6.5" height="6.5" rx="2" /><rect x="13.5" y="4" width="6.5" height="6.5" rx="2" /><rect x="4" y="13.5" width="6.5" height="6.5" rx="2" /><rect x="13.5" y="13.5" width="6.5" height="6.5" rx="2" />`,
);
export const dotsIcon = icon(svg`<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="2.5" />`);
export const chevronDownIcon = icon(svg`<path d="m7 10 5 5 5-5" />`);
export const cartIcon = icon(
  svg`<path d="M3 4h2.5l2.2 11h10l1.8-8H6.2" /><circle cx="9" cy="19" r="1.5" /><circle cx="16.5" cy="19" r="1.5" />`,
);
export const bellIcon = icon(svg`<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15ZM10 21h4" />`);
