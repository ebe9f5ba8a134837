/** Shares a link or a text by the system's share sheet, or copies it. */

export type Shared =
  | { readonly title: string; readonly url: string }
  | { readonly title: string; readonly text: string };

export type ShareOutcome = 'shared' | 'copied' | 'cancelled' | 'failed';

/** WebViews without `navigator.clipboard` can only copy by this. */
interface LegacyDocument {
  execCommand?(command: 'copy'): boolean;
}

/**
 * @param container holds a temporary field; it must be inside a dialog that is open
 * @param copied what is copied where nothing can be shared
 */
export async function share(
  shared: Shared,
  container: Element,
  copied = 'url' in shared ? shared.url : shared.text,
): Promise<ShareOutcome> {
  // The types promise these APIs, but old WebViews lack them.
  const browser: Partial<Pick<Navigator, 'share'>> = navigator;
  if (browser.share) {
    try {
      await browser.share(shared);
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  return (await copy(copied, container)) ? 'copied' : 'failed';
}

/** @param container see `share` */
export async function copy(text: string, container: Element): Promise<boolean> {
  const browser: Partial<Pick<Navigator, 'clipboard'>> = navigator;
  try {
    if (browser.clipboard) {
      await browser.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Not permitted, for example without https.
  }
  return copyBySelection(text, container);
}

function copyBySelection(text: string, container: Element): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'visually-hidden';
  container.append(field);
  field.select();
  const legacyDocument: LegacyDocument = document;
  const isCopied = legacyDocument.execCommand?.('copy') ?? false;
  field.remove();
  return isCopied;
}
