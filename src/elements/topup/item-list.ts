/** The items of one product, as radio buttons that look like cards. */
import { html, nothing } from 'lit';
import type { Item, Product } from '../../proxy/contract.js';
import { formatRupiah } from '../../texts/format.js';
import type { Say } from '../../texts/texts.js';
import { renderStep } from '../ui/step-number.js';

/** @param price whole rupiah; `null` where only the invoice states it (LeuwongRR) */
export const priceOf = (price: number | null, say: Say): string =>
  price === null ? say('topupOnInvoice') : formatRupiah(price);

/** The item of a product that has no other to choose. */
export function onlyItemOf({ items }: Product): Item | null {
  const [only = null, another] = items.filter(({ available }) => available);
  return another ? null : only;
}

interface ItemsState {
  /** the number of this step of the form */
  readonly step: number;
  /** the shopper submitted without an item */
  readonly isMissing: boolean;
}

export function renderItems(
  items: readonly Item[],
  chosen: Item | null,
  { step, isMissing }: ItemsState,
  say: Say,
  onChoose: (item: Item) => void,
) {
  return html`<fieldset
    class="block"
    part="items"
    role="radiogroup"
    aria-required="true"
    aria-invalid=${isMissing}
    aria-describedby="ask-item"
  >
    <legend class="label">${renderStep(step)}${say('topupItems')}</legend>
    <p class="fault" id="ask-item" role="alert">
      ${isMissing ? say('choose', { name: say('topupItem') }) : nothing}
    </p>
    <div class="items">
      ${items.map((item) => renderItem(item, item === chosen, say, onChoose))}
    </div>
  </fieldset>`;
}

function renderItem(item: Item, isChosen: boolean, say: Say, onChoose: (item: Item) => void) {
  const { name, price, available } = item;
  return html`<label>
    <input
      class="visually-hidden"
      type="radio"
      name="item"
      ?disabled=${!available}
      .checked=${isChosen}
      @change=${() => onChoose(item)}
    />
    <span class="item tap" part=${isChosen ? 'item chosen' : 'item'}>
      <span class="item-name" dir="auto">${name}</span>
      <span class="price" part="price"> ${available ? priceOf(price, say) : say('soldOut')} </span>
    </span>
  </label>`;
}
