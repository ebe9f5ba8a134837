/** Marks an image that could not be loaded, so that what lies under it shows. */

/** Listener for an image's `error` and `load`. */
export const toggleBroken = ({ target, type }: Event): void => {
  if (target instanceof Element) target.classList.toggle('broken', type === 'error');
};
