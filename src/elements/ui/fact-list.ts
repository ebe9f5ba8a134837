/** Names and values side by side, as a description list. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

export interface Fact {
  readonly name: string;
  /** text or a template */
  readonly value: unknown;
  /** name of the value's CSS part */
  readonly part?: string;
}

export const renderFactList = (facts: readonly Fact[]): TemplateResult =>
  html`<dl class="facts" part="facts">
    ${facts.map(
      ({ name, value, part }) =>
        html`<div>
          <dt dir="auto">${name}</dt>
          <dd part=${part ?? nothing} dir="auto">${value}</dd>
        </div>`,
    )}
  </dl>`;
