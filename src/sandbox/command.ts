import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { notifySettings, proxySettings } from './proxy-settings.js';
import { serveSandbox, type ServedSandbox } from './serve.js';
import { builtInTokens } from './shop/shops.js';
import { DEMO_MEMBERS } from './state/members.js';
import { UsageError } from './usage.js';

const readWholeNumber = (
  name: string,
  value: string | undefined,
  max: number,
): number | undefined => {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value) && Number(value) <= max) return Number(value);
  const limit = String(max);
  throw new UsageError(
    `--${name} harus bilangan bulat 0 sampai ${limit}. / --${name} must be a whole number from 0 to ${limit}.`,
  );
};

const readOptions = (args: string[]) => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      products: { type: 'string' },
      quota: { type: 'string' },
      seed: { type: 'string' },
      env: { type: 'string' },
    },
  });
  const quota = readWholeNumber('quota', values.quota, 999_999_999);
  return {
    host: values.host ?? '127.0.0.1',
    port: readWholeNumber('port', values.port, 65_535) ?? 8788,
    products: readWholeNumber('products', values.products, 1_000_000) ?? 240,
    seed: readWholeNumber('seed', values.seed, 999_999_999) ?? 1,
    ...(quota === undefined ? {} : { quota }),
    settingsFile: values.env,
  };
};

const settingsFor = (origin: string): string =>
  Object.entries({
    ETALASE_SIGNING_KEYS: `contoh:${randomBytes(32).toString('base64url')}`,
    ...proxySettings(origin, builtInTokens.demo),
    ...notifySettings(origin, builtInTokens.demo),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Writes the settings of a proxy, unless the file is there: an order ledger depends on its signing key. */
function writeSettings(file: string, settings: string): string {
  if (existsSync(file))
    return `${file} sudah ada, dibiarkan. / ${file} is there already, and is left.`;
  try {
    writeFileSync(file, settings, { mode: 0o600, flag: 'wx' });
  } catch {
    throw new UsageError(`${file} tidak bisa ditulis. / ${file} cannot be written.`);
  }
  return `Pengaturan proksi ditulis ke ${file}. / The proxy's settings are in ${file}.`;
}

const describeSettings = (origin: string, file: string | undefined): string =>
  file === undefined
    ? `Lingkungan untuk menjalankan proxy dengannya. / The environment to run a proxy against it:\n\n${settingsFor(origin).trimEnd()}`
    : writeSettings(file, settingsFor(origin));

const startMessage = (origin: string, settings: string): string =>
  [
    'Sandbox etalase siap. / The etalase sandbox is ready.',
    '',
    `  Open API     ${origin}/v1`,
    `  Closed API   ${origin}/closed/v1`,
    `  Lapakgaming  ${origin}/lapakgaming`,
    `  Snapcart     ${origin}/snapcart/api/v1`,
    `  LeuwongRR    ${origin}/leuwongrr/api/v1`,
    `  Telegram     ${origin}/telegram`,
    `  Kendali      ${origin}/sandbox/shops`,
    `  Contoh       ${origin}/v1/app/produk?token=${builtInTokens.demo}`,
    '',
    `  token        ${builtInTokens.demo}       katalog contoh / made-up catalogue`,
    `  token        ${builtInTokens.documented}   contoh dari dokumentasi / the documented examples`,
    '',
    ...Object.entries(DEMO_MEMBERS).map(
      ([id, { token, name }]) => `  pembeli      id_user=${id} token_user=${token} (${name})`,
    ),
    '',
    settings,
    '',
    'Tekan Ctrl+C untuk berhenti. / Press Ctrl+C to stop.',
    '',
  ].join('\n');

const closeOnSignal = (served: ServedSandbox): void => {
  const stop = () => void served.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

/** Starts the sandbox and keeps it running until SIGINT or SIGTERM. */
export const runSandbox = async (args: string[]): Promise<void> => {
  const { settingsFile, ...options } = readOptions(args);
  const served = await serveSandbox(options);
  try {
    process.stdout.write(
      startMessage(served.origin, describeSettings(served.origin, settingsFile)),
    );
  } catch (error) {
    await served.close();
    throw error;
  }
  closeOnSignal(served);
};
