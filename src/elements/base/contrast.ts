/**
 * Gives text a readable colour where the page has set its own accent or surface. The built-in
 * colours have enough contrast, so pages without colours of their own never load that code.
 */

/** @param frame the outermost node in an element's shadow root */
export async function adjustContrast(frame: EventTarget | null): Promise<void> {
  if (!(frame instanceof HTMLElement)) return;
  const styles = getComputedStyle(frame);
  const customColours =
    styles.getPropertyValue('--etalase-accent') + styles.getPropertyValue('--etalase-surface');
  if (customColours.trim() === '' && !frame.style.getPropertyValue('--derived-on-accent')) return;
  const colours = await import('./match-colours.js').catch(() => null);
  colours?.matchColours(frame);
}

/** The frame's transitions report that the page has changed a colour; see element.styles.ts. */
export const onTransitionEnd = ({ propertyName, currentTarget }: TransitionEvent): void => {
  if (/outline-color|column-rule-color/.test(propertyName)) void adjustContrast(currentTarget);
};
