/**
 * Renders rows by a designer's `<template>`. The copies are children of the element in the light DOM,
 * so that the page's styles reach them, and are bound to field names of the Open API.
 *
 * `data-text`, `data-src`, `data-href`, `data-price` and `data-if` name a field. Values are set as
 * text or as http(s) URLs, never as markup.
 */
import { formatRupiah } from '../../texts/format.js';

export type OnSelect<T> = (row: T, event: Event) => void;

const ITEM_ATTRIBUTE = 'data-etalase-item';

export class TemplateItems<T extends object> {
  private renderedRows: readonly T[] = [];
  private clones: Element[][] = [];
  private source: HTMLTemplateElement | null = null;

  constructor(private readonly host: HTMLElement) {}

  private clear(): void {
    this.clones.splice(0).forEach(remove);
    this.renderedRows = [];
  }

  private clone(template: HTMLTemplateElement, row: T, onSelect: OnSelect<T>): Element[] {
    const fragment = document.importNode(template.content, true);
    for (const element of Array.from(fragment.querySelectorAll<HTMLElement>('*'))) {
      bind(element, row);
    }
    const roots = Array.from(fragment.children);
    for (const root of roots) {
      root.setAttribute(ITEM_ATTRIBUTE, '');
      root.addEventListener('click', (event) => {
        const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
        // The designer's own links are followed; `data-href` is the row's link, and selects it.
        if (!link || link.hasAttribute('data-href')) onSelect(row, event);
      });
    }
    return roots;
  }

  /** Updates the copies to `rows`. Copies before the first changed row are reused. */
  render(template: HTMLTemplateElement | null, rows: readonly T[], onSelect: OnSelect<T>): void {
    if (template !== this.source) this.clear();
    this.source = template;
    if (!template || rows === this.renderedRows) return;
    let unchangedCount = 0;
    while (
      unchangedCount < rows.length &&
      rows[unchangedCount] === this.renderedRows[unchangedCount]
    )
      unchangedCount++;
    this.clones.splice(unchangedCount).forEach(remove);
    for (const row of rows.slice(unchangedCount)) {
      const clone = this.clone(template, row, onSelect);
      this.clones.push(clone);
      this.host.append(...clone);
    }
    this.renderedRows = rows;
  }
}

const remove = (copy: readonly Element[]) => copy.forEach((element) => element.remove());

function fieldOf(row: object, name: string): unknown {
  return Object.entries(row).find(([key]) => key === name)?.[1];
}

/** Rows in a row, such as sub-categories, have no text. */
const asText = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(asText).filter(Boolean).join(', ')
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : '';

const asAddress = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && /^https?:\/\//i.test(first) ? first : null;
};

const hasValue = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value);

function bind(element: HTMLElement, row: object): void {
  const { text, src, href, price, if: condition } = element.dataset;
  if (condition !== undefined && !hasValue(fieldOf(row, condition))) {
    element.remove();
    return;
  }
  if (text !== undefined) element.textContent = asText(fieldOf(row, text));
  if (price !== undefined) {
    const amount = fieldOf(row, price);
    element.textContent = typeof amount === 'number' ? formatRupiah(amount) : '';
  }
  if (src !== undefined) setAddress(element, 'src', fieldOf(row, src));
  if (href !== undefined) setAddress(element, 'href', fieldOf(row, href));
}

function setAddress(element: HTMLElement, attribute: 'src' | 'href', value: unknown): void {
  const address = asAddress(value);
  if (address === null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, address);
}
