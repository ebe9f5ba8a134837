/** The machine that is set up: its files below a root folder, and its programs. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FoundEntry } from './plan.js';

export interface Access {
  readonly mode: number;
  /** `null` leaves the owner as it is made */
  readonly ids: { readonly uid: number; readonly gid: number } | null;
}

/** All paths begin with a slash, and are below the root. */
export interface Machine {
  /** Whether it is this machine itself, and not a folder that becomes another's root. */
  readonly isRunning: boolean;
  /** Whether this process may give files to other accounts. */
  readonly isAdministrator: boolean;
  find(this: void, path: string): FoundEntry;
  makeFolder(this: void, path: string, access: Access): void;
  /** Makes or replaces a file; it is never there in part. */
  writeFile(this: void, path: string, text: string, access: Access): void;
  /** Whether the program ran and succeeded. Only for the running machine. */
  run(this: void, program: string, args: readonly string[]): boolean;
}

export type CreateMachine = (root: string) => Machine;

export const createNodeMachine: CreateMachine = (root) => {
  const folder = resolve(root);
  const place = (path: string): string => join(folder, path);

  function giveAccess(path: string, { mode, ids }: Access): void {
    if (ids) chownSync(path, ids.uid, ids.gid);
    chmodSync(path, mode);
  }

  const makeParent = (path: string): void => {
    const parent = dirname(path);
    if (findAt(parent).kind !== 'missing') return;
    makeParent(parent);
    mkdirSync(parent);
    chmodSync(parent, 0o755);
  };

  return {
    isRunning: folder === '/',
    isAdministrator: process.getuid?.() === 0,
    find: (path) => findAt(place(path)),
    makeFolder: (path, access) => {
      makeParent(place(path));
      mkdirSync(place(path), 0o700);
      giveAccess(place(path), access);
    },
    writeFile: (path, text, access) => {
      makeParent(place(path));
      const part = `${place(path)}.part`;
      rmSync(part, { force: true });
      writeFileSync(part, text, { flag: 'wx', mode: 0o600 });
      giveAccess(part, access);
      renameSync(part, place(path));
    },
    run: (program, args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0,
  };
};

const MISSING = new Set(['ENOENT', 'ENOTDIR']);

function findAt(path: string): FoundEntry {
  try {
    const { mode, uid, gid, ...stats } = statOf(path);
    const access = { mode: mode & 0o7777, uid, gid };
    if (stats.isFolder) return { kind: 'folder', access };
    return { kind: 'file', access, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (MISSING.has(code)) return { kind: 'missing' };
    if (code === 'EACCES') return { kind: 'unreadable' };
    throw error;
  }
}

function statOf(path: string) {
  const stats = statSync(path);
  const { mode, uid, gid } = stats;
  return { mode, uid, gid, isFolder: stats.isDirectory() };
}
