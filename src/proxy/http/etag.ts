import type { Context } from 'hono';

/** Weak comparison (RFC 9110, 13.1.2), since a server in between may have weakened the tag. */
export const matchesEtag = (ifNoneMatch = '', etag: string): boolean =>
  ifNoneMatch.trim() === '*' || Array.from(ifNoneMatch.matchAll(/"[^"]*"/g), String).includes(etag);

/** The 304 answer where the client has this version already; otherwise `null`. */
export const notModified = (
  c: Context,
  headers: Readonly<Record<string, string>> & { readonly ETag: string },
): Response | null =>
  matchesEtag(c.req.header('If-None-Match'), headers.ETag)
    ? new Response(null, { status: 304, headers })
    : null;

/** An answer whose JSON is already text. */
export const jsonResponse = (json: string, headers: Readonly<Record<string, string>>): Response =>
  new Response(json, { headers: { 'Content-Type': 'application/json', ...headers } });
