/** The chip on the card of a product that came within the last days. */
import { html, nothing } from 'lit';
import type { Product } from '../../open-api/products.js';
import { platform } from '../../stores/platform.js';
import type { Say } from '../../texts/texts.js';

const NEW_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;
/** As the Open API writes times: in the shop's zone, without naming it. */
const DATE = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/;

/** @param date `tanggal`; one that is unknown, or in the future, is not new */
export function isNew(date: string, nowMs: number): boolean {
  const [, day, time = '00:00'] = DATE.exec(date) ?? [];
  const ageMs = nowMs - Date.parse(`${day}T${time}+07:00`);
  return ageMs >= 0 && ageMs < NEW_DAYS * DAY_MS;
}

export const renderNewChip = ({ tanggal }: Product, say: Say): unknown =>
  isNew(tanggal, platform().now())
    ? html`<span class="new" part="new">${say('newProduct')}</span>`
    : nothing;
