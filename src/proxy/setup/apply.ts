/** Carries the plan of a set-up out, and says of every folder and file what became of it. */
import type { Machine } from './machine.js';
import {
  compareEntry,
  type AccountIds,
  type Comparison,
  type FoundEntry,
  type PlannedEntry,
  type PlannedFile,
} from './plan.js';

export interface ApplyOptions {
  readonly machine: Machine;
  readonly ids: AccountIds;
  /** Says what would be done, and does nothing. */
  readonly isDryRun: boolean;
  readonly print: (line: string) => void;
}

/**
 * @param added names of the variables that the settings file lacks
 * @returns the paths that were made or changed, or would be
 */
export function applyPlan(
  plan: readonly PlannedEntry[],
  added: readonly string[],
  { machine, ids, isDryRun, print }: ApplyOptions,
): readonly string[] {
  const changed: string[] = [];
  for (const entry of plan) {
    const found = machine.find(entry.path);
    const comparison = compareEntry(entry, found, ids);
    if (CHANGING.has(comparison)) changed.push(entry.path);
    if (!isDryRun) make(entry, comparison, found, { machine, ids });
    print(describe(entry, comparison, { added, isDryRun }));
  }
  return changed;
}

const CHANGING: ReadonlySet<Comparison> = new Set(['missing', 'untouched', 'to-complete']);

function make(
  { path, mode, owner, group, file }: PlannedEntry,
  comparison: Comparison,
  found: FoundEntry,
  { machine, ids }: Pick<ApplyOptions, 'machine' | 'ids'>,
): void {
  if (!CHANGING.has(comparison)) return;
  const planned = {
    mode,
    ids: machine.isAdministrator && ids ? { uid: ids[owner].uid, gid: ids[group].gid } : null,
  };
  if (!file) machine.makeFolder(path, planned);
  else if (comparison !== 'to-complete' || !('access' in found))
    machine.writeFile(path, file.text, planned);
  else {
    // The owner and the mode are the operator's choice by now.
    const { mode: foundMode, uid, gid } = found.access;
    const foundIds = machine.isAdministrator ? { uid, gid } : null;
    machine.writeFile(path, file.text, { mode: foundMode, ids: foundIds });
  }
}

interface DescribeOptions {
  readonly added: readonly string[];
  readonly isDryRun: boolean;
}

function describe(
  { path, owner, group, file, ...entry }: PlannedEntry,
  comparison: Comparison,
  { added, isDryRun }: DescribeOptions,
): string {
  const mode = entry.mode.toString(8).padStart(4, '0');
  const made = isDryRun ? 'akan dibuat / would be made' : 'dibuat / made';
  const lines: Readonly<Record<Comparison, readonly string[]>> = {
    missing: [`+ ${path} (${mode} ${owner}:${group}): ${made}`, ...(isDryRun ? ownText(file) : [])],
    untouched: [`+ ${path}: menggantikan bawaan paketnya / replaces the one of its package`],
    'to-complete': [`~ ${path}: ditambah / added: ${added.join(', ')}`],
    same: [`= ${path}: tetap / unchanged`],
    'other-text': [
      `! ${path}: berbeda, dibiarkan / differs, left alone:`,
      ...(file?.example === undefined ? ownText(file) : [`    diff ${path} ${file.example}`]),
    ],
    'other-access': [
      `! ${path}: pemilik atau hak berbeda, dibiarkan / other owner or mode, left alone:`,
      `    sudo chown ${owner}:${group} ${path} && sudo chmod ${mode} ${path}`,
    ],
    unreadable: [`? ${path}: tidak terbaca tanpa sudo / cannot be read without sudo`],
  };
  return lines[comparison].join('\n');
}

/** The lines of a file that no example of the package equals; never those of the settings. */
function ownText(file: PlannedFile | undefined): string[] {
  if (!file || file.existing !== 'leave' || file.example !== undefined) return [];
  return file.text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`);
}
