/** Images that may be missing or broken: what lies under them shows instead. */
import { html, nothing } from 'lit';

/** Listener for an image's `error` and `load`. */
export const toggleBroken = ({ target, type }: Event): void => {
  if (target instanceof Element) target.classList.toggle('broken', type === 'error');
};

/**
 * An image for a `.picture`, whose fixed shape keeps the layout still while it loads or fails.
 * `loading` is set before `src`: an image without it is fetched at once.
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
