/** Products of the shelf as tiles: art or the icon of the kind, and a name. */
import { html } from 'lit';
import type { Order, ProductKind, Shelf } from '../../../proxy/contract.js';
import type { Say } from '../../../texts/texts.js';
import { renderImage } from '../../ui/image.js';
import { renderKindIcon } from './kind-icons.js';

/** The styles define `tone-0` to `tone-5`. */
const TONE_COUNT = 6;

export type ShelfTile = Shelf['products'][number];

/** As much of a product as is known before it is loaded. */
export interface ProductTile extends Pick<ShelfTile, 'id' | 'title'> {
  readonly kind: ProductKind;
  readonly image: string | null;
  /** The products of all operators, of which the phone number chooses one. */
  readonly operators?: readonly ShelfTile[];
}

/** What was chosen outside of the element: a product, an order to repeat, or nothing yet. */
export interface TopupStart {
  readonly tile?: ProductTile;
  readonly order?: Order;
}

/** The id of an order's product; the shelf knows it also where the product has another one. */
export const supplierId = ({ provider, product }: Pick<Order, 'product'> & { provider: string }) =>
  `${provider}:${product}`;

export const tileOf = (order: Order): ProductTile => ({
  id: supplierId(order),
  title: order.title,
  kind: 'other',
  image: null,
});

/** One tile for all operators of pulsa, and one for those of data. */
export function groupOperators(products: readonly ShelfTile[], say: Say): readonly ProductTile[] {
  const operatorsOf = (kind: ProductKind) => products.filter((each) => each.kind === kind);
  return products.flatMap((product): readonly ProductTile[] => {
    const { kind } = product;
    const operators = kind === 'pulsa' || kind === 'data' ? operatorsOf(kind) : [];
    if (operators.length < 2) return [product];
    const group = { id: `kind:${kind}`, title: say(`kind_${kind}`), kind, image: null, operators };
    return product === operators[0] ? [group] : [];
  });
}

/** The same title always has the same tone. */
function toneOf(title: string): number {
  let sum = 0;
  for (const letter of title) sum += letter.codePointAt(0) ?? 0;
  return sum % TONE_COUNT;
}

export const renderArt = ({ title, kind, image }: Pick<ProductTile, 'title' | 'kind' | 'image'>) =>
  html`<span class="avatar tone-${toneOf(title)}" part="image" aria-hidden="true">
    ${renderKindIcon(kind)}${renderImage(image)}
  </span>`;

/** @param key finds the tile again, also where a product has several */
export const renderTile = (tile: ProductTile, key: string, choose: () => void) =>
  html`<li>
    <button class="tile tap" part="product" data-key=${key} @click=${choose}>
      ${renderArt(tile)}<span class="name" dir="auto">${tile.title}</span>
    </button>
  </li>`;

export const tileSkeleton = html`<li class="tile">
  <span class="avatar skeleton-shape"></span
  ><span class="name"><span class="skeleton-shape"></span></span>
</li>`;

export const tilesSkeleton = html`<ul class="tiles">
  ${Array.from({ length: 12 }, () => tileSkeleton)}
</ul>`;
