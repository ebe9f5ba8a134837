/** Keeps the page behind something open from scrolling, and from moving when its scrollbar goes. */

let lockCount = 0;
let restoreScroll = () => {};

/** @returns what to call when the page may scroll again */
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
  // A body's `overflow` is the window's unless the root has its own: with one on both, the body
  // would become a box that scrolls by itself, and the page would jump to its start.
  const scroller = isVisible(root) && !isVisible(document.body) ? document.body : root;
  const undo = [
    overrideStyle(scroller, 'overflow-x', 'hidden'),
    overrideStyle(scroller, 'overflow-y', 'hidden'),
  ];
  if (scrollbar > 0) {
    // Before the page is laid out again: browsers would scroll to make up for its other width.
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

/** @returns what makes the inline style what it was; the last change is to be undone first */
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
