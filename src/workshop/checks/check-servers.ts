/** Asks the shop and its servers, each once, whether they would answer the page. */
import type { Platform } from '../../open-api/platform.js';
import { send } from '../../open-api/send.js';
import type { ErrorCode } from '../../open-api/result.js';
import { listOf } from '../../open-api/endpoint.js';
import type { Connection } from '../choice/choice.js';
import { isPlainScript } from '../code/snippet.js';
import type { Finding, FindingCode } from './findings.js';

/** bukaOlshop Open API, "Main Endpoint" */
export const OPEN_API = 'https://openapi.bukaolshop.net/v1';

const TOKEN_FINDINGS: Readonly<Partial<Record<ErrorCode, FindingCode>>> = {
  unauthorized: 'token-refused',
  forbidden: 'token-refused',
  rejected: 'token-refused',
  quota: 'token-quota',
  offline: 'token-unreachable',
  timeout: 'token-unreachable',
};

/** Counts as one request of the shop's quota, the only one of the workshop itself. */
export async function askShop(
  platform: Platform,
  { token, api }: Pick<Connection, 'token' | 'api'>,
  signal: AbortSignal,
): Promise<Finding> {
  const query = { ...(token !== '' && { token }), page: '1', total_data: '10' };
  const base = (api === '' ? OPEN_API : api).replace(/\/+$/, '');
  const answer = await send(platform, base, '/app/produk', query, signal);
  if (!answer.ok) {
    const code = TOKEN_FINDINGS[answer.code] ?? 'token-strange';
    const isOnlyHint = code === 'token-quota' || code === 'token-unreachable';
    return { field: 'token', kind: isOnlyHint ? 'hint' : 'stop', code };
  }
  const { value } = answer;
  const data = typeof value === 'object' && value && 'data' in value ? value.data : undefined;
  if (data === undefined) return { field: 'token', kind: 'stop', code: 'token-strange' };
  const isEmpty = !data || listOf(data)?.length === 0;
  return isEmpty
    ? { field: 'token', kind: 'hint', code: 'token-empty-shop' }
    : { field: 'token', kind: 'good', code: 'token-works' };
}

type Fetch = Platform['fetch'];

/** A module script of another host needs a header; a plain one does not. */
export async function askScript(
  fetch: Fetch,
  script: string,
  signal: AbortSignal,
): Promise<Finding> {
  const tell = (kind: Finding['kind'], code: FindingCode, subject?: string): Finding => ({
    field: 'script',
    kind,
    code,
    ...(subject !== undefined && { subject }),
  });
  const answer = await ask(fetch, script, signal);
  if (answer === 'unreachable') return tell('stop', 'script-unreachable');
  if (answer === 'unreadable') {
    return isPlainScript(script) ? tell('good', 'script-works') : tell('stop', 'script-no-cors');
  }
  if (!answer.ok) return tell('stop', 'script-not-there', String(answer.status));
  const type = answer.headers.get('Content-Type') ?? '';
  if (!/javascript|ecmascript/i.test(type)) return tell('stop', 'script-not-a-script');
  // To this page of the same host the script answers without the header as well.
  const isForAll = answer.type !== 'basic' || answer.headers.has('Access-Control-Allow-Origin');
  return isForAll || isPlainScript(script)
    ? tell('good', 'script-works')
    : tell('stop', 'script-no-cors');
}

export async function askProxy(fetch: Fetch, proxy: string, signal: AbortSignal): Promise<Finding> {
  const tell = (kind: Finding['kind'], code: FindingCode): Finding => ({
    field: 'proxy',
    kind,
    code,
  });
  const base = proxy.replace(/\/+$/, '');
  const answer = await ask(fetch, `${base}/v1/shelf`, signal);
  if (answer === 'unreachable') return tell('stop', 'proxy-unreachable');
  if (answer === 'unreadable' || answer.status === 403) return tell('hint', 'proxy-refuses-page');
  const isJson = /json/i.test(answer.headers.get('Content-Type') ?? '');
  return isJson && answer.status !== 404
    ? tell('good', 'proxy-works')
    : tell('stop', 'proxy-not-a-proxy');
}

/** A request without CORS tells a server that does not answer from one that does not let pages read. */
async function ask(
  fetch: Fetch,
  url: string,
  signal: AbortSignal,
): Promise<Response | 'unreadable' | 'unreachable'> {
  try {
    return await fetch(url, { credentials: 'omit', cache: 'no-cache', signal });
  } catch {
    return fetch(url, { mode: 'no-cors', credentials: 'omit', signal }).then(
      () => 'unreadable',
      () => 'unreachable',
    );
  }
}
