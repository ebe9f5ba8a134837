/**
 * The settings: one schema over the environment, parsed when the program starts. It reads every
 * variable and the files of margin and catalogue, reports all mistakes together, and never repeats a value.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PROVIDERS } from '../contract.js';
import { NO_CATALOG, type CatalogFile } from './catalog-file.js';
import { languageOf, type EnvironmentVariables, type Language } from './environment.js';
import { isLoopbackUrl } from './loopback.js';
import type { MarginRules } from './margin-rules.js';
import { MESSAGES, type Messages } from './messages.js';
import { PROVIDER_VARIABLES } from './provider-variables.js';
import { SettingsError } from './settings-error.js';
import {
  createVariableSchemas,
  type DatabaseAddress,
  type IpNetwork,
  type NotifyChannel,
  type SigningKey,
} from './variable-schemas.js';

export interface Settings {
  /** of error messages about settings that are found wrong after the start */
  readonly language: Language;
  readonly host: string;
  readonly port: number;
  /** without a slash at its end; DPoP proofs name it, and providers call it back */
  readonly publicUrl: string;
  /** `https://shop.example`, or with one star for a label: `https://*.bukaolshop.site` */
  readonly origins: readonly string[];
  /** web servers in front, whose `X-Forwarded-For` is believed */
  readonly trustedProxies: readonly IpNetwork[];
  readonly signingKeys: readonly [SigningKey, ...SigningKey[]];
  readonly database: DatabaseAddress;
  readonly margin: MarginRules;
  /** the folder of the shop's own images */
  readonly images: string | null;
  readonly catalog: CatalogFile;
  /** ms between the first two attempts of an order's step */
  readonly pollMs: number;
  /** a factor on every timeout of orders */
  readonly patience: number;
  readonly bukaolshop: {
    readonly token: string;
    readonly apiKey: string;
    /** `null`: callbacks of bukaOlshop are refused */
    readonly callbackSecret: string | null;
    readonly openUrl: string;
    readonly closedUrl: string;
  };
  /** `null` for a provider without its key: it is off. */
  readonly lapakgaming: { readonly apiKey: string; readonly url: string } | null;
  readonly snapcart: { readonly apiKey: string; readonly url: string } | null;
  readonly leuwongrr: { readonly token: string; readonly url: string } | null;
  readonly checkout: {
    /** whole rupiah that a supplier may charge above what was paid in the shop's own checkout */
    readonly maxLoss: number;
  };
  /** whether vouchers stand in chats to members */
  readonly chatVouchers: boolean;
  readonly notify: NotifySettings;
  /** of the products that the shop's own checkout sells */
  readonly shopProducts: {
    /** A price that moves by more waits for the operator. */
    readonly maxChangePercent: number;
    /** 0: nothing is ever changed */
    readonly maxChangesPerHour: number;
  };
}

export interface NotifySettings {
  /** none: nobody is told of anything */
  readonly channels: readonly NotifyChannel[];
  readonly telegramUrl: string;
  /** signs what webhooks are sent; `null` only where there is none */
  readonly key: string | null;
  /** rupiah; a smaller deposit is told of */
  readonly lowDeposit: number | null;
  /** called while all is well */
  readonly heartbeatUrl: string | null;
}

type ReadText = (path: string) => string;

/** The web server in front usually runs on the same machine. */
const LOOPBACK_NETWORKS: readonly IpNetwork[] = [
  { address: '127.0.0.0', prefixLength: 8, family: 'ipv4' },
  { address: '::1', prefixLength: 128, family: 'ipv6' },
];

