/** A disk that is soon full, as this machine allows: a small file system, or a limit on file sizes. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface LimitedDisk {
  /** how it is made to be full */
  readonly method: string;
  /** where a database may be put */
  readonly file: string;
  /** From now on the database of this process cannot grow. */
  fill(this: void, pid: number): Promise<void>;
  /** There is room again. */
  free(this: void, pid: number): Promise<void>;
  close(this: void): Promise<void>;
}

/** The first way that works here; throws with all reasons when none does. */
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

/** A write-ahead log alone grows to 4 MB before SQLite begins it anew. */
const DISK_BYTES = 16_000_000;

/** A file system in memory; to mount one takes root. */
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

/** Writes until nothing more fits in; others may write meanwhile. */
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

/** Linux lets the limits of a process be changed while it runs. */
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
