/** Why a store fails, by the codes of SQLite and PostgreSQL. Their messages may quote a URL with its password. */

export const STORE_FAILURES = [
  'disk-full',
  /** not writable: rights of file or folder, a read-only file system, or a standby server */
  'read-only',
  /** the file or its folder is missing, or may not be entered */
  'not-openable',
  /** another kind of file, or a damaged one */
  'not-a-database',
  'unreachable',
  'login-refused',
  /** another process holds it for too long */
  'busy',
  /** neither Node nor this package brings SQLite to this machine */
  'no-sqlite',
] as const;
export type StoreFailure = (typeof STORE_FAILURES)[number];

/** Primary result codes (sqlite.org/rescode.html). */
const BY_SQLITE_CODE: Readonly<Record<number, StoreFailure>> = {
  5: 'busy',
  8: 'read-only',
  11: 'not-a-database',
  13: 'disk-full',
  14: 'not-openable',
  26: 'not-a-database',
};
/** SQLite's own words (sqlite3ErrStr), for errors that come without a number. */
const BY_SQLITE_WORDS: readonly (readonly [words: RegExp, failure: StoreFailure])[] = [
  [/readonly database/, 'read-only'],
  [/disk is full/, 'disk-full'],
  [/unable to open/, 'not-openable'],
  [/not a database|malformed/, 'not-a-database'],
  [/is locked/, 'busy'],
];
const BY_CODE: Readonly<Record<string, StoreFailure>> = {
  // SQLSTATE (PostgreSQL, appendix A)
  '53100': 'disk-full',
  '25006': 'read-only',
  '28P01': 'login-refused',
  '28000': 'login-refused',
  '3D000': 'not-openable',
  '57P03': 'unreachable',
  // Node
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOSPC: 'disk-full',
  MODULE_NOT_FOUND: 'no-sqlite',
  ERR_DLOPEN_FAILED: 'no-sqlite',
};

/** @returns a word of ours, or else the root cause's own code */
export function storeFailureOf(error: unknown): StoreFailure | (string & {}) {
  if (!(error instanceof Error)) return 'unknown';
  if ('errcode' in error && typeof error.errcode === 'number') {
    const primary = error.errcode & 0xff;
    return BY_SQLITE_CODE[primary] ?? `SQLITE_${String(primary)}`;
  }
  const [, byWords] = BY_SQLITE_WORDS.find(([words]) => words.test(error.message)) ?? [];
  if (byWords !== undefined) return byWords;
  if ('code' in error && typeof error.code === 'string') return BY_CODE[error.code] ?? error.code;
  const [inner] = error instanceof AggregateError ? (error.errors as unknown[]) : [error.cause];
  return storeFailureOf(inner);
}
