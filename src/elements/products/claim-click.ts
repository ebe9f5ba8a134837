/** Decides whether a click on a product opens its details here, or is left to the link and the page. */
import type { Product } from '../../open-api/products.js';
import { EtalaseSelectEvent } from '../base/events.js';

/** Tells the page of the choice. @returns whether the details are to be opened */
export function claimClick(host: EventTarget, product: Product, click: Event): boolean {
  const isNewTab =
    click instanceof MouseEvent && (click.ctrlKey || click.metaKey || click.shiftKey);
  if (isNewTab) return false;
  const isAllowed = host.dispatchEvent(new EtalaseSelectEvent({ product }));
  if (isAllowed && click.defaultPrevented) return false;
  click.preventDefault();
  return isAllowed;
}
