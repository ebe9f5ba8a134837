import type { Context } from 'hono';

/** A path of this origin: no scheme, no host, no character that a browser would drop or turn round. */
const isOwnPath = (text: string): boolean => /^\/(?![/\\])[\x21-\x7e]*$/.test(text);

/** The path of the page that led here, where it is one of this origin. */
const refererPath = (c: Context): string => {
  const referer = c.req.header('Referer') ?? '';
  if (!URL.canParse(referer)) return '';
  const { host, pathname, search } = new URL(referer);
  return host === c.req.header('Host') ? pathname + search : '';
};

/** Where "Kembali ke toko" leads: to what `return` names, else to the page that led here. */
export const returnPath = (c: Context, wanted: string | undefined): string =>
  [wanted ?? '', refererPath(c)].find(isOwnPath) ?? '/';
