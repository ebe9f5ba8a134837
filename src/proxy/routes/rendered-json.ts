/** Answers of public lists: JSON that is rendered once, with its ETag. */
import type { Context } from 'hono';
import { sha256 } from '../crypto/digest.js';
import type { ProxyEnv } from '../http/env.js';
import { jsonResponse, notModified } from '../http/etag.js';

export interface RenderedJson {
  readonly body: string;
  readonly etag: string;
}

export function renderJson(value: object): RenderedJson {
  const body = JSON.stringify(value);
  return { body, etag: `"${sha256(body)}"` };
}

/** @param maxAgeSeconds for which a browser may reuse the answer without another request */
export function respondWith(
  c: Context<ProxyEnv>,
  { body, etag }: RenderedJson,
  maxAgeSeconds: number,
  staleSeconds = maxAgeSeconds * 10,
): Response {
  const headers = {
    'Cache-Control': `public, max-age=${maxAgeSeconds}, stale-while-revalidate=${staleSeconds}`,
    ETag: etag,
  };
  return notModified(c, headers) ?? jsonResponse(body, headers);
}
