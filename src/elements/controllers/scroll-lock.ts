/** Locks the scrolling of the page behind a dialog, without a shift where the scrollbar was. */

let lockCount = 0;
let restoreScroll = () => {};

/** @returns releases this lock; the page scrolls again once all locks are released */
export function lockScroll(): () => void {
  if (lockCount++ === 0) restoreScroll = hideOverflow();
  let isLocked = true;
  return () => {
    if (!isLocked) return;
    isLocked = false;
    if (--lockCount === 0) restoreScroll();
  };
}

function hideOverflow(): () => void {
  const root = document.documentElement;
  const { clientWidth } = root;
  const scrollbar = innerWidth - clientWidth;
  const padding = parseFloat(getComputedStyle(root).paddingRight) + scrollbar;
  // The body's `overflow` applies to the window unless the root has its own. Set on both, it would
  // make the body a scroll container, and the page would jump to its start.
  const scroller = isVisible(root) && !isVisible(document.body) ? document.body : root;
  const undo = [
    overrideStyle(scroller, 'overflow-x', 'hidden'),
    overrideStyle(scroller, 'overflow-y', 'hidden'),
  ];
  if (scrollbar > 0) {
    // Set before the next layout: browsers adjust the scroll position to a changed width.
    const undoPadding = overrideStyle(root, 'padding-right', `${padding}px`);
    if (root.clientWidth > clientWidth) undo.push(undoPadding);
    else undoPadding();
  }
  return () => undo.reverse().forEach((each) => each());
}

function isVisible(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return overflowX === 'visible' && overflowY === 'visible';
}

/** @returns restores the inline style; undo the last override first */
function overrideStyle(element: HTMLElement, property: string, value: string): () => void {
  const { style } = element;
  const hadStyle = element.hasAttribute('style');
  const before = style.getPropertyValue(property);
  const priority = style.getPropertyPriority(property);
  style.setProperty(property, value, 'important');
  return () => {
    style.setProperty(property, before, priority);
    if (!hadStyle && style.length === 0) element.removeAttribute('style');
  };
}
