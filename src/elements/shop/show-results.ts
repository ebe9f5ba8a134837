/** Brings what a shopper has just searched for, or the products of a category, into view. */
import type { ProductFilter } from '../../stores/product-filter.js';
import { reducedMotionQuery } from '../controllers/reduced-motion.js';

/** @param storefront the root of the whole shop, which has a search box that sticks to the top */
export function showResults(
  storefront: DocumentFragment | HTMLElement,
  { category, search }: ProductFilter,
  before: ProductFilter,
): void {
  const find = (tag: string) => storefront.querySelector<HTMLElement>(tag);
  const [box, categories, products] = ['search', 'categories', 'products'].map((name) =>
    find(`etalase-${name}`),
  );
  if (!box || !categories || !products) return;
  const topBelowBox = (element: Element) =>
    element.getBoundingClientRect().top - box.getBoundingClientRect().bottom;
  const isFar = (distance: number) => distance < 0 || distance > innerHeight / 2;
  if (search !== before.search) {
    const whole = find('.storefront');
    if (search && whole && whole.getBoundingClientRect().top < 0) whole.scrollIntoView();
  } else if (category !== before.category && isFar(topBelowBox(products))) {
    // The categories stay in view where there is room: the shopper may want another one.
    const gap = topBelowBox(products) - topBelowBox(categories);
    const target = isFar(gap) ? products : categories;
    target.style.scrollMarginTop = `${box.offsetHeight}px`;
    const behavior = reducedMotionQuery().matches ? 'auto' : 'smooth';
    target.scrollIntoView({ behavior });
  }
}
