/** Decides whether a click on a product opens its details, or stays with the link and the page. */
import type { Product } from '../../open-api/products.js';
import { EtalaseSelectEvent } from '../base/events.js';

/** Dispatches `etalase-select`. @returns whether to open the details */
export function claimClick(host: EventTarget, product: Product, click: Event): boolean {
  const isNewTab =
    click instanceof MouseEvent && (click.ctrlKey || click.metaKey || click.shiftKey);
  if (isNewTab) return false;
  const isAllowed = host.dispatchEvent(new EtalaseSelectEvent({ product }));
  if (isAllowed && click.defaultPrevented) return false;
  click.preventDefault();
  return isAllowed;
}
