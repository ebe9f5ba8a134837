/** `etalase check`: whether the database can be read and written, by whom, and on how full a disk. */
import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import {
  MESSAGES,
  STORE_FAILURES_IN_ENGLISH,
  STORE_FAILURES_IN_INDONESIAN,
} from '../config/messages.js';
import type { Settings } from '../config/settings.js';
import { getShopFact, NOTES_IN_HISTORY } from '../ledger/shop-facts.js';
import { probeWithoutChange } from '../store/probe.js';
import { readSchemaVersion } from '../store/schema-version.js';
import { storeFailureOf } from '../store/store-failure.js';
import type { Tables } from '../store/tables.js';
import { failed, note, passed, type Finding } from './finding.js';
import { openExistingDatabase } from './open-existing-database.js';

const NAME = ['Basis data', 'Database'] as const;

export async function checkDatabase({ database }: Settings): Promise<Finding[]> {
  const connected = await openExistingDatabase(database);
  if (connected.kind === 'absent') {
    return [
      note(...NAME, {
        id: 'Belum ada; dibuat saat proksi pertama kali dijalankan.',
        en: 'Not there yet; made when the proxy first starts.',
      }),
    ];
  }
  if (connected.kind === 'failed') return [describeFailure(connected.error)];
  const { db } = connected;
  try {
    return [
      await checkSchema(db, database.kind),
      ...(database.kind === 'sqlite' ? checkDisk(database.file) : []),
      await checkHistoryNotes(db),
    ];
  } finally {
    await db.destroy();
  }
}

function describeFailure(error: unknown): Finding {
  const failure = storeFailureOf(error);
  return failed(...NAME, {
    id: `Tidak bisa dipakai: ${STORE_FAILURES_IN_INDONESIAN[failure] ?? failure}. Periksa DATABASE_URL, dan hak pengguna yang menjalankan ini.`,
    en: `Cannot be used: ${STORE_FAILURES_IN_ENGLISH[failure] ?? failure}. See DATABASE_URL, and the rights of the user who runs this.`,
  });
}

async function checkSchema(db: Kysely<Tables>, kind: string): Promise<Finding> {
  try {
    const version = await readSchemaVersion(db);
    if (version === 'current') {
      await probeWithoutChange(db);
      return passed(...NAME, kind);
    }
    const [id, en] = (['id', 'en'] as const).map(
      (language) => `DATABASE_URL ${MESSAGES[language].databaseVersion[version]}`,
    );
    return (version === 'newer' ? failed : note)(...NAME, { id: id ?? '', en: en ?? '' });
  } catch (error) {
    return describeFailure(error);
  }
}

async function checkHistoryNotes(db: Kysely<Tables>): Promise<Finding> {
  const name = ['Catatan di riwayat saldo', 'Notes in the saldo history'] as const;
  const fact = await getShopFact(db, NOTES_IN_HISTORY).catch(() => undefined);
  if (fact) return passed(...name);
  return note(...name, {
    id: 'Belum terbukti: dipelajari dari penjualan pertama. Sampai itu, debit yang jawabannya hilang menunggu Anda di REVIEW.',
    en: 'Not proven yet: learnt from the first sale. Until then a debit whose answer was lost waits for you in REVIEW.',
  });
}

const MAX_USED_SHARE = 0.9;

/** A full disk is an error, because no order can be recorded; an almost full one is a note. */
function checkDisk(file: string): Finding[] {
  const { blocks, bavail, bfree } = statfsSync(dirname(file));
  const name = ['Disk basis data', 'Disk of the database'] as const;
  if (blocks > 0 && bavail === 0) {
    return [
      failed(...name, {
        id: 'Penuh: pesanan tidak bisa dicatat. Kosongkan sebagian.',
        en: 'Full: no order can be recorded. Make room.',
      }),
    ];
  }
  const used = blocks - bfree;
  const share = used / Math.max(used + bavail, 1);
  if (share < MAX_USED_SHARE) return [];
  const percent = `${String(Math.floor(share * 100))} %`;
  return [
    note(...name, {
      id: `Terisi ${percent}. Kosongkan sebagian sebelum penuh.`,
      en: `${percent} used. Make room before it is full.`,
    }),
  ];
}

interface GuardedPath {
  readonly path: string;
  /** rights that nobody but the owner may have, and with `0o027` the group may read */
  readonly forbidden: number;
  readonly remedy: string;
}

/** Names files and folders that other users of the machine may read or change. */
export function checkFileModes(
  { database }: Settings,
  settingsFile: string | undefined,
): Finding[] {
  const paths: GuardedPath[] = [];
  if (settingsFile !== undefined) {
    paths.push({ path: settingsFile, forbidden: 0o027, remedy: 'chmod 0640' });
  }
  if (database.kind === 'sqlite') {
    for (const suffix of ['', '-wal', '-shm']) {
      paths.push({ path: `${database.file}${suffix}`, forbidden: 0o077, remedy: 'chmod 0600' });
    }
    paths.push({ path: dirname(database.file), forbidden: 0o027, remedy: 'chmod 0700' });
  }
  const loose = paths.filter(({ path, forbidden }) => (modeOf(path) & forbidden) !== 0);
  if (loose.length === 0) return [];
  return [
    {
      kind: 'note',
      name: { id: 'Hak berkas', en: 'Rights of files' },
      explanation: [
        'Pengguna lain bisa membacanya; perbaiki dengan: / Other users can read them; correct it with:',
        ...loose.map(({ path, remedy }) => `sudo ${remedy} ${path}`),
      ],
    },
  ];
}

const modeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