/** Every variable that the proxy reads. Default URLs are those that the upstreams document. */
function createVariablesSchema(messages: Messages, readText: ReadText) {
  const kinds = createVariableSchemas(messages);
  return z.object({
    ETALASE_HOST: kinds.host.default('127.0.0.1'),
    ETALASE_PORT: kinds.number({ min: 0, max: 65_535, whole: true }).default(8787),
    ETALASE_PUBLIC_URL: kinds.baseUrl.optional(),
    ETALASE_ORIGINS: kinds.origins.default(['https://*.bukaolshop.site']),
    ETALASE_TRUSTED_PROXIES: kinds.networks.default(LOOPBACK_NETWORKS),
    ETALASE_SIGNING_KEYS: kinds.signingKeys,
    DATABASE_URL: kinds.database.default({ kind: 'sqlite', file: './etalase.db' }),
    ETALASE_MARGIN: kinds.marginFile(readText).default({}),
    ETALASE_IMAGES: kinds.text.optional(),
    ETALASE_CATALOG: kinds.catalogFile(readText).default(NO_CATALOG),
    ETALASE_POLL_MS: kinds.number({ min: 1, max: 900_000, whole: true }).default(5_000),
    ETALASE_PATIENCE: kinds.number({ min: 0.000_01, max: 10 }).default(1),
    BUKAOLSHOP_TOKEN: kinds.credential,
    BUKAOLSHOP_API_KEY: kinds.credential,
    BUKAOLSHOP_CALLBACK_SECRET: kinds.text.optional(),
    BUKAOLSHOP_OPEN_URL: kinds.baseUrl.default('https://openapi.bukaolshop.net/v1'),
    BUKAOLSHOP_CLOSED_URL: kinds.baseUrl.default('https://bukaolshop.net/api/v1'),
    LAPAKGAMING_API_KEY: kinds.credential.optional(),
    LAPAKGAMING_URL: kinds.baseUrl.default('https://www.lapakgaming.com'),
    SNAPCART_API_KEY: kinds.credential.optional(),
    SNAPCART_URL: kinds.baseUrl.optional(),
    LEUWONGRR_TOKEN: kinds.credential.optional(),
    LEUWONGRR_URL: kinds.baseUrl.default('https://leuwongrr.online/api/v1'),
    ETALASE_CHAT_VOUCHERS: kinds.onOff.default(false),
    ETALASE_NOTIFY: kinds.notifyChannels.default([]),
    ETALASE_NOTIFY_KEY: kinds.credential.optional(),
    ETALASE_TELEGRAM_URL: kinds.baseUrl.default('https://api.telegram.org'),
    ETALASE_LOW_DEPOSIT: kinds.number({ min: 0, max: 1_000_000_000_000, whole: true }).optional(),
    ETALASE_HEARTBEAT_URL: kinds.callUrl.optional(),
    ETALASE_PRICE_MAX_CHANGE: kinds.number({ min: 0, max: 1_000 }).default(20),
    ETALASE_PRICE_CHANGES_PER_HOUR: kinds.number({ min: 0, max: 3_600, whole: true }).default(60),
    ETALASE_CHECKOUT_MAX_LOSS: kinds.number({ min: 0, max: 1_000_000, whole: true }).default(0),
  });
}

export type Variables = z.infer<ReturnType<typeof createVariablesSchema>>;
type RuleContext = z.core.$RefinementCtx<Variables>;

/** Rules run although other variables are wrong, so that all mistakes are reported together. */
const ALWAYS = { when: () => true };

const isReadable = (name: keyof Variables, { issues }: RuleContext): boolean =>
  !issues.some(({ path }) => path?.[0] === name);

function createSettingsSchema(language: Language, readText: ReadText) {
  const messages = MESSAGES[language];

  function requireSnapcartUrl(variables: Variables, context: RuleContext): void {
    if (variables.SNAPCART_API_KEY === undefined || variables.SNAPCART_URL !== undefined) return;
    if (isReadable('SNAPCART_URL', context)) {
      context.addIssue({ code: 'custom', path: ['SNAPCART_URL'], message: messages.snapcartUrl });
    }
  }

  function requireNotifyKey(variables: NotifyVariables, context: RuleContext): void {
    const isReadableHere = (['ETALASE_NOTIFY', 'ETALASE_NOTIFY_KEY'] as const).every((name) =>
      isReadable(name, context),
    );
    if (isReadableHere && !hasNotifyKey(variables)) {
      context.addIssue({
        code: 'custom',
        path: ['ETALASE_NOTIFY_KEY'],
        message: messages.notifyKey,
      });
    }
  }

  /** A minimum that applies while an upstream is not on loopback. */
  const requireLiveMinimum =
    (name: 'ETALASE_POLL_MS' | 'ETALASE_PATIENCE', min: number) =>
    (variables: Variables, context: RuleContext): void => {
      if (!isReadable(name, context) || variables[name] >= min) return;
      if (usesLiveUpstream(variables, context)) {
        context.addIssue({ code: 'custom', path: [name], message: messages.liveMinimum(min) });
      }
    };

  return createVariablesSchema(messages, readText)
    .superRefine(requireSnapcartUrl, ALWAYS)
    .superRefine(requireNotifyKey, ALWAYS)
    .superRefine(requireLiveMinimum('ETALASE_POLL_MS', 1_000), ALWAYS)
    .superRefine(requireLiveMinimum('ETALASE_PATIENCE', 1), ALWAYS)
    .transform((variables) => toSettings(variables, language));
}

