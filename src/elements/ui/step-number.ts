/** The number of a step of the form, in a circle before its heading. */
import { html } from 'lit';

export const renderStep = (step: number) =>
  html`<span class="step-number" part="step-number">${step}</span> `;
