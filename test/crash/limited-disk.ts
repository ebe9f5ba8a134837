/** A disk that can be filled: a small tmpfs, or, without the right to mount, a file size limit. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface LimitedDisk {
  /** How space is limited, for the test's output. */
  readonly method: string;
  /** The path for the database. */
  readonly file: string;
  /** Stops the database of this process from growing. */
  fill(this: void, pid: number): Promise<void>;
  /** Lets the database grow again. */
  free(this: void, pid: number): Promise<void>;
  close(this: void): Promise<void>;
}

/** Uses the first method that works on this machine; throws with all reasons when none does. */
export async function openLimitedDisk(): Promise<LimitedDisk> {
  const reasons: string[] = [];
  for (const open of [tmpfsDisk, fileSizeLimitedDisk]) {
    try {
      return await open();
    } catch (error) {
      reasons.push(String(error));
    }
  }
  throw new Error(`A full disk cannot be made here: ${reasons.join('; ')}`);
}

/** SQLite's write-ahead log alone grows to 4 MB before it is reset. */
const DISK_BYTES = 16_000_000;

/** A file system in memory; mounting needs root. */
async function tmpfsDisk(): Promise<LimitedDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'etalase-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder]).catch(
    async (error: unknown) => {
      await rm(folder, { recursive: true });
      throw error;
    },
  );
  const filler = join(folder, 'filler');
  return {
    method: 'a file system of 16 MB (tmpfs)',
    file: join(folder, 'etalase.db'),
    fill: () => fillUp(filler),
    free: () => rm(filler),
    close: async () => {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Writes until the disk is full, last in small parts; the proxy may write at the same time. */
async function fillUp(file: string): Promise<void> {
  for (const size of [256_000, 4_096]) {
    const part = Buffer.alloc(size);
    while (await appendFits(file, part));
  }
}

const appendFits = (file: string, part: Buffer): Promise<boolean> =>
  appendFile(file, part).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
      throw error;
    },
  );

/** RLIMIT_FSIZE, which Linux lets other processes change at run time. */
async function fileSizeLimitedDisk(): Promise<LimitedDisk> {
  await run('prlimit', ['--version']);
  const folder = await mkdtemp(join(tmpdir(), 'etalase-disk-'));
  const file = join(folder, 'etalase.db');
  const limit = (pid: number, size: string) =>
    run('prlimit', ['--pid', String(pid), `--fsize=${size}:unlimited`]).then(() => undefined);
  return {
    method: 'a limit on the size of files (RLIMIT_FSIZE)',
    file,
    fill: async (pid) => limit(pid, String((await stat(`${file}-wal`)).size)),
    free: (pid) => limit(pid, 'unlimited'),
    close: () => rm(folder, { recursive: true }),
  };
}
