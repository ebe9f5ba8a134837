/** Hands a link on: by the phone's own sheet, or as a copy to paste. */

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** The only way to copy that WebViews without a clipboard have. */
interface LegacyDocument {
  execCommand?(command: 'copy'): boolean;
}

/** @param container where a helper may stand for a moment; in an open dialog nothing else takes focus */
export async function share(
  link: Link,
  container: Element,
): Promise<'shared' | 'copied' | 'cancelled' | 'failed'> {
  // Old WebViews have none of what the types say that all browsers have.
  const browser: Partial<Pick<Navigator, 'share'>> = navigator;
  if (browser.share) {
    try {
      await browser.share(link);
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    }
  }
  return (await copy(link.url, container)) ? 'copied' : 'failed';
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
    // Not allowed here, for instance without https.
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
