/** The settings that the proxy runs with, read from the environment and true from then on. */
import { readFileSync } from 'node:fs';
import type { MarginRules } from '../quote/margin.js';
import {
  baseUrl,
  credential,
  databaseOf,
  hostOf,
  isLoopbackUrl,
  marginOf,
  networksOf,
  numberOf,
  originsOf,
  SettingsError,
  signingKeysOf,
  type Variable,
} from './settings-values.js';

export { SettingsError };

export interface SigningKey {
  /** key id; the first key signs, all verify */
  readonly kid: string;
  /** at least 32 bytes */
  readonly secret: Uint8Array;
}

/** All addresses whose first `prefixLength` are those of `address`. */
export interface IpNetwork {
  readonly address: string;
  readonly prefixLength: number;
  readonly family: 'ipv4' | 'ipv6';
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** without a slash at its end; what DPoP proofs name, and providers call back */
  readonly publicUrl: string;
  /** `https://shop.example`, or with one star for a label: `https://*.bukaolshop.site` */
  readonly origins: readonly string[];
  /** web servers in front, whose word on who asks is believed */
  readonly trustedProxies: readonly IpNetwork[];
  readonly signingKeys: readonly [SigningKey, ...SigningKey[]];
  readonly database:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string };
  readonly margin: MarginRules;
  /** ms between two looks at an order, at first */
  readonly pollMs: number;
  /** a factor on every waiting window of the order machine */
  readonly patience: number;
  readonly bukaolshop: {
    readonly token: string;
    readonly apiKey: string;
    /** `null`: callbacks of bukaOlshop are refused */
    readonly callbackSecret: string | null;
    readonly openUrl: string;
    readonly closedUrl: string;
  };
  /** A provider without its key is off. */
  readonly lapakgaming: { readonly apiKey: string; readonly url: string } | null;
  readonly snapcart: { readonly apiKey: string; readonly url: string } | null;
  readonly leuwongrr: { readonly token: string; readonly url: string } | null;
}

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** As the owners document them; Snapcart names none. */
const DEFAULT_URLS = {
  open: 'https://openapi.bukaolshop.net/v1',
  closed: 'https://bukaolshop.net/api/v1',
  lapakgaming: 'https://www.lapakgaming.com',
  leuwongrr: 'https://leuwongrr.online/api/v1',
};

/** Where the web server in front runs, unless told otherwise. */
const LOOPBACK: readonly IpNetwork[] = [
  { address: '127.0.0.0', prefixLength: 8, family: 'ipv4' },
  { address: '::1', prefixLength: 128, family: 'ipv6' },
];

/**
 * Reads the settings.
 *
 * @param readText reads the file that `ETALASE_MARGIN` names
 * @throws SettingsError whose message is one sentence that names the variable, and never its value
 */
export function readSettings(
  env: EnvironmentVariables,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Settings {
  /** An empty variable is one that is not set. */
  const variable = (name: string): Variable => ({ name, text: env[name]?.trim() || null });

  const host = hostOf(variable('ETALASE_HOST')) ?? '127.0.0.1';
  const port = numberOf(variable('ETALASE_PORT'), { min: 0, max: 65_535, whole: true }) ?? 8787;
  const upstreams = {
    bukaolshop: {
      token: required(credential(variable('BUKAOLSHOP_TOKEN')), 'BUKAOLSHOP_TOKEN'),
      apiKey: required(credential(variable('BUKAOLSHOP_API_KEY')), 'BUKAOLSHOP_API_KEY'),
      callbackSecret: variable('BUKAOLSHOP_CALLBACK_SECRET').text,
      openUrl: baseUrl(variable('BUKAOLSHOP_OPEN_URL')) ?? DEFAULT_URLS.open,
      closedUrl: baseUrl(variable('BUKAOLSHOP_CLOSED_URL')) ?? DEFAULT_URLS.closed,
    },
    lapakgaming: lapakgamingOf(variable),
    snapcart: snapcartOf(variable),
    leuwongrr: leuwongrrOf(variable),
  };
  const isSandboxed = upstreamUrls(upstreams).every(isLoopbackUrl);

  return {
    host,
    port,
    publicUrl: baseUrl(variable('ETALASE_PUBLIC_URL')) ?? `http://127.0.0.1:${port}`,
    origins: originsOf(variable('ETALASE_ORIGINS')) ?? ['https://*.bukaolshop.site'],
    trustedProxies: networksOf(variable('ETALASE_TRUSTED_PROXIES')) ?? LOOPBACK,
    signingKeys: required(signingKeysOf(variable('ETALASE_SIGNING_KEYS')), 'ETALASE_SIGNING_KEYS'),
    database: databaseOf(variable('DATABASE_URL')) ?? { kind: 'sqlite', file: './etalase.db' },
    margin: marginOf(variable('ETALASE_MARGIN'), readText) ?? {},
    pollMs: numberWithLiveMinimum(
      'ETALASE_POLL_MS',
      { defaultValue: 5_000, min: 1, max: 900_000, whole: true },
      1_000,
    ),
    patience: numberWithLiveMinimum(
      'ETALASE_PATIENCE',
      { defaultValue: 1, min: 0.000_01, max: 10 },
      1,
    ),
    ...upstreams,
  };

  /** A number that must not be below `liveMinimum` where a live upstream would feel it. */
  function numberWithLiveMinimum(
    name: string,
    range: { defaultValue: number; min: number; max: number; whole?: boolean },
    liveMinimum: number,
  ): number {
    const value = numberOf(variable(name), range) ?? range.defaultValue;
    if (value < liveMinimum && !isSandboxed) {
      throw new SettingsError(
        `${name} may be below ${liveMinimum} only while every upstream is on loopback.`,
      );
    }
    return value;
  }
}

type ReadVariable = (name: string) => Variable;

function lapakgamingOf(variable: ReadVariable): Settings['lapakgaming'] {
  const url = baseUrl(variable('LAPAKGAMING_URL')) ?? DEFAULT_URLS.lapakgaming;
  const apiKey = credential(variable('LAPAKGAMING_API_KEY'));
  return apiKey === null ? null : { apiKey, url };
}

function snapcartOf(variable: ReadVariable): Settings['snapcart'] {
  const url = baseUrl(variable('SNAPCART_URL'));
  const apiKey = credential(variable('SNAPCART_API_KEY'));
  if (apiKey === null) return null;
  if (url === null) {
    throw new SettingsError('SNAPCART_URL is needed beside SNAPCART_API_KEY, its prefix included.');
  }
  return { apiKey, url };
}

function leuwongrrOf(variable: ReadVariable): Settings['leuwongrr'] {
  const url = baseUrl(variable('LEUWONGRR_URL')) ?? DEFAULT_URLS.leuwongrr;
  const token = credential(variable('LEUWONGRR_TOKEN'));
  return token === null ? null : { token, url };
}

function upstreamUrls({
  bukaolshop,
  lapakgaming,
  snapcart,
  leuwongrr,
}: Pick<Settings, 'bukaolshop' | 'lapakgaming' | 'snapcart' | 'leuwongrr'>): string[] {
  const providers = [lapakgaming, snapcart, leuwongrr].flatMap((each) => (each ? [each.url] : []));
  return [bukaolshop.openUrl, bukaolshop.closedUrl, ...providers];
}

function required<T>(value: T | null, name: string): T {
  if (value === null) throw new SettingsError(`${name} is not set, and the proxy needs it.`);
  return value;
}
