/** The menu that sorts the products. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Sort } from '../../stores/sort-products.js';
import { SORTS } from '../../stores/sort-products.js';
import type { Say, TextKey } from '../../texts/texts.js';

const SORT_TEXTS: Record<Sort, TextKey> = {
  '': 'sortDefault',
  'price-asc': 'sortCheap',
  'price-desc': 'sortExpensive',
  name: 'sortName',
  discount: 'sortDiscount',
};

export function renderSortMenu(
  current: string,
  say: Say,
  onChange: (sort: string) => void,
): TemplateResult {
  const onSelect = ({ target }: Event) => {
    if (target instanceof HTMLSelectElement) onChange(target.value);
  };
  return html`<select part="sort" aria-label=${say('sort')} @change=${onSelect}>
    ${SORTS.map(
      (sort) =>
        html`<option value=${sort} ?selected=${sort === current.trim()}>
          ${say(SORT_TEXTS[sort])}
        </option>`,
    )}
  </select>`;
}
