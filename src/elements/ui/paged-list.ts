/** Rows of paged lists: the skeleton's, and the date of any row. */
import { html, nothing } from 'lit';
import type { DisplayDate } from '../../texts/dates.js';

const SKELETON_ROWS = 5;

export const renderSkeletonRows = (row: unknown) =>
  Array.from({ length: SKELETON_ROWS }, () => row);

/** A date that cannot be parsed is shown as the shop wrote it. */
export function renderDate(text: string, display: DisplayDate | null) {
  return display
    ? html`<time class="muted" part="date" datetime=${display.datetime}>${display.text}</time>`
    : text
      ? html`<span class="muted" part="date" dir="auto">${text}</span>`
      : nothing;
}
