/** Tiles of categories and custom pages: a small picture above a name. */
import { html } from 'lit';
import { renderImage } from './image.js';

/** Code points that extend the one before: accents, emoji variants, skin tones, flag tags. */
const COMBINING = String.raw`[\p{M}\p{EMod}\u{E0020}-\u{E007F}]*`;
/** A flag, or a letter, digit or emoji with everything that is joined to it. */
const GRAPHEME = new RegExp(
  String.raw`\p{RI}{2}|[\p{L}\p{N}\p{ExtPict}]${COMBINING}(?:\u200D\p{ExtPict}${COMBINING})*`,
  'u',
);

/** The first letter, digit or emoji of a name as a whole grapheme. */
export const initialOf = (name: string): string => (GRAPHEME.exec(name)?.[0] ?? '').toUpperCase();

/** The picture, or the name's initial if there is no picture or it cannot be loaded. */
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