type NotifyVariables = Pick<Variables, 'ETALASE_NOTIFY' | 'ETALASE_NOTIFY_KEY'>;

const hasNotifyKey = ({ ETALASE_NOTIFY, ETALASE_NOTIFY_KEY }: NotifyVariables): boolean =>
  ETALASE_NOTIFY_KEY !== undefined || ETALASE_NOTIFY.every(({ kind }) => kind !== 'webhook');

/** Whether an upstream that is switched on is not on loopback; a wrong URL counts as such. */
function usesLiveUpstream(variables: Variables, context: RuleContext): boolean {
  const enabledProviders = PROVIDERS.map((name) => PROVIDER_VARIABLES[name]).filter(
    ({ key }) => variables[key] !== undefined,
  );
  const urlNames = [
    'BUKAOLSHOP_OPEN_URL',
    'BUKAOLSHOP_CLOSED_URL',
    ...enabledProviders.map(({ url }) => url),
  ] as const;
  return urlNames.some((name) => {
    const url = variables[name];
    return url !== undefined && !(isReadable(name, context) && isLoopbackUrl(url));
  });
}

function toSettings(variables: Variables, language: Language): Settings {
  const { LAPAKGAMING_API_KEY, SNAPCART_API_KEY, SNAPCART_URL, LEUWONGRR_TOKEN } = variables;
  return {
    language,
    host: variables.ETALASE_HOST,
    port: variables.ETALASE_PORT,
    publicUrl: variables.ETALASE_PUBLIC_URL ?? `http://127.0.0.1:${variables.ETALASE_PORT}`,
    origins: variables.ETALASE_ORIGINS,
    trustedProxies: variables.ETALASE_TRUSTED_PROXIES,
    signingKeys: variables.ETALASE_SIGNING_KEYS,
    database: variables.DATABASE_URL,
    margin: variables.ETALASE_MARGIN,
    images: variables.ETALASE_IMAGES ?? null,
    catalog: variables.ETALASE_CATALOG,
    pollMs: variables.ETALASE_POLL_MS,
    patience: variables.ETALASE_PATIENCE,
    bukaolshop: {
      token: variables.BUKAOLSHOP_TOKEN,
      apiKey: variables.BUKAOLSHOP_API_KEY,
      callbackSecret: variables.BUKAOLSHOP_CALLBACK_SECRET ?? null,
      openUrl: variables.BUKAOLSHOP_OPEN_URL,
      closedUrl: variables.BUKAOLSHOP_CLOSED_URL,
    },
    lapakgaming:
      LAPAKGAMING_API_KEY === undefined
        ? null
        : { apiKey: LAPAKGAMING_API_KEY, url: variables.LAPAKGAMING_URL },
    snapcart:
      SNAPCART_API_KEY === undefined || SNAPCART_URL === undefined
        ? null
        : { apiKey: SNAPCART_API_KEY, url: SNAPCART_URL },
    leuwongrr:
      LEUWONGRR_TOKEN === undefined
        ? null
        : { token: LEUWONGRR_TOKEN, url: variables.LEUWONGRR_URL },
    checkout: { maxLoss: variables.ETALASE_CHECKOUT_MAX_LOSS },
    chatVouchers: variables.ETALASE_CHAT_VOUCHERS,
    notify: toNotifySettings(variables),
    shopProducts: {
      maxChangePercent: variables.ETALASE_PRICE_MAX_CHANGE,
      maxChangesPerHour: variables.ETALASE_PRICE_CHANGES_PER_HOUR,
    },
  };
}

const NOTIFY_VARIABLES = {
  ETALASE_NOTIFY: true,
  ETALASE_NOTIFY_KEY: true,
  ETALASE_TELEGRAM_URL: true,
  ETALASE_LOW_DEPOSIT: true,
  ETALASE_HEARTBEAT_URL: true,
} as const;

const toNotifySettings = (
  variables: Pick<Variables, keyof typeof NOTIFY_VARIABLES>,
): NotifySettings => ({
  channels: variables.ETALASE_NOTIFY,
  telegramUrl: variables.ETALASE_TELEGRAM_URL,
  key: variables.ETALASE_NOTIFY_KEY ?? null,
  lowDeposit: variables.ETALASE_LOW_DEPOSIT ?? null,
  heartbeatUrl: variables.ETALASE_HEARTBEAT_URL ?? null,
});

