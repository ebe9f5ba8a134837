/** What is different in bukaOlshop's app, an Android WebView. */

export const isInApp = (): boolean => navigator.userAgent.includes('; wv)');

/**
 * Payment pages and chats open other apps, which the app's WebView cannot do. This parameter makes the
 * app open the page in the phone's browser.
 */
export function leaveApp(link: string): string {
  if (!isInApp()) return link;
  const url = new URL(link);
  url.searchParams.set('bukaolshop_open_browser', 'true');
  return url.href;
}
