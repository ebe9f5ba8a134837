/** How full the disk of the store is. */
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Settings } from '../config/settings.js';

/** 0 to 1, as a process without root's reserve sees it; `null` for a database elsewhere. */
export async function readDiskUse(database: Settings['database']): Promise<number | null> {
  if (database.kind !== 'sqlite' || database.file === ':memory:') return null;
  const { blocks, bavail } = await statfs(dirname(resolve(database.file)));
  return blocks > 0 ? 1 - bavail / blocks : null;
}
