/** The address behind "Hubungi penjual". */
import { leaveApp } from './in-app.js';

/**
 * @param help the shop's https address for questions
 * @param text what the shopper would write; only WhatsApp's links can hold it
 */
export function helpLink(help: string, text: string): string {
  const url = new URL(help);
  const isWhatsApp = url.hostname === 'wa.me';
  const ownText = url.searchParams.get('text');
  if (isWhatsApp && text !== '') {
    url.searchParams.set('text', ownText ? `${ownText}\n${text}` : text);
  }
  // A chat opens another app. A page of the shop itself stays, for it needs the shopper's login.
  const link = url.host === location.host ? url.href : leaveApp(url.href);
  // WhatsApp shows a plus sign as it is.
  return isWhatsApp ? link.replace(/\?.*/, (query) => query.replace(/\+/g, '%20')) : link;
}
