/** Reads the arguments of `fetch` as a call to one of the simulated upstreams. */
import {
  BASE_URLS,
  UPSTREAMS,
  type UpstreamCall,
  type UpstreamName,
} from '../upstreams/upstream.js';

export function readCall(
  url: string,
  init: RequestInit,
): { name: UpstreamName; call: UpstreamCall } {
  const name = UPSTREAMS.find((each) => url.startsWith(`${BASE_URLS[each]}/`));
  if (name === undefined) throw new Error(`No upstream has the URL ${url}.`);
  const { pathname, searchParams } = new URL(`http://any${url.slice(BASE_URLS[name].length)}`);
  return {
    name,
    call: {
      method: init.method ?? 'GET',
      path: pathname,
      query: searchParams,
      body: bodyOf(init.body),
      headers: headersOf(init.headers),
    },
  };
}

function bodyOf(body: RequestInit['body']): Readonly<Record<string, unknown>> {
  if (body instanceof URLSearchParams) return Object.fromEntries(body);
  const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : {};
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

const headersOf = (headers: RequestInit['headers'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
