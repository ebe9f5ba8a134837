/** Opens one of our elements in a sheet over the page. */
import type { LitElement } from 'lit';
import type { RawSettings } from '../../stores/settings.js';
import { ensureDefined } from '../base/lazy-define.js';

export interface SheetContent {
  /** the element in the sheet; it is loaded while the sheet is open already */
  readonly tag: string;
  readonly heading: string;
  /** properties of that element */
  readonly properties?: object;
}

/**
 * Rejects when the sheet's file cannot be loaded.
 *
 * @param host holds the sheet in its shadow root, and gets the focus back
 * @param settings the host's own attributes, for a host without a shop around it
 */
export async function openSheet(
  host: LitElement,
  { lang, ...settings }: RawSettings,
  { tag, heading, properties }: SheetContent,
): Promise<void> {
  await ensureDefined('etalase-sheet');
  // A second tap while the file was loading must not open a second sheet.
  if (!host.isConnected || host.renderRoot.querySelector('etalase-sheet')) return;
  const own = { ...settings, ...(lang !== null && { lang }) };
  const sheet = Object.assign(document.createElement('etalase-sheet'), own, { heading, tag });
  const content = Object.assign(document.createElement(tag), own, properties);
  const header = document.createElement('i');
  header.slot = 'header';
  content.append(header);
  sheet.append(content);
  host.renderRoot.append(sheet);
}
