/**
 * Renders a list by the designer's own `<template>` where the host has one as a child. The code for
 * that is loaded when such a template is first seen.
 */
import type { LitElement } from 'lit';
import type { OnSelect, TemplateItems } from './template-items.js';

export class DesignerTemplate<T extends object> {
  private items: TemplateItems<T> | undefined;

  constructor(private readonly host: LitElement) {}

  /** There is a template, but the code that renders it has not come yet. */
  get isLoading(): boolean {
    return this.element !== null && !this.items;
  }

  get element(): HTMLTemplateElement | null {
    return this.host.querySelector<HTMLTemplateElement>(':scope > template');
  }

  private async load(): Promise<void> {
    const { TemplateItems } = await import('./template-items.js');
    this.items ??= new TemplateItems<T>(this.host);
    this.host.requestUpdate();
  }

  /** Call it in `willUpdate`. Without a template it removes what an earlier one rendered. */
  render(rows: readonly T[], onSelect: OnSelect<T>): void {
    // Offline, the host's next update tries again.
    if (this.isLoading) this.load().catch(() => {});
    this.items?.render(this.element, rows, onSelect);
  }
}
