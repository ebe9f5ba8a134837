/** Events that several elements dispatch. All events of etalase bubble and cross shadow roots. */
import type { Category, SubCategory } from '../../open-api/categories.js';
import type { Product } from '../../open-api/products.js';
import type { ErrorCode } from '../../open-api/result.js';

/** Either a product or a category. */
type Selection =
  | { product: Product; category?: never }
  | { category: Category | SubCategory | null; product?: never };

/**
 * The shopper selected a product or a category; a `null` category means all. Cancelling it stops
 * the default: opening the product, or filtering by the category.
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

/** An element could not show all its data. With rows shown, `malformed` means dropped rows. */
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
