/**
 * `etalase setup`: makes what a machine needs to run the proxy, from the examples of the package. What is
 * there already is kept: a second run changes nothing. It starts nothing that sells.
 */
import { parseArgs } from 'node:util';
import { languageOf, type EnvironmentVariables } from '../config/environment.js';
import { MESSAGES } from '../config/messages.js';
import { readSettings } from '../config/settings.js';
import { SettingsError } from '../config/settings-error.js';
import { findPackage } from '../package.js';
import { applyPlan, type ApplyOptions } from '../setup/apply.js';
import { collectSettings, type CollectedSettings } from '../setup/collect-settings.js';
import { PLACEHOLDERS, readExamples, type Examples } from '../setup/examples.js';
import { createNodeMachine, type CreateMachine, type Machine } from '../setup/machine.js';
import {
  MARGIN_FILE,
  planSetup,
  type FoundEntry,
  type PlannedEntry,
  type SetupFacts,
} from '../setup/plan.js';
import { describeMistake, publicUrlOf } from '../setup/questions.js';
import { addAccount, findAccountIds, startBackups } from '../setup/system-steps.js';
import { DEFAULT_SETTINGS_FILE, type CommandContext } from './command-context.js';
import { makeSigningKey } from './keys-command.js';
import { UsageError } from './usage-error.js';

const OPTIONS = {
  domain: { type: 'string' },
  root: { type: 'string' },
  env: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

const NOTHING_CHANGED = 'Tidak ada yang diubah. / Nothing was changed.';

const HOW_TO_GIVE =
  'Tanpa terminal: isi lewat variabel lingkungan dan --domain. / Without a terminal: give them as environment variables, and --domain.';

const NEXT_STEPS = [
  'Berikutnya / Next:',
  '  sudo -u etalase etalase check',
  '  sudo systemctl enable --now etalase',
  '  sudo systemctl reload caddy',
].join('\n');

/** @returns the exit code */
export async function runSetup(
  args: string[],
  context: CommandContext,
  createMachine: CreateMachine = createNodeMachine,
): Promise<number> {
  const { settingsFile, root, isDryRun, domain } = readOptions(args);
  const { env, platform, print, printError } = context;
  const machine = createMachine(root);
  const found = machine.find(settingsFile);
  const needsRoot = machine.isRunning && !machine.isAdministrator;
  if (!isDryRun && (needsRoot || found.kind === 'unreadable')) {
    printError(`Jalankan dengan sudo. / Run this with sudo. ${NOTHING_CHANGED}`);
    return 1;
  }
  const examples = readExamples(findPackage()?.folder ?? '.');
  const settings = await collectSettings({
    existingText: found.kind === 'file' ? found.text : null,
    exampleText: examples.settings.text,
    settingsFile,
    env: { ...env, ...readDomain(domain, env) },
    makeSigningKey: () => makeSigningKey(platform),
    ask: isDryRun ? undefined : context.ask,
    print,
  });
  if (settings === null) {
    printError(NOTHING_CHANGED);
    return 1;
  }
  if (!isDryRun) refuseMissing(settings, env);
  const addresses = readAddresses(settings, env, { machine, examples });
  for (const line of describeAnswers(settings, domain, found)) print(line);
  const plan = planSetup({ examples, settingsFile, settingsText: settings.text, ...addresses });
  return carryOut(plan, settings.added, { machine, isDryRun, print });
}

function carryOut(
  plan: readonly PlannedEntry[],
  added: readonly string[],
  { machine, isDryRun, print }: Omit<ApplyOptions, 'ids'>,
): number {
  const account = addAccount(machine, { isDryRun, changed: [] });
  print(account.line);
  if (account.hasFailed) return 1;
  // Without root's rights a folder for another machine holds this user's own files.
  const ids = machine.isRunning || machine.isAdministrator ? findAccountIds(machine) : null;
  const changed = applyPlan(plan, added, { machine, ids, isDryRun, print });
  const backups = startBackups(machine, { isDryRun, changed });
  print(backups.line);
  if (changed.length === 0 && !account.isChange && !backups.isChange) print(NOTHING_CHANGED);
  else if (machine.isRunning && !isDryRun) print(NEXT_STEPS);
  return backups.hasFailed ? 1 : 0;
}

function readOptions(args: string[]) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { root = '/', env: settingsFile = DEFAULT_SETTINGS_FILE, domain } = values;
  if (!/^(\/[\w.-]+)+$/.test(settingsFile)) throw new UsageError('--env /…/etalase.env');
  return { root, settingsFile, domain, isDryRun: values['dry-run'] === true };
}

function refuseMissing({ missing }: CollectedSettings, env: EnvironmentVariables): void {
  if (missing.length === 0) return;
  const { missing: sentence } = MESSAGES[languageOf(env)];
  const sentences = missing.map((name) => `${name} ${sentence}`);
  throw new SettingsError([...sentences, HOW_TO_GIVE, NOTHING_CHANGED]);
}

/** What the settings lack, and whether another domain than the one asked for is kept. */
function describeAnswers(
  { variables: { ETALASE_PUBLIC_URL = '' }, missing }: CollectedSettings,
  domain: string | undefined,
  found: FoundEntry,
): string[] {
  if (found.kind === 'unreadable') return [];
  const isOther = domain !== undefined && publicUrlOf(domain) !== ETALASE_PUBLIC_URL;
  return [
    ...missing.map((name) => `? ${name}: akan ditanyakan / would be asked for`),
    ...(isOther ? [`! ETALASE_PUBLIC_URL: tetap / kept: ${ETALASE_PUBLIC_URL}`] : []),
  ];
}

function readDomain(
  domain: string | undefined,
  env: EnvironmentVariables,
): { readonly ETALASE_PUBLIC_URL?: string } {
  if (domain === undefined) return {};
  const ETALASE_PUBLIC_URL = publicUrlOf(domain);
  const mistake = describeMistake('ETALASE_PUBLIC_URL', ETALASE_PUBLIC_URL, languageOf(env));
  if (mistake !== null) throw new UsageError(`--domain: ${mistake}`);
  return { ETALASE_PUBLIC_URL };
}

/**
 * Where the proxy listens, and what the web server before it serves.
 *
 * @throws SettingsError where the settings are complete, and one is wrong
 */
function readAddresses(
  { variables, missing }: CollectedSettings,
  { LC_ALL, LC_MESSAGES, LANG }: EnvironmentVariables,
  { machine, examples }: { readonly machine: Machine; readonly examples: Examples },
): Pick<SetupFacts, 'upstream' | 'domain'> {
  if (missing.length > 0) {
    const { ETALASE_PUBLIC_URL = '' } = variables;
    return { upstream: PLACEHOLDERS.upstream, domain: domainOf(ETALASE_PUBLIC_URL) };
  }
  const { host, port, publicUrl } = readSettings(
    { ...variables, LC_ALL, LC_MESSAGES, LANG },
    (path) => {
      const file = machine.find(path);
      if (file.kind === 'file') return file.text;
      if (path === MARGIN_FILE) return examples.margin.text;
      throw new Error(path);
    },
  );
  const address = host.includes(':') ? `[${host}]` : host;
  return { upstream: `${address}:${String(port)}`, domain: domainOf(publicUrl) };
}

/** A site block of its own serves a whole host over https. */
function domainOf(publicUrl: string): string | null {
  if (!URL.canParse(publicUrl)) return null;
  const { protocol, host, pathname } = new URL(publicUrl);
  return protocol === 'https:' && pathname === '/' ? host : null;
}
