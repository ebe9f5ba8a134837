/** The denominations of one product, as radio buttons that look like cards. */
import { html, nothing } from 'lit';
import type { Item } from '../proxy/contract.js';
import { formatRupiah } from '../texts/format.js';
import type { Say } from '../texts/texts.js';

/** Whole rupiah as it is shown; LeuwongRR says its price on the invoice alone. */
export const priceOf = (price: number | null, say: Say): string =>
  price === null ? say('topupOnInvoice') : formatRupiah(price);

/** @param isAsked the shopper wanted to go on without one */
export function renderItems(
  items: readonly Item[],
  chosen: Item | null,
  isAsked: boolean,
  say: Say,
  choose: (item: Item) => void,
) {
  return html`<fieldset
    class="block"
    part="items"
    role="radiogroup"
    aria-required="true"
    aria-invalid=${isAsked}
    aria-describedby="ask-item"
  >
    <legend class="label">${say('topupItems')}</legend>
    <div class="items">${items.map((item) => renderItem(item, item === chosen, say, choose))}</div>
    <p class="fault" id="ask-item" role="alert">
      ${isAsked ? say('choose', { name: say('topupItem') }) : nothing}
    </p>
  </fieldset>`;
}

function renderItem(item: Item, isChosen: boolean, say: Say, choose: (item: Item) => void) {
  const { name, price, available } = item;
  return html`<label>
    <input
      class="hush"
      type="radio"
      name="item"
      ?disabled=${!available}
      .checked=${isChosen}
      @change=${() => choose(item)}
    />
    <span class="item tap" part=${isChosen ? 'item chosen' : 'item'}>
      <span class="item-name" dir="auto">${name}</span>
      <span class="price" part="price"> ${available ? priceOf(price, say) : say('soldOut')} </span>
    </span>
  </label>`;
}

export const itemsSkeleton = html`<div class="block">
  <div class="bone bone-label"></div>
  <div class="items">${Array.from({ length: 6 }, () => html`<div class="item bone"></div>`)}</div>
  <div class="fault"></div>
</div>`;
