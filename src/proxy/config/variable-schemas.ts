/** A schema for each kind of variable: from its trimmed text to its value. */
import { isIP, isIPv4 } from 'node:net';
import { z } from 'zod';
import { readCatalogFile } from './catalog-file.js';
import { isLoopbackUrl } from './loopback.js';
import { FIGURE_RANGES, marginRules } from './margin-rules.js';
import type { Messages, NumberRange } from './messages.js';

export interface SigningKey {
  /** key id; the first key signs, all verify */
  readonly kid: string;
  /** at least `SIGNING_KEY_BYTES` bytes */
  readonly secret: Uint8Array;
}

/** All addresses whose first `prefixLength` bits are those of `address`. */
export interface IpNetwork {
  readonly address: string;
  readonly prefixLength: number;
  readonly family: 'ipv4' | 'ipv6';
}

export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Where notices are sent. */
export type NotifyChannel =
  | { readonly kind: 'telegram'; readonly token: string; readonly chat: string }
  | { readonly kind: 'webhook'; readonly url: string };

/** As long as the digest of HMAC-SHA256. */
export const SIGNING_KEY_BYTES = 32;

type Context = z.core.$RefinementCtx;

function fail(context: Context, ...messages: readonly string[]): never {
  for (const message of messages) context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Every kind of variable; `messages` describe its mistakes. */
export function createVariableSchemas(messages: Messages) {
  const text = z.string({ error: messages.missing });
  return {
    text,

    /** A key or token: what may stand in a header. */
    credential: text.regex(/^[\x21-\x7e]+$/, messages.credential),

    /** An address to listen on: an IP address, or a name of this machine. */
    host: text.refine((value) => isIP(value) !== 0 || isHostName(value), messages.host),

    number: (range: NumberRange) =>
      text.transform((value, context) => {
        const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
        const isWithin = number >= range.min && number <= range.max;
        if (isWithin && (!range.whole || Number.isInteger(number))) return number;
        return fail(context, messages.number(range));
      }),

    onOff: text
      .refine((value) => /^(on|off)$/.test(value), messages.onOff)
      .transform((value) => value === 'on'),

    /** A URL to which paths are added; without the slash at its end. */
    baseUrl: text.transform((value, context) => {
      const url = parseHttpUrl(value);
      if (!url || url.username || url.password || /[?#]/.test(value)) {
        return fail(context, messages.baseUrl);
      }
      if (url.protocol === 'http:' && !isLoopbackUrl(url.href)) {
        return fail(context, messages.plainHttp);
      }
      return url.href.replace(/\/+$/, '');
    }),

    /** A URL that is called as it is, its query included. */
    callUrl: text.transform((value, context) => {
      const url = parseCallUrl(value);
      if (!url) return fail(context, messages.callUrl);
      return isPrivate(url) ? url.href : fail(context, messages.plainHttp);
    }),

    /** `telegram:TOKEN:CHAT`, or the URL of a webhook. */
    notifyChannels: text.transform((value, context): readonly NotifyChannel[] => {
      const parts = splitList(value);
      const channels = parts.flatMap((part) => parseChannel(part) ?? []);
      return channels.length === parts.length ? channels : fail(context, messages.notifyChannels);
    }),

    /** `https://shop.example`, or `https://*.shops.example` for every name one label below. */
    origins: text.transform((value, context): readonly string[] => {
      const origins = splitList(value);
      return origins.every(isOrigin) ? origins : fail(context, messages.origins);
    }),

    /** `10.0.0.5`, or `10.0.0.0/8` for a whole network. */
    networks: text.transform((value, context): readonly IpNetwork[] => {
      const parts = splitList(value);
      const networks = parts.flatMap((part) => parseNetwork(part) ?? []);
      return networks.length === parts.length ? networks : fail(context, messages.networks);
    }),

    /** `kid:base64url,…` */
    signingKeys: text.transform((value, context): readonly [SigningKey, ...SigningKey[]] => {
      const parts = splitList(value);
      const [first, ...older] = parts.flatMap((part) => parseSigningKey(part) ?? []);
      if (!first || older.length + 1 < parts.length) return fail(context, messages.signingKeys);
      const keys = [first, ...older] as const;
      if (keys.some(({ secret }) => secret.length < SIGNING_KEY_BYTES)) {
        return fail(context, messages.shortKey(SIGNING_KEY_BYTES));
      }
      const isUnique = new Set(keys.map(({ kid }) => kid)).size === keys.length;
      return isUnique ? keys : fail(context, messages.repeatedKeyId);
    }),

    database: text.transform((value, context): DatabaseAddress => {
      if (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)) {
        return { kind: 'postgres', url: value };
      }
      const [, file] = /^file:(.+)$/.exec(value) ?? [];
      if (file === undefined) return fail(context, messages.database);
      return { kind: 'sqlite', file: file.replace(/^\/\/(?=\/)/, '') };
    }),

    /** The price rules, from the file that the variable names. */
    marginFile: (readText: (path: string) => string) =>
      text.transform((path, context) => {
        let json: unknown;
        try {
          json = JSON.parse(readText(path));
        } catch (error) {
          const isUnreadable = !(error instanceof SyntaxError);
          return fail(context, messages[isUnreadable ? 'marginUnreadable' : 'marginNotJson']);
        }
        const rules = marginRules.safeParse(json);
        if (rules.success) return rules.data;
        const mistakes = rules.error.issues.flatMap((issue) => describeMistake(issue, messages));
        return fail(context, ...new Set(mistakes));
      }),

    /** The operator's catalogue, from the file that the variable names. */
    catalogFile: (readText: (path: string) => string) =>
      text.transform((path, context) => {
        let fileText: string;
        try {
          fileText = readText(path);
        } catch {
          return fail(context, messages.catalogUnreadable);
        }
        const read = readCatalogFile(fileText, messages.catalogMistakes);
        if (read.kind === 'read') return read.file;
        const sentences = read.mistakes.map((mistake) =>
          messages.catalogMistake(mistake, mistake.path, mistake.text),
        );
        return fail(context, ...new Set(sentences));
      }),
  };
}

const splitList = (text: string): string[] =>
  text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

const isHostName = (text: string): boolean => /^[a-z\d]([a-z\d.-]{0,252})$/i.test(text);

function parseHttpUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

function isOrigin(text: string): boolean {
  const sample = text.replace('://*.', '://star.');
  const url = parseHttpUrl(sample);
  const isSecure = url?.protocol === 'https:' || (url !== null && isLoopbackUrl(sample));
  return !sample.includes('*') && url?.origin === sample && isSecure;
}

function parseNetwork(text: string): IpNetwork | null {
  const [, address = '', prefix] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const maxPrefixLength = family === 'ipv4' ? 32 : 128;
  const prefixLength = prefix === undefined ? maxPrefixLength : Number(prefix);
  // A prefix of length 0 would trust every client.
  const isValid = isIP(address) !== 0 && prefixLength >= 1 && prefixLength <= maxPrefixLength;
  return isValid ? { address, prefixLength, family } : null;
}

function parseCallUrl(text: string): URL | null {
  const url = parseHttpUrl(text);
  return url && !url.username && !url.password && !text.includes('#') ? url : null;
}

const isPrivate = ({ protocol, href }: URL): boolean =>
  protocol === 'https:' || isLoopbackUrl(href);

/** A bot's token holds a colon itself: `123456:ABC-…`. */
const TELEGRAM = /^telegram:([\w:-]+):(-?\d+|@\w{4,})$/;

function parseChannel(text: string): NotifyChannel | null {
  const [, token, chat] = TELEGRAM.exec(text) ?? [];
  if (token !== undefined && chat !== undefined) return { kind: 'telegram', token, chat };
  const url = parseCallUrl(text);
  return url && isPrivate(url) ? { kind: 'webhook', url: url.href } : null;
}

function parseSigningKey(text: string): SigningKey | null {
  const [, kid, encoded] = /^([\w.-]{1,64}):([\w-]+)=*$/.exec(text) ?? [];
  if (kid === undefined || encoded === undefined) return null;
  return { kid, secret: new Uint8Array(Buffer.from(encoded, 'base64url')) };
}

/** One text for each mistake in the margin's file, with its place. */
function describeMistake(issue: z.core.$ZodIssue, messages: Messages): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      messages.marginMistake(formatPlace([...issue.path, key]), messages.marginUnknownWord),
    );
  }
  return [messages.marginMistake(formatPlace(issue.path), describeExpected(issue, messages))];
}

function describeExpected(issue: z.core.$ZodIssue, messages: Messages): string {
  const isGroup = issue.code === 'invalid_type' && /^(object|record)$/.test(issue.expected);
  if (isGroup) return messages.marginGroup;
  switch (issue.path.at(-1)) {
    case 'percent':
      return messages.marginPercent(FIGURE_RANGES.percent);
    case 'fixed':
      return messages.marginFigure(FIGURE_RANGES.fixed);
    case 'round':
      return messages.marginFigure(FIGURE_RANGES.round);
    default:
      return messages.marginGroup;
  }
}

/** `providers.snapcart.percent`, on one line; `null` for the file's top. */
const formatPlace = (path: readonly PropertyKey[]): string | null =>
  path.length === 0
    ? null
    : path
        .map(String)
        .join('.')
        .replaceAll(/[^\x20-\x7e]/g, '?');
