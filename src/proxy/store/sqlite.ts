/**
 * Embedded SQLite: Node's built-in module from 22.13 on, before that a package with the same interface
 * that needs no compiler; the build holds it for Linux alone. Connections are opened durably or not at all.
 */
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { z } from 'zod';

interface Statement {
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
  columns(): unknown[];
}

interface DatabaseSync {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}

type DatabaseConstructor = new (path: string) => DatabaseSync;

const sqliteModule = z.object({
  DatabaseSync: z.custom<DatabaseConstructor>((value) => typeof value === 'function'),
});

async function loadDatabaseSync(): Promise<DatabaseConstructor> {
  // A variable as the module's name: the type definitions for Node 20 lack the built-in module.
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isBuiltIn = major > 22 || (major === 22 && minor >= 13);
  const builtIn: string = 'node:sqlite';
  const loaded: unknown = await (isBuiltIn ? import(builtIn) : import('@photostructure/sqlite'));
  return sqliteModule.parse(loaded).DatabaseSync;
}

/** Every commit is on disk before it is acknowledged. */
const DURABILITY_PRAGMAS = [
  // First, because the next one waits for locks too.
  'PRAGMA busy_timeout = 5000',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
];

/** Kysely's interface. It keeps the handle referenced: a handle collected while in use crashes the process. */
export async function openSqlite(file: string): Promise<SqliteDatabase> {
  const DatabaseSync = await loadDatabaseSync();
  const database = new DatabaseSync(file);
  for (const pragma of DURABILITY_PRAGMAS) database.exec(pragma);
  requirePragma(database, 'journal_mode', file === ':memory:' ? 'memory' : 'wal');
  requirePragma(database, 'synchronous', 2);

  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      // The package keeps the file open until the statements are collected.
      statements.clear();
      database.close();
    },
    prepare: (sql) => {
      const cached = statements.get(sql);
      if (cached) return cached;
      const statement = database.prepare(sql);
      const prepared: SqliteStatement = {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      };
      if (statements.size >= 200) statements.clear();
      statements.set(sql, prepared);
      return prepared;
    },
  };
}

function requirePragma(database: DatabaseSync, name: string, expected: string | number): void {
  const [row] = database.prepare(`PRAGMA ${name}`).all();
  const value: unknown = typeof row === 'object' && row ? Object.values(row)[0] : undefined;
  if (value !== expected) {
    throw new Error(`SQLite: ${name} is ${String(value)}, and must be ${String(expected)}`);
  }
}
