/** The heading of a list or of a section. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

export const renderHeading = (text: string): TemplateResult =>
  html`<h2 class="heading" part="heading">${text}</h2>`;
