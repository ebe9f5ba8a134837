/** Copies a text, also where the clipboard is closed to pages: in an old app, or without https. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

function copyBySelection(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  // The only way where there is no clipboard for pages.
  const isCopied: unknown = Reflect.apply(Reflect.get(document, 'execCommand'), document, ['copy']);
  field.remove();
  if (isCopied !== true) throw new Error('the browser does not copy');
}
