/** What an element shows instead of its list, or above data that could not be renewed. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ErrorCode } from '../../open-api/result.js';
import { platform } from '../../stores/platform.js';
import { formatAgo } from '../../texts/format.js';
import type { Say, TextKey } from '../../texts/texts.js';

const ERROR_TEXTS: Partial<Record<ErrorCode, TextKey>> = {
  settings: 'errorSettings',
  offline: 'errorOffline',
  timeout: 'errorTimeout',
  unauthorized: 'errorUnauthorized',
  forbidden: 'errorForbidden',
  'not-found': 'errorNotFound',
  quota: 'errorQuota',
};

/** A server that does not answer is not a missing connection. */
export const errorTextOf = (code: ErrorCode): TextKey =>
  code === 'offline' && navigator.onLine ? 'errorUnreachable' : (ERROR_TEXTS[code] ?? 'errorOther');

/** An icon over a sentence. The page can replace it by the slot that is named like `kind`. */
export const renderState = (
  kind: 'empty' | 'error',
  icon: unknown,
  text: string,
  more: unknown,
): TemplateResult =>
  html`<slot name=${kind}>
    <div class="state" part="state ${kind}" role=${kind === 'error' ? 'alert' : nothing}>
      ${icon}<strong>${text}</strong>${more}
    </div>
  </slot>`;

export const renderRetryButton = (say: Say, retry: (() => void) | null): TemplateResult =>
  html`<button class="button" part="button retry" @click=${retry}>${say('retry')}</button>`;

/** @param shapes grey shapes in the place of what is loading; hidden from screen readers */
export const renderSkeleton = (say: Say, shapes: unknown): TemplateResult =>
  html`<div role="status" class="skeleton" part="skeleton">
    <span class="visually-hidden">${say('loading')}</span>
    <div aria-hidden="true">${shapes}</div>
  </div>`;

/** @param at when the data came, in ms since 1970 */
export function renderStaleBar(
  at: number,
  language: string,
  say: Say,
  retry: () => void,
): TemplateResult {
  const ago = formatAgo(platform().now() - at, language);
  return html`<div class="stale" part="stale" role="status">
    <span>${say('lastVisit', { ago })}</span>
    <button class="link" part="retry" @click=${retry}>${say('retry')}</button>
  </div>`;
}
