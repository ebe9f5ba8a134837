/** The items of one product, as radio buttons that look like cards, under their headings. */
import { html, nothing } from 'lit';
import type { ShelfItem, ShelfProduct } from '../../../proxy/contract.js';
import { formatRupiah } from '../../../texts/format.js';
import type { Say } from '../../../texts/texts.js';
import { renderStep } from '../../ui/step-number.js';

/** @param price whole rupiah; `null` where only the invoice states it (LeuwongRR) */
export const priceOf = (price: number | null, say: Say): string =>
  price === null ? say('topupOnInvoice') : formatRupiah(price);

/** The item of a product that has no other to choose. */
export function onlyItemOf({ items }: ShelfProduct): ShelfItem | null {
  const [only = null, another] = items.filter(({ available }) => available);
  return another ? null : only;
}

interface ItemsState {
  readonly items: readonly ShelfItem[];
  readonly chosen: ShelfItem | null;
  /** the name of the item that was bought last */
  readonly boughtName: string | null;
  /** the number of this step of the form */
  readonly step: number;
  /** the shopper submitted without an item */
  readonly isMissing: boolean;
  /** Newer prices are on their way. */
  readonly isOld: boolean;
}

interface Section {
  readonly heading: string | null;
  readonly items: readonly ShelfItem[];
}

/** What was bought last comes first; the others stay in the order of the shelf. */
function sectionsOf({ items, boughtName }: ItemsState, say: Say): readonly Section[] {
  const again = items.find(({ name, available }) => available && name === boughtName);
  const others = items.filter((item) => item !== again);
  const headings = new Set(others.map(({ group }) => group));
  const sections = Array.from(headings, (heading) => ({
    heading,
    items: others.filter(({ group }) => group === heading),
  }));
  if (again) return [{ heading: say('topupAgain'), items: [again] }, ...sections];
  // One heading over everything says nothing.
  return headings.size > 1 ? sections : [{ heading: null, items }];
}

export function renderItems(state: ItemsState, say: Say, onChoose: (item: ShelfItem) => void) {
  const { step, chosen, isMissing, isOld } = state;
  const sections = sectionsOf(state, say);
  return html`<fieldset
    class=${isOld ? 'block old' : 'block'}
    part="items"
    role="radiogroup"
    aria-required="true"
    aria-invalid=${isMissing}
    aria-busy=${isOld}
    aria-describedby="ask-item"
  >
    <legend class="label">${renderStep(step)}${say('topupItems')}</legend>
    <p class="fault" id="ask-item" role="alert">
      ${isMissing ? say('choose', { name: say('topupItem') }) : nothing}
    </p>
    ${sections.map(
      ({ heading, items }) =>
        html`${
            sections.length > 1
              ? html`<h3 class="subheading" part="item-heading" dir="auto">
                  ${heading ?? say('topupOthers')}
                </h3>`
              : nothing
          }
          <div class="items">
            ${items.map((item) => renderItem(item, item === chosen, say, onChoose))}
          </div>`,
    )}
  </fieldset>`;
}

function renderItem(
  item: ShelfItem,
  isChosen: boolean,
  say: Say,
  onChoose: (item: ShelfItem) => void,
) {
  const { name, price, available, seconds } = item;
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
      <span class="item-foot">
        <span class="price" part="price">${available ? priceOf(price, say) : say('soldOut')}</span>
        ${
          available && seconds !== null && seconds > 0
            ? html`<span class="duration" part="duration">${durationOf(seconds, say)}</span>`
            : nothing
        }
      </span>
    </span>
  </label>`;
}

const durationOf = (seconds: number, say: Say): string =>
  say('topupMinutes', { n: Math.ceil(seconds / 60) });
