/** How each kind of setting is written. `null` where the variable is not set. */
import { isIP, isIPv4 } from 'node:net';
import { marginRules, type MarginRules } from '../quote/margin.js';
import type { IpNetwork, Settings, SigningKey } from './settings.js';

export interface Variable {
  readonly name: string;
  readonly text: string | null;
}

/** A setting that is missing or malformed: one sentence that names it, without its value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** bytes; as long as the digest of HMAC-SHA256 */
const MIN_KEY_BYTES = 32;

export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}

/** An address to which paths are added; without the slash at its end. */
export function baseUrl({ name, text }: Variable): string | null {
  if (text === null) return null;
  const url = parseHttpUrl(text);
  if (!url || url.username || url.password || /[?#]/.test(text)) {
    throw new SettingsError(
      `${name} must be an https address without credentials, query or fragment.`,
    );
  }
  if (url.protocol === 'http:' && !isLoopbackUrl(url.href)) {
    throw new SettingsError(`${name} must be https; plain http goes only to loopback.`);
  }
  return url.href.replace(/\/+$/, '');
}

function parseHttpUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

/** What can be listened on: an IP address, or a name of this machine. */
export function hostOf({ name, text }: Variable): string | null {
  if (text !== null && !isIP(text) && !/^[a-z\d]([a-z\d.-]{0,252})$/i.test(text)) {
    throw new SettingsError(`${name} must be an IP address or a host name, without a port.`);
  }
  return text;
}

/** A key or token: what may stand in a header. */
export function credential({ name, text }: Variable): string | null {
  if (text !== null && !/^[\x21-\x7e]+$/.test(text)) {
    throw new SettingsError(`${name} must be one word of printable ASCII letters.`);
  }
  return text;
}

export function numberOf(
  { name, text }: Variable,
  { min, max, whole = false }: { min: number; max: number; whole?: boolean },
): number | null {
  if (text === null) return null;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
    throw new SettingsError(
      `${name} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`,
    );
  }
  return value;
}

/** `https://shop.example`, or `https://*.shops.example` for every name one label below. */
export function originsOf({ name, text }: Variable): readonly string[] | null {
  if (text === null) return null;
  const origins = listOf(text);
  for (const origin of origins) {
    const sample = origin.replace('://*.', '://star.');
    const url = parseHttpUrl(sample);
    if (
      sample.includes('*') ||
      url?.origin !== sample ||
      (url.protocol === 'http:' && !isLoopbackUrl(sample))
    ) {
      throw new SettingsError(
        `${name} must be origins joined by commas, such as https://toko.example or https://*.bukaolshop.site.`,
      );
    }
  }
  return origins;
}

/** `10.0.0.5`, or `10.0.0.0/8` for all that begin like it. */
export function networksOf({ name, text }: Variable): readonly IpNetwork[] | null {
  if (text === null) return null;
  return listOf(text).map((part): IpNetwork => {
    const [, address = '', given] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(part) ?? [];
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    const maxPrefixLength = family === 'ipv4' ? 32 : 128;
    const prefixLength = given === undefined ? maxPrefixLength : Number(given);
    // A prefix of nothing would trust everybody who asks.
    if (isIP(address) === 0 || prefixLength < 1 || prefixLength > maxPrefixLength) {
      throw new SettingsError(
        `${name} must be IP addresses or networks joined by commas, such as 10.0.0.5 or 10.0.0.0/8.`,
      );
    }
    return { address, prefixLength, family };
  });
}

/** `kid:base64url,…` */
export function signingKeysOf({ name, text }: Variable): Settings['signingKeys'] | null {
  if (text === null) return null;
  const keys = listOf(text).map((part): SigningKey => {
    const [, kid, encoded] = /^([\w.-]{1,64}):([\w-]+)=*$/.exec(part) ?? [];
    if (kid === undefined || encoded === undefined) {
      throw new SettingsError(
        `${name} must be signing keys as kid:base64url, joined by commas; \`etalase keys\` makes one.`,
      );
    }
    const secret = new Uint8Array(Buffer.from(encoded, 'base64url'));
    if (secret.length < MIN_KEY_BYTES) {
      throw new SettingsError(`${name} holds a key of less than ${MIN_KEY_BYTES} bytes.`);
    }
    return { kid, secret };
  });
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new SettingsError(`${name} holds two keys of one name.`);
  }
  const [first, ...older] = keys;
  return first ? [first, ...older] : null;
}

export function databaseOf({ name, text }: Variable): Settings['database'] | null {
  if (text === null) return null;
  if (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)) {
    return { kind: 'postgres', url: text };
  }
  const [, file] = /^file:(.+)$/.exec(text) ?? [];
  if (file !== undefined) return { kind: 'sqlite', file: file.replace(/^\/\/(?=\/)/, '') };
  throw new SettingsError(`${name} must be file:… (SQLite) or postgres://… (PostgreSQL).`);
}

/** The price rules, from the file that the variable names. */
export function marginOf(
  { name, text }: Variable,
  readText: (path: string) => string,
): MarginRules | null {
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(readText(text));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new SettingsError(`${name} names a file that ${why}.`);
  }
  const rules = marginRules.safeParse(json);
  if (rules.success) return rules.data;
  const [issue] = rules.error.issues;
  const place = issue?.path.length ? issue.path.join('.') : 'its top';
  throw new SettingsError(
    `${name} names a file with a mistake at ${place}: ${issue?.message ?? 'unknown'}.`,
  );
}

const listOf = (text: string): string[] =>
  text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
