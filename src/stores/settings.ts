/** Settings as a page's attributes give them, read into something that can be trusted. */
import { text as readText } from '../open-api/lenient-fields.js';
import type { OpenApiSettings } from '../open-api/client.js';
import type { Shopper } from '../open-api/endpoint.js';
import type { Result } from '../open-api/result.js';
import { fail, ok } from '../open-api/result.js';

export type Language = 'id' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** One element's own attributes, unread. `null` or `''` where it has none. */
export interface RawSettings {
  readonly token: string | null;
  readonly idUser: string | null;
  readonly tokenUser: string | null;
  readonly api: string | null;
  readonly proxy: string | null;
  readonly lang: string | null;
  readonly theme: string | null;
  /** JSON: texts of the page's own, by name */
  readonly texts: string | null;
}

/** Where purchases go, and whose they are. */
export interface PurchaseSettings {
  /** Base address of the purchase proxy without a slash at its end. */
  readonly proxy: string;
  readonly shopper: Shopper | null;
}

export interface Settings {
  readonly openApi: Result<OpenApiSettings>;
  /** Needs no Open API: a page may sell without showing the shop's products. */
  readonly purchase: Result<PurchaseSettings>;
  readonly language: Language;
  readonly theme: Theme;
  readonly texts: Readonly<Record<string, string>>;
}

/** Before any have been read. */
export const DEFAULT_SETTINGS: Settings = {
  openApi: fail('settings'),
  purchase: fail('settings'),
  language: 'id',
  theme: 'auto',
  texts: {},
};

/** bukaOlshop Open API, "Main Endpoint" */
const OPEN_API = 'https://openapi.bukaolshop.net/v1';

/** A placeholder that the app did not fill in still holds `{{`: it counts as nothing. */
const attributeValue = (value: string | null | undefined): string | null => {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || trimmed.includes('{{') ? null : trimmed;
};

/** Settings of an element: its own before those of the shops around it, the nearest first. */
export function readSettings(chain: readonly RawSettings[], base: string): Settings {
  const nearest = (key: keyof RawSettings): string | null =>
    chain.reduce<string | null>((found, each) => found ?? attributeValue(each[key]), null);
  const theme = nearest('theme');
  const shopper = readShopper(chain);
  const proxyAttribute = nearest('proxy');
  const proxy = proxyAttribute === null ? null : readHttpUrl(proxyAttribute, base);
  return {
    openApi: readOpenApi(nearest, base, shopper),
    purchase: proxy ? ok({ proxy, shopper }) : fail('settings'),
    language: nearest('lang')?.toLowerCase().startsWith('en') ? 'en' : 'id',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
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

/** Id and token belong together: they are taken from one element, never mixed. */
function readShopper(chain: readonly RawSettings[]): Shopper | null {
  const owner = chain.find((each) => attributeValue(each.idUser) ?? attributeValue(each.tokenUser));
  const id = attributeValue(owner?.idUser);
  const token = attributeValue(owner?.tokenUser);
  return id && token ? { id, token } : null;
}

/** An absolute http(s) address without a slash at its end, or `null`. */
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
