/** Hands a link on: by the phone's own sheet, or as a copy to paste. */

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** The only way to copy that WebViews without a clipboard have. */
interface OldDocument {
  execCommand?(command: 'copy'): boolean;
}

/** @param near where a helper may stand for a moment; in an open dialog nothing else takes focus */
export async function share(
  link: Link,
  near: Element,
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
  return (await copy(link.url, near)) ? 'copied' : 'failed';
}

/** @param near see `share` */
export async function copy(text: string, near: Element): Promise<boolean> {
  const browser: Partial<Pick<Navigator, 'clipboard'>> = navigator;
  try {
    if (browser.clipboard) {
      await browser.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Not allowed here, for instance without https.
  }
  return copyBySelection(text, near);
}

function copyBySelection(text: string, near: Element): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'hush';
  near.append(field);
  field.select();
  const old: OldDocument = document;
  const isCopied = old.execCommand?.('copy') ?? false;
  field.remove();
  return isCopied;
}