const readFile: ReadText = (path) => readFileSync(path, 'utf8');

/** The names of all variables; the operator's pages explain each. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(
  createVariablesSchema(MESSAGES.en, readFile).shape,
);

/**
 * The mistake of one variable's text alone, to follow its name in a sentence; `null` where it has none.
 */
export function findMistake(
  name: keyof Variables,
  text: string,
  language: Language,
): string | null {
  const { [name]: schema } = createVariablesSchema(MESSAGES[language], readFile).shape;
  const parsed = schema.safeParse(text);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? null);
}

/**
 * Reads the settings.
 *
 * @param readText reads the files that `ETALASE_MARGIN` and `ETALASE_CATALOG` name
 * @throws SettingsError with one sentence for each mistake, in the language of the locale
 */
export function readSettings(
  environment: EnvironmentVariables,
  readText: ReadText = readFile,
): Settings {
  return parseOrThrow(createSettingsSchema(languageOf(environment), readText), environment);
}

/** What the commands need that ask the upstreams, and sell nothing. */
export type UpstreamSettings = Omit<Settings, 'margin' | 'catalog'>;

/**
 * Reads all settings but price rules and catalogue, so that a mistake in their files keeps the operator from
 * nothing that needs neither.
 *
 * @throws SettingsError with one sentence for each mistake
 */
export function readUpstreamSettings(environment: EnvironmentVariables): UpstreamSettings {
  return readSettings({ ...environment, ETALASE_MARGIN: undefined, ETALASE_CATALOG: undefined });
}

/**
 * Reads the catalogue file, and no other setting.
 *
 * @throws SettingsError with one sentence for each mistake
 */
export function readCatalogSetting(environment: EnvironmentVariables): CatalogFile {
  const schema = createVariablesSchema(MESSAGES[languageOf(environment)], readFile).pick({
    ETALASE_CATALOG: true,
  });
  return parseOrThrow(schema, environment).ETALASE_CATALOG;
}

/** Without these nothing can start. */
export const NEEDED_VARIABLES = [
  'ETALASE_SIGNING_KEYS',
  'BUKAOLSHOP_TOKEN',
  'BUKAOLSHOP_API_KEY',
] as const;

/** What the commands need that only work on the ledger. */
export type LedgerSettings = Pick<
  Settings,
  'language' | 'database' | 'signingKeys' | 'pollMs' | 'patience'
>;

/**
 * Reads the settings that the ledger depends on, and no other: a mistake in the price rules or a missing
 * key must not keep the operator from the orders.
 *
 * @throws SettingsError with one sentence for each mistake
 */
export function readLedgerSettings(environment: EnvironmentVariables): LedgerSettings {
  const language = languageOf(environment);
  const schema = createVariablesSchema(MESSAGES[language], readFile).pick({
    DATABASE_URL: true,
    ETALASE_SIGNING_KEYS: true,
    ETALASE_POLL_MS: true,
    ETALASE_PATIENCE: true,
  });
  const variables = parseOrThrow(schema, environment);
  return {
    language,
    database: variables.DATABASE_URL,
    signingKeys: variables.ETALASE_SIGNING_KEYS,
    pollMs: variables.ETALASE_POLL_MS,
    patience: variables.ETALASE_PATIENCE,
  };
}

/**
 * Reads the settings of notices, and no other: they are tried while the rest is still being filled in.
 *
 * @throws SettingsError with one sentence for each mistake
 */
export function readNotifySettings(environment: EnvironmentVariables): NotifySettings {
  const messages = MESSAGES[languageOf(environment)];
  const schema = createVariablesSchema(messages, readFile)
    .pick(NOTIFY_VARIABLES)
    .refine(hasNotifyKey, { path: ['ETALASE_NOTIFY_KEY'], error: messages.notifyKey })
    .transform(toNotifySettings);
  return parseOrThrow(schema, environment);
}

function parseOrThrow<T>(schema: z.ZodType<T>, environment: EnvironmentVariables): T {
  const parsed = schema.safeParse(withoutEmpty(environment));
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`),
  );
}

/** The variables that are set, trimmed. */
const withoutEmpty = (environment: EnvironmentVariables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const text = value?.trim();
      return text ? [[name, text]] : [];
    }),
  );
