/** Links to pages of the shop that bukaOlshop serves at fixed paths. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Say } from '../../texts/texts.js';

/** @param text such as "log in" or "log in to buy" */
export const renderLogInLink = (text: string, classes = 'button primary'): TemplateResult =>
  html`<a class=${classes} part="button login" href="/akun/">${text}</a>`;

/** To the page where the shopper adds to the saldo. */
export const renderTopUpLink = (say: Say): TemplateResult =>
  html`<a class="button primary" part="button topup" href="/akun/?page=topup">${say('topUp')}</a>`;
