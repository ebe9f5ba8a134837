/** Events that several elements dispatch. They bubble and cross shadow roots, as all of etalase's do. */
import type { Category, SubCategory } from '../../open-api/categories.js';
import type { Product } from '../../open-api/products.js';
import type { ErrorCode } from '../../open-api/result.js';

/** One of the two, never both. */
type Selection =
  | { product: Product; category?: never }
  | { category: Category | SubCategory | null; product?: never };

/**
 * A product or a category was chosen (`null` category: all of them). Cancel it to do something
 * else than open the product or filter by the category.
 */
export class EtalaseSelectEvent extends Event {
  readonly product: Product | undefined;
  readonly category: Category | SubCategory | null | undefined;

  constructor({ product, category }: Selection) {
    super('etalase-select', { bubbles: true, composed: true, cancelable: true });
    this.product = product;
    this.category = category;
  }
}

/** An element could not show all it should. `malformed` beside shown rows: some were dropped. */
export class EtalaseErrorEvent extends Event {
  constructor(
    readonly code: ErrorCode,
    readonly element: HTMLElement,
  ) {
    super('etalase-error', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'etalase-select': EtalaseSelectEvent;
    'etalase-error': EtalaseErrorEvent;
  }
}
