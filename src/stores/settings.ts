/** Parses attributes into settings. Never fails: unusable values count as missing. */
import { text as readText } from '../open-api/lenient-fields.js';
import type { OpenApiSettings } from '../open-api/client.js';
import type { Shopper } from '../open-api/endpoint.js';
import type { Result } from '../open-api/result.js';
import { fail, ok } from '../open-api/result.js';

export type Language = 'id' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** One element's own attributes, unparsed; `null` or `''` for a missing one. */
export interface RawSettings {
  readonly token: string | null;
  readonly idUser: string | null;
  readonly tokenUser: string | null;
  readonly api: string | null;
  readonly proxy: string | null;
  readonly lang: string | null;
  readonly theme: string | null;
  readonly help: string | null;
  /** JSON: texts of the page's own, by name */
  readonly texts: string | null;
}

/** The proxy of purchases, and the shopper who buys. */
export interface PurchaseSettings {
  /** Base URL of the proxy without a trailing slash. */
  readonly proxy: string;
  readonly shopper: Shopper | null;
}

export interface Settings {
  readonly openApi: Result<OpenApiSettings>;
  /** Independent of `openApi`: a page may sell top-ups without showing the shop's products. */
  readonly purchase: Result<PurchaseSettings>;
  readonly language: Language;
  readonly theme: Theme;
  /** Where shoppers can ask the shop: an https address. */
  readonly help: string | null;
  readonly texts: Readonly<Record<string, string>>;
}

/** bukaOlshop Open API, "Main Endpoint" */
const OPEN_API = 'https://openapi.bukaolshop.net/v1';

/** Placeholders that the app has not filled in still contain `{{`, and count as missing. */
const attributeValue = (value: string | null | undefined): string | null => {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || trimmed.includes('{{') ? null : trimmed;
};

/** Settings until attributes are parsed. */
export const DEFAULT_SETTINGS: Settings = readSettings([], '');

/** @param chain the element's own attributes, then those of the shops around it, the nearest first */
export function readSettings(chain: readonly RawSettings[], base: string): Settings {
  const nearest = (key: keyof RawSettings): string | null =>
    chain.reduce<string | null>((found, each) => found ?? attributeValue(each[key]), null);
  const theme = nearest('theme');
  const shopper = readShopper(chain);
  const proxyAttribute = nearest('proxy');
  const proxy = proxyAttribute === null ? null : readHttpUrl(proxyAttribute, base);
  const help = readHttpUrl(nearest('help') ?? '', '');
  return {
    openApi: readOpenApi(nearest, base, shopper),
    purchase: proxy ? ok({ proxy, shopper }) : fail('settings'),
    language: nearest('lang')?.toLowerCase().startsWith('en') ? 'en' : 'id',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    help: help?.startsWith('https:') ? help : null,
    texts: readTexts(nearest('texts')),
  };
}

function readOpenApi(
  nearest: (key: keyof RawSettings) => string | null,
  base: string,
  shopper: Shopper | null,
): Result<OpenApiSettings> {
  const api = readHttpUrl(nearest('api') ?? OPEN_API, base);
  const token = nearest('token');
  if (api === null || (token === null && api === OPEN_API)) return fail('settings');
  return ok({ api, token, shopper });
}

/** Takes id and token from one element: they belong together. */
function readShopper(chain: readonly RawSettings[]): Shopper | null {
  const owner = chain.find((each) => attributeValue(each.idUser) ?? attributeValue(each.tokenUser));
  const id = attributeValue(owner?.idUser);
  const token = attributeValue(owner?.tokenUser);
  return id && token ? { id, token } : null;
}

/** An absolute http(s) URL without a trailing slash, or `null`. */
function readHttpUrl(value: string, base: string): string | null {
  try {
    const url = new URL(value, /^https?:/.test(base) ? base : undefined);
    return /^https?:$/.test(url.protocol) ? url.href.replace(/\/+$/, '') : null;
  } catch {
    return null;
  }
}

function readTexts(json: string | null): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(json ?? '{}');
    const texts = typeof parsed === 'object' && parsed ? Object.entries(parsed) : [];
    return Object.fromEntries(texts.map(([name, value]) => [name, readText.parse(value)]));
  } catch {
    return {};
  }
}
