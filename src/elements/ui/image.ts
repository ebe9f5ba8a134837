/** Images that may be missing: what lies under a broken one shows. */
import { html, nothing } from 'lit';

/** For an image's `error` and `load`. */
export const toggleBroken = ({ target, type }: Event): void => {
  if (target instanceof Element) target.classList.toggle('broken', type === 'error');
};

/**
 * An image for a `.picture`, a box of fixed shape, so that nothing moves when it comes, or does not.
 * `loading` stands before `src`: an image that is set without it is fetched at once.
 */
export const renderImage = (address: string | null, isEager = false): unknown =>
  address
    ? html`<img
        alt=""
        decoding="async"
        loading=${isEager ? 'eager' : 'lazy'}
        src=${address}
        @error=${toggleBroken}
        @load=${toggleBroken}
      />`
    : nothing;
