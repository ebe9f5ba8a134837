/**
 * `etalase check`: reports whether settings, database and upstreams are in order. It sends only reads, and
 * changes nothing; `--callbacks` stores the secret of the callback addresses.
 */
import { parseArgs } from 'node:util';
import { createCallbackSecret } from '../ledger/callback-secret.js';
import { shopCallbackUrls } from '../ledger/callback-urls.js';
import { createProviders } from '../providers/create-providers.js';
import { createKeys } from '../crypto/keys.js';
import type { EnvironmentVariables } from '../config/environment.js';
import { isLoopbackUrl } from '../config/loopback.js';
import { readSettings, type Settings } from '../config/settings.js';
import { SettingsError } from '../config/settings-error.js';
import { openCurrentDatabase, openDatabase } from '../store/database.js';
import { checkDatabase, checkFileModes } from './check-database.js';
import { checkImages } from './check-images.js';
import { checkPublicUrl } from './check-public-address.js';
import {
  checkClosedApi,
  checkMarginRules,
  checkOpenApi,
  checkPlan,
  checkProvider,
  checkTrialKey,
} from './check-upstreams.js';
import { checkProducts } from './products/check-products.js';
import { checkShelf } from './shelf/check-shelf.js';
import { isDatabaseAbsent } from './open-existing-database.js';
import { failed, passed, note, formatFinding, type Finding } from './finding.js';
import { findSettingsFile, loadEnvironment, type CommandContext } from './command-context.js';

/** of each call */
const TIMEOUT_MS = 15_000;

/** @returns the exit code: 1 where something is missing without which nothing can be sold */
export async function runCheck(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { env: { type: 'string' }, callbacks: { type: 'boolean' } },
  });
  const allFindings: Finding[] = [];
  const report = (...findings: Finding[]) => {
    for (const finding of findings) print(formatFinding(finding));
    allFindings.push(...findings);
  };

  const settings = loadSettings(loadEnvironment(env, values.env));
  if (!('host' in settings)) {
    report(settings);
    return 1;
  }
  report(
    passed('Pengaturan', 'Settings', `${settings.host}:${settings.port}`),
    ...checkMargin(settings),
    ...checkChat(settings),
    ...(await checkImages(settings)),
  );
  report(
    ...(await checkDatabase(settings)),
    ...checkFileModes(settings, findSettingsFile(env, values.env)),
  );
  report(await checkPublicUrl(settings, platform, TIMEOUT_MS));
  report(await checkOpenApi(settings, platform, TIMEOUT_MS));
  report(await checkClosedApi(settings, platform, TIMEOUT_MS));
  report(await checkPlan(settings, platform, TIMEOUT_MS));
  const providers = createProviders(settings, platform, TIMEOUT_MS);
  for (const provider of providers.values()) {
    report(await checkProvider(provider), ...checkTrialKey(provider));
    report(...(await checkMarginRules(provider, settings.margin)));
  }
  report(...(await checkShelf(settings, platform)));
  report(...(await checkProducts(settings, platform)));
  if (providers.size === 0) {
    report(
      failed('Pemasok', 'Providers', {
        id: 'Belum ada yang dinyalakan: isi kunci salah satunya.',
        en: 'None is on: set the key of one of them.',
      }),
    );
  }
  if (values.callbacks) print(await describeCallbackUrls(settings, platform));
  return allFindings.some(({ kind }) => kind === 'failed') ? 1 : 0;
}

function loadSettings(variables: EnvironmentVariables): Settings | Finding {
  try {
    return readSettings(variables);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return {
      kind: 'failed',
      name: { id: 'Pengaturan', en: 'Settings' },
      explanation: [
        'Perbaiki yang disebut, lalu ulangi. / Correct what is named, then repeat.',
        ...error.sentences,
      ],
    };
  }
}

function checkMargin({ margin }: Settings): Finding[] {
  if (Object.keys(margin).length > 0) return [passed('Margin', 'Margin')];
  return [
    note('Margin', 'Margin', {
      id: 'Tidak ada: semua dijual seharga modal. Lihat ETALASE_MARGIN.',
      en: 'None: everything is sold at cost. See ETALASE_MARGIN.',
    }),
  ];
}

/** A chat can be read by who holds the telephone, and by the shop's staff. */
const checkChat = ({ chatVouchers }: Settings): Finding[] =>
  chatVouchers
    ? [
        note('Chat ke pembeli', 'Chat to members', {
          id: 'Kode voucher ikut tertulis di chat (ETALASE_CHAT_VOUCHERS=on).',
          en: 'Voucher codes stand in the chat (ETALASE_CHAT_VOUCHERS=on).',
        }),
      ]
    : [];

/** Creates and stores the secret at the first call, so that URLs entered at a provider stay valid. */
async function describeCallbackUrls(
  settings: Settings,
  platform: CommandContext['platform'],
): Promise<string> {
  // A new store is made, so that the addresses can be entered before the first start.
  const open = isDatabaseAbsent(settings.database) ? openDatabase : openCurrentDatabase;
  const database = await open(settings.database, settings.language);
  try {
    const keys = createKeys(settings, platform.now);
    const secret = await createCallbackSecret(database, keys, platform)();
    const { lapakgaming, snapcart, bukaolshop } = shopCallbackUrls(settings, secret);
    const localWarning = isLoopbackUrl(settings.publicUrl)
      ? ['  ETALASE_PUBLIC_URL hanya menunjuk ke mesin ini. / It names this machine only.']
      : [];
    return [
      '',
      'Alamat callback; jangan dibagikan. / Callback addresses; keep them to yourself.',
      ...localWarning,
      `  Lapakgaming (product callback)  ${lapakgaming}`,
      `  Snapcart                        ${snapcart}`,
      `  bukaOlshop                      ${bukaolshop}`,
    ].join('\n');
  } finally {
    await database.db.destroy();
  }
}
