/** An image that may be missing or broken, in a box of fixed shape. */
import { html, nothing } from 'lit';
import { toggleBroken } from './broken-image.js';

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
