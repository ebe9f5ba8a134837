/** Stands in the form's place while its product or its code is loading. */
import { html } from 'lit';

const itemsSkeleton = html`<div class="block">
  <div class="skeleton-shape skeleton-label"></div>
  <div class="items">
    ${Array.from({ length: 6 }, () => html`<div class="item skeleton-shape"></div>`)}
  </div>
</div>`;

const fieldSkeleton = html`<div class="field">
  <div class="skeleton-shape skeleton-line"></div>
  <div class="skeleton-shape skeleton-box"></div>
</div>`;

/** As high as the form of a game with an id and a zone. */
export const formSkeleton = html`<div class="form">
  <div class="block">
    <div class="skeleton-shape skeleton-label"></div>
    <div class="fields">${fieldSkeleton}${fieldSkeleton}</div>
    <div class="answer"></div>
    <div class="remember"></div>
  </div>
  ${itemsSkeleton}
  <div class="bar">
    <div class="skeleton-shape skeleton-total"></div>
    <div class="skeleton-shape skeleton-next"></div>
  </div>
</div>`;
