/**
 * The plan of a set-up: the folders and files that a machine needs, and what each means beside what is
 * there. Pure functions.
 */
import { PLACEHOLDERS, type Example, type Examples } from './examples.js';

export const MARGIN_FILE = '/etc/etalase/margin.json';

export type AccountName = 'root' | 'etalase';

export interface PlannedEntry {
  readonly path: string;
  readonly mode: number;
  readonly owner: AccountName;
  readonly group: AccountName;
  /** missing for a folder */
  readonly file?: PlannedFile;
}

export interface PlannedFile {
  readonly text: string;
  /** with the same text; missing where this machine's differs */
  readonly example?: string;
  /**
   * What happens to a file that is there with another text: it is shown and left alone; it is the
   * operator's own; or it is completed with the variables that it lacks.
   */
  readonly existing: 'leave' | 'own' | 'complete';
  /** Whether a text is what the system's package brings, which nobody has touched. */
  readonly isUntouched?: (text: string) => boolean;
}

/** What is at a path. */
export type FoundEntry =
  | { readonly kind: 'missing' | 'unreadable' }
  | { readonly kind: 'folder'; readonly access: FoundAccess }
  | { readonly kind: 'file'; readonly access: FoundAccess; readonly text: string };

export interface FoundAccess {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** `null` where owners are not known, or cannot be given. */
export type AccountIds = Readonly<Record<AccountName, { uid: number; gid: number }>> | null;

export type Comparison =
  /** It has to be made. */
  | 'missing'
  /** It has to be written anew, with the owner and the mode that it has. */
  | 'to-complete'
  | 'untouched'
  | 'same'
  | 'other-text'
  | 'other-access'
  | 'unreadable';

export interface SetupFacts {
  readonly examples: Examples;
  /** as `--env` names it */
  readonly settingsFile: string;
  /** with all variables */
  readonly settingsText: string;
  /** the proxy's own address, for the web server before it */
  readonly upstream: string;
  /** `null` where the public address is none that a site block of its own can serve */
  readonly domain: string | null;
}

export function planSetup(facts: SetupFacts): PlannedEntry[] {
  const { examples, settingsFile, settingsText, domain } = facts;
  const unit = (name: string, example: Example): PlannedEntry => ({
    path: `/etc/systemd/system/${name}`,
    ...SYSTEM_FILE,
    file: derive(example, [[PLACEHOLDERS.settingsFile, settingsFile]]),
  });
  return [
    { path: '/etc/etalase', mode: 0o750, owner: 'root', group: 'etalase' },
    { path: '/var/lib/etalase', ...OWN_FOLDER },
    { path: '/var/lib/etalase/backups', ...OWN_FOLDER },
    {
      path: settingsFile,
      mode: 0o640,
      owner: 'root',
      group: 'etalase',
      file: { text: settingsText, existing: 'complete' },
    },
    {
      path: MARGIN_FILE,
      ...SYSTEM_FILE,
      file: { ...derive(examples.margin, []), existing: 'own' },
    },
    unit('etalase.service', examples.service),
    unit('etalase-failed.service', examples.failedService),
    unit('etalase-backup.service', examples.backupService),
    unit('etalase-backup.timer', examples.backupTimer),
    ...(domain === null ? [] : [planCaddyfile(examples.caddyfile, domain, facts.upstream)]),
  ];
}

const OWN_FOLDER = { mode: 0o700, owner: 'etalase', group: 'etalase' } as const;
const SYSTEM_FILE = { mode: 0o644, owner: 'root', group: 'root' } as const;

const planCaddyfile = (example: Example, domain: string, upstream: string): PlannedEntry => ({
  path: '/etc/caddy/Caddyfile',
  ...SYSTEM_FILE,
  file: {
    ...derive(example, [
      [PLACEHOLDERS.domain, domain],
      [PLACEHOLDERS.upstream, upstream],
    ]),
    isUntouched: isCaddysOwnPage,
  },
});

function derive(
  { path, text }: Example,
  replacements: readonly (readonly [from: string, to: string])[],
): PlannedFile {
  const derived = replacements.reduce((done, [from, to]) => done.replaceAll(from, to), text);
  return { text: derived, existing: 'leave', ...(derived === text && { example: path }) };
}

/** The Caddyfile of Caddy's package for Debian: one page, which says that Caddy runs. */
function isCaddysOwnPage(text: string): boolean {
  const directives = text.replace(/^\s*#.*$/gm, '').trim();
  return directives.split(/\s+/).join(' ') === ':80 { root * /usr/share/caddy file_server }';
}

export function compareEntry(entry: PlannedEntry, found: FoundEntry, ids: AccountIds): Comparison {
  if (found.kind === 'missing' || found.kind === 'unreadable') return found.kind;
  if (found.kind !== (entry.file ? 'file' : 'folder')) return 'other-text';
  const text = entry.file && found.kind === 'file' ? compareText(entry.file, found.text) : 'same';
  return text === 'same' ? compareAccess(entry, found.access, ids) : text;
}

function compareText({ text, existing, isUntouched }: PlannedFile, foundText: string): Comparison {
  if (foundText === text || existing === 'own') return 'same';
  if (existing === 'complete') return 'to-complete';
  return isUntouched?.(foundText) === true ? 'untouched' : 'other-text';
}

function compareAccess(
  { mode, owner, group }: PlannedEntry,
  access: FoundAccess,
  ids: AccountIds,
): Comparison {
  const hasOwner = ids === null || (access.uid === ids[owner].uid && access.gid === ids[group].gid);
  return access.mode === mode && hasOwner ? 'same' : 'other-access';
}
