/**
 * `etalase off` and `etalase on`: stop sales of something, and start them again. The switches are kept in
 * the store, so that all running proxies see them within seconds; open orders go on.
 */
import { parseArgs } from 'node:util';
import { NOTICE_LENGTH, PROVIDERS, providerName, type ProviderName } from '../contract.js';
import {
  readCatalogSetting,
  readUpstreamSettings,
  type UpstreamSettings,
} from '../config/settings.js';
import type { EnvironmentVariables } from '../config/environment.js';
import { PROVIDER_VARIABLES } from '../config/provider-variables.js';
import type { Platform } from '../platform.js';
import { createProviders } from '../providers/create-providers.js';
import { openCurrentDatabase, type Database } from '../store/database.js';
import type { SupplierRow, SwitchRow } from '../store/tables.js';
import * as store from '../supply/supply-store.js';
import { ALL } from '../supply/switches.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { formatTime } from './format.js';
import { parseLocalTime } from './local-time.js';
import { UsageError } from './usage-error.js';

/** of the look whether a product exists */
const TIMEOUT_MS = 10_000;

interface Target {
  /** as the store names it */
  readonly what: string;
  /** `null` for everything */
  readonly provider: ProviderName | null;
  readonly product: string | null;
  /** of the catalogue file */
  readonly shelfId: string | null;
}

/** Without arguments, lists what is off. @returns the exit code: 1 where there is no such product */
export async function runOff(args: string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { env: { type: 'string' }, until: { type: 'string' }, say: { type: 'string' } },
    allowPositionals: true,
  });
  const [what, ...extraArguments] = positionals;
  if (extraArguments.length > 0) throw new UsageError(extraArguments.join(' '));
  const { platform, print } = context;
  if (what === undefined) {
    return withStore(context, values.env, async ({ db }) => {
      print(describeAll(await store.listSwitches(db), await store.listSuppliers(db), platform));
      return 0;
    });
  }
  const target = parseTarget(what);
  requireKnownId(target, loadEnvironment(context.env, values.env));
  const now = platform.now();
  const row: SwitchRow = {
    what: target.what,
    until: values.until === undefined ? null : parseUntil(values.until, now),
    say: values.say === undefined ? null : parseNotice(values.say),
    at: now,
  };
  return withStore(context, values.env, async ({ db }, settings) => {
    if (await isUnknownProduct(target, settings, platform)) {
      print(`Tidak ada di katalognya: ${what}. / Not in its catalog: ${what}.`);
      return 1;
    }
    await store.switchOff(db, row);
    print(
      `Dimatikan: ${describeSwitch(row)}. Pesanan yang sudah masuk tetap jalan. / Off; open orders go on.`,
    );
    return 0;
  });
}

/** Also ends a stop of a supplier that no read can end. @returns the exit code */
export async function runOn(args: string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { env: { type: 'string' } },
    allowPositionals: true,
  });
  const [what, ...extraArguments] = positionals;
  if (what === undefined || extraArguments.length > 0) throw new UsageError(positionals.join(' '));
  const { print, platform } = context;
  const target = parseTarget(what);
  return withStore(context, values.env, async ({ db }) => {
    const wasOff = await store.switchOn(db, target.what);
    const wasStopped =
      target.product === null &&
      target.shelfId === null &&
      (await store.clearStop(db, target.provider ?? undefined));
    print(
      wasOff || wasStopped
        ? `Dinyalakan: ${target.what}. / On: ${target.what}.`
        : `${target.what} memang tidak dimatikan. / ${target.what} was not off.`,
    );
    const switches = await store.listSwitches(db);
    const suppliers = await store.listSuppliers(db);
    if (switches.length > 0) print(describeAll(switches, suppliers, platform));
    return 0;
  });
}

async function withStore(
  { env }: CommandContext,
  file: string | undefined,
  task: (database: Database, settings: UpstreamSettings) => Promise<number>,
): Promise<number> {
  const settings = readUpstreamSettings(loadEnvironment(env, file));
  const database = await openCurrentDatabase(settings.database, settings.language);
  try {
    return await task(database, settings);
  } finally {
    await database.db.destroy();
  }
}

/** @throws UsageError */
function parseTarget(what: string): Target {
  const target = { what, provider: null, product: null, shelfId: null };
  if (what === ALL) return target;
  // `lapakgaming/ML`, and as the shelf names it: `lapakgaming:ML`
  const [, name = '', code] = /^([^/:]*)(?:[/:](.*))?$/s.exec(what) ?? [];
  const provider = providerName.safeParse(name);
  if (!provider.success && code === undefined && what !== '') return { ...target, shelfId: what };
  if (!provider.success || code === '') {
    throw new UsageError(`${what}: ${describeTargets([])}`);
  }
  const product = code ?? null;
  return {
    ...target,
    what: product === null ? provider.data : `${provider.data}/${product}`,
    provider: provider.data,
    product,
  };
}

/** @throws UsageError */
function parseUntil(text: string, now: number): number {
  const at = parseLocalTime(text, now, Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (at === null) throw new UsageError('--until: 14:00 / "2026-11-29 08:30"');
  return at;
}

/** @throws UsageError */
function parseNotice(text: string): string {
  const notice = text.trim();
  if (notice === '' || notice.length > NOTICE_LENGTH || /\p{C}/u.test(notice)) {
    throw new UsageError(
      `--say: 1 … ${String(NOTICE_LENGTH)} huruf, satu baris. / 1 … ${String(NOTICE_LENGTH)} letters, on one line.`,
    );
  }
  return notice;
}

/** @throws UsageError, and SettingsError for mistakes in the catalogue file */
function requireKnownId({ shelfId }: Target, environment: EnvironmentVariables): void {
  if (shelfId === null) return;
  const ids = readCatalogSetting(environment).products.flatMap(({ id }) => id ?? []);
  if (!ids.includes(shelfId)) throw new UsageError(`${shelfId}: ${describeTargets(ids)}`);
}

const describeTargets = (ids: readonly string[]): string =>
  [ALL, ...PROVIDERS, 'lapakgaming/ML', ...ids].join(', ');

/** A misspelt code would switch off nothing. A supplier that does not answer may be why it is done. */
async function isUnknownProduct(
  { provider, product }: Target,
  settings: UpstreamSettings,
  platform: Platform,
): Promise<boolean> {
  if (provider === null || product === null) return false;
  const list = await createProviders(settings, platform, TIMEOUT_MS).get(provider)?.listProducts();
  return list?.kind === 'read' && !list.value.some(({ code }) => code === product);
}

const describeSwitch = ({ what, until, say }: SwitchRow): string =>
  [
    what,
    ...(until === null ? [] : [`sampai / until ${formatTime(until)}`]),
    ...(say === null ? [] : [`"${say}"`]),
  ].join(', ');

const STOP_WORDS = {
  deposit_empty: 'depositnya kurang / its deposit is too small',
  access_refused: 'menolak kunci atau alamat server ini / refuses the key or this address',
} as const satisfies Record<NonNullable<SupplierRow['stop']>, string>;

function describeAll(
  switches: readonly SwitchRow[],
  suppliers: readonly SupplierRow[],
  { now }: Platform,
): string {
  const off = switches.filter(({ until }) => until === null || until > now());
  const lines = [
    ...off.map((row) => `mati / off: ${describeSwitch(row)}`),
    ...suppliers.flatMap(({ provider, stop }) =>
      stop === null
        ? []
        : `tidak dijual / not sold: ${PROVIDER_VARIABLES[provider].title}, ${STOP_WORDS[stop]}`,
    ),
  ];
  return lines.join('\n') || 'Semua dijual. / Everything is sold.';
}
