/** A small picture above a name: what categories and custom pages are shown as. */
import { html } from 'lit';
import { renderImage } from './image.js';

/** What belongs to the sign before it: accents, emoji variants, skin tones, the tags of a flag. */
const COMBINING = String.raw`[\p{M}\p{EMod}\u{E0020}-\u{E007F}]*`;
/** A flag, or a letter, digit or emoji with all that is joined to it. */
const GRAPHEME = new RegExp(
  String.raw`\p{RI}{2}|[\p{L}\p{N}\p{ExtPict}]${COMBINING}(?:\u200D\p{ExtPict}${COMBINING})*`,
  'u',
);

/** The first letter, digit or emoji of a name, whole as a reader sees it. */
export const initialOf = (name: string): string => (GRAPHEME.exec(name)?.[0] ?? '').toUpperCase();

/** The picture, or the name's initial where there is none or it cannot be loaded. */
export function renderTilePicture(name: string, address: string | null): unknown {
  return html`<span class="avatar" part="image">
    <span aria-hidden="true">${initialOf(name)}</span>
    ${renderImage(address)}
  </span>`;
}

export const tileSkeleton = html`<div class="tile">
  <div class="skeleton-shape avatar"></div>
  <div class="name"><div class="skeleton-shape"></div></div>
</div>`;
