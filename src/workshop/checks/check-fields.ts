/** What can be said of a choice without asking anyone. */
import { isElement, type Choice, type Connection, type Design } from '../choice/choice.js';
import { mirrorOf, needsProxy } from '../code/snippet.js';
import type { Field, Finding } from './findings.js';

export const checkFields = ({ connection, design }: Choice): readonly Finding[] => [
  ...checkToken(connection),
  ...checkScript(connection.script),
  ...checkProxy(connection.proxy, design),
  ...checkHelp(design.attributes['help'] ?? ''),
  ...checkPieces(design),
];

/** A placeholder of somebody's guide: `TOKEN_TOKO`, `xxxxxxxx`, `{{token}}`, `<token>`. */
const isPlaceholder = (value: string): boolean =>
  /^[A-Z]+([_-][A-Z]+)+$/.test(value) || /^x{4,}$/i.test(value) || /\{\{|^<.*>$/.test(value);

/**
 * bukaOlshop says how neither of the two looks. What is sent as `Bearer`, LeuwongRR's tokens and a sandbox's
 * key are keys for certain; any other is known by the answer.
 */
const isKey = (value: string): boolean =>
  /^(bearer\s|authorization|closed-|lrr[sp]_v\d_)|api.?key/i.test(value);

/** The token of a whole address, as the owner's examples show it. */
export function tokenIn(pasted: string): string {
  const [, token] = /[?&]token=([^&#\s"']+)/.exec(pasted) ?? [];
  return (token ?? pasted).trim().replace(/^["']+|["',;]+$/g, '');
}

function checkToken({ token, api, proxy }: Connection): readonly Finding[] {
  const stop = (code: Finding['code']): Finding[] => [{ field: 'token', kind: 'stop', code }];
  if (token === '') {
    const isMirror = api !== '' && api === mirrorOf(proxy);
    return isMirror ? [] : [{ field: 'token', kind: 'todo', code: 'token-missing' }];
  }
  if (isKey(token)) return stop('token-is-key');
  return isPlaceholder(token) ? stop('token-placeholder') : [];
}

function checkScript(script: string): readonly Finding[] {
  if (script === '') return [{ field: 'script', kind: 'todo', code: 'script-missing' }];
  const found = checkAddress('script', script);
  if (found.some(({ kind }) => kind === 'stop')) return found;
  if (/\.js([?#]|$)/.test(script)) return found;
  return [...found, { field: 'script', kind: 'stop', code: 'script-path', fix: withFile(script) }];
}

const withFile = (script: string): string =>
  `${script.replace(/[?#].*$/, '').replace(/\/+$/, '')}${script.includes('/etalase') ? '' : '/etalase'}/latest.js`;

function checkProxy(proxy: string, { pieces }: Design): readonly Finding[] {
  if (proxy === '') {
    return needsProxy(pieces) ? [{ field: 'proxy', kind: 'todo', code: 'proxy-missing' }] : [];
  }
  const found = checkAddress('proxy', proxy);
  if (found.some(({ kind }) => kind === 'stop')) return found;
  const base = proxy
    .replace(/\/+$/, '')
    .replace(/\/(v1|open|etalase|callbacks|images|healthz)(\/.*)?$/, '');
  return base === proxy
    ? found
    : [...found, { field: 'proxy', kind: 'stop', code: 'proxy-path', fix: base }];
}

const checkHelp = (help: string): readonly Finding[] =>
  help === '' || help.startsWith('https://')
    ? []
    : [{ field: 'help', kind: 'stop', code: 'help-http' }];

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\]|[^.]+\.localhost)$/;

function checkAddress(field: Field, address: string): readonly Finding[] {
  if (isPlaceholder(address) || /ALAMAT-ANDA|PROKSI-ANDA|YOUR-/.test(address)) {
    return [{ field, kind: 'stop', code: 'address-placeholder' }];
  }
  const url = readUrl(address);
  if (url && LOCAL.test(url.hostname)) return [{ field, kind: 'hint', code: 'address-local' }];
  if (url?.protocol === 'https:') return [];
  if (url?.protocol === 'http:') {
    const fix = address.replace(/^http:/i, 'https:');
    return [{ field, kind: 'stop', code: 'address-http', fix }];
  }
  const host = readUrl(`https://${address}`)?.hostname ?? '';
  const fix = /\.(?!js$)[a-z]+$/.test(host) ? `https://${address}` : undefined;
  return [{ field, kind: 'stop', code: 'address-unreadable', ...(fix !== undefined && { fix }) }];
}

function readUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function checkPieces({ pieces }: Design): readonly Finding[] {
  const elements = pieces.filter(isElement);
  const missing = elements.filter(
    ({ tag, attributes }) => tag === 'etalase-product' && (attributes['product-id'] ?? '') === '',
  );
  const left = elements.flatMap(({ attributes }) =>
    Object.values(attributes).filter(isPlaceholder),
  );
  return [
    ...missing.map(() => ({ field: 'pieces', kind: 'todo', code: 'product-missing' }) as const),
    ...left.map(
      (subject) => ({ field: 'pieces', kind: 'stop', code: 'placeholder-left', subject }) as const,
    ),
  ];
}
