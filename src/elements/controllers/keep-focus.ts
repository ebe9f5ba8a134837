/**
 * Keeps the focus in an element whose update removes what was focused. Browsers would move it to
 * `<body>`, from where a keyboard or a screen reader starts again at the top of the page.
 */
import type { LitElement, ReactiveController } from 'lit';

/** What an update puts in the place of the focused element, the best first. */
const TARGETS = [
  'dialog[open] [aria-invalid=true]',
  'dialog[open] .scroller',
  '[tabindex="-1"]',
  '.heading',
  'a[href], button, input',
];

export class KeepFocus implements ReactiveController {
  private hadFocus = false;

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.hadFocus = isFocusIn(this.host);
  }

  hostUpdated(): void {
    if (this.hadFocus && !isFocusIn(this.host)) focusInside(this.host);
  }
}

/** The focused element, also inside shadow roots. */
export function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Focuses a place in the element, without a scroll. */
export function focusInside({ renderRoot }: LitElement): void {
  const target = TARGETS.flatMap((each) => renderRoot.querySelector<HTMLElement>(each) ?? [])[0];
  if (!target) return;
  if (!target.matches('a, button, input')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

const isFocusIn = ({ renderRoot }: LitElement): boolean =>
  renderRoot instanceof ShadowRoot && renderRoot.activeElement !== null;
