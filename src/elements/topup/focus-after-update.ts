import type { LitElement } from 'lit';

/** Focuses what an update puts in the place of the focused element. */
export async function focusAfterUpdate(host: LitElement, selector: string): Promise<void> {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
}
