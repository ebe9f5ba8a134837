import { svg } from 'lit';
import { icon } from '../../elements/ui/icons/icons.js';

export const gripIcon = icon(
  svg`<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="2.5" />`,
);
export const upIcon = icon(svg`<path d="m6 14 6-6 6 6" />`);
export const downIcon = icon(svg`<path d="m6 10 6 6 6-6" />`);
export const removeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18" />`);
export const settingsIcon = icon(
  svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />`,
);
export const addIcon = icon(svg`<path d="M12 5v14M5 12h14" />`);
export const copyIcon = icon(
  svg`<rect x="9" y="9" width="11" height="11" rx="2" /><path d="M15 5H6a2 2 0 0 0-2 2v8" />`,
);
export const reloadIcon = icon(svg`<path d="M20 12a8 8 0 1 1-2.3-5.6L20 8M20 4v4h-4" />`);
