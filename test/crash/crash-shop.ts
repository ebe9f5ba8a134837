/** A sandbox shop in this process, whose books outlive every proxy, and the environment of its proxies. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/proxy/config/settings.js';
import { openDatabase, type Database } from '../../src/proxy/store/database.js';
import { proxySettings, type FaultInput } from '../../src/sandbox/index.js';
import { serveSandbox } from '../../src/sandbox/serve.js';
import { freePort } from '../support/listen.js';
import { createPostgresDatabase } from '../support/postgres.js';
import { openSandboxShop } from '../support/sandbox-shop.js';
import { booksSchema, type Books } from './upstream-books.js';

export const STORES = ['sqlite', 'postgres'] as const;
export type Store = (typeof STORES)[number];

export interface CrashMember {
  readonly id_user: string;
  readonly token_user: string;
  readonly pin?: string;
}

export interface CrashShopOptions {
  readonly store: Store;
  readonly seed: number;
  /** Factor on the proxy's timeouts, which can be short: every upstream is on loopback. */
  readonly timeoutFactor: number;
  /** Default: a new database. */
  readonly databaseUrl?: string;
  /** further settings of the sandbox's shop, by the address at which the proxy listens */
  readonly shopSettings?: (publicUrl: string) => Readonly<Record<string, unknown>>;
  /** further settings of the proxies */
  readonly proxyEnv?: Readonly<Record<string, string>>;
}

export interface CrashShop {
  readonly members: readonly CrashMember[];
  readonly publicUrl: string;
  readonly env: Readonly<Record<string, string>>;
  /** Values that must not appear in any output. */
  readonly secrets: readonly string[];
  books(this: void): Promise<Books>;
  /** Pays every pending invoice, as shoppers would. */
  payInvoices(this: void): Promise<void>;
  /** Changes how the shop's upstreams behave. */
  changeSettings(this: void, settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Calls the sandbox's control API for the shop. @returns the answer's text */
  control(this: void, method: string, path: string, body?: unknown): Promise<string>;
  /** Opens the proxy's own database; a proxy must have migrated it before. */
  openLedger(this: void): Promise<Database>;
  close(this: void): Promise<void>;
}

const MEMBER_COUNT = 12;
const AMPLE_SALDO = 900_000_000;
const SMALL_SALDO = 60_000;
const PIN = '493817';

/** The first member needs a PIN; the last one's saldo is soon used up. */
const members = Array.from({ length: MEMBER_COUNT }, (_, index) => ({
  id_user: String(910_001 + index),
  token_user: `crash-token-${String(index)}`,
  email_user: `crash-${String(index)}@example.com`,
  nama_user: `Pembeli ${String(index)}`,
  saldo: index === MEMBER_COUNT - 1 ? SMALL_SALDO : AMPLE_SALDO,
  ...(index === 0 && { pin: PIN, pinRequired: true }),
}));

/** Delays before and after the effect of every money call, so that kills hit both phases. */
const MONEY_CALL_DELAYS: readonly FaultInput[] = (
  [
    ['closed', '/member/saldo'],
    ['lapakgaming', '/api/order'],
    ['snapcart', '/payment'],
  ] as const
).flatMap(([api, path]) =>
  (['before', 'after'] as const).map((when): FaultInput => ({
    kind: 'delay',
    api,
    method: 'POST',
    path,
    ms: 12,
    when,
  })),
);

export async function openCrashShop({
  store,
  seed,
  timeoutFactor,
  databaseUrl,
  shopSettings = () => ({}),
  proxyEnv = {},
}: CrashShopOptions): Promise<CrashShop> {
  const { origin, close } = await serveSandbox({ seed });
  const port = String(await freePort());
  const publicUrl = `http://127.0.0.1:${port}`;
  const sandboxShop = await openSandboxShop(origin, {
    products: 0,
    settleMs: 60,
    saldoPauseMs: 0,
    rateLimits: false,
    members,
    faults: [...MONEY_CALL_DELAYS],
    lapakgamingBalance: AMPLE_SALDO,
    snapcartBalance: AMPLE_SALDO,
    ...shopSettings(publicUrl),
  });
  const control = async (...call: Parameters<typeof sandboxShop.control>): Promise<string> => {
    const response = await sandboxShop.control(...call);
    const text = await response.text();
    if (!response.ok) throw new Error(`${call[0]} ${call[1]}: ${text}`);
    return text;
  };
  const folder = await mkdtemp(join(tmpdir(), 'etalase-crash-'));
  const signingKey = randomBytes(32).toString('base64url');
  const upstreams = proxySettings(origin, sandboxShop.token);
  const newDatabaseUrl = async () =>
    store === 'sqlite' ? `file:${join(folder, 'etalase.db')}` : createPostgresDatabase();
  const env = {
    ...upstreams,
    ETALASE_PORT: port,
    ETALASE_PUBLIC_URL: publicUrl,
    ETALASE_SIGNING_KEYS: `k1:${signingKey}`,
    ETALASE_POLL_MS: '20',
    ETALASE_PATIENCE: String(timeoutFactor),
    DATABASE_URL: databaseUrl ?? (await newDatabaseUrl()),
    ...proxyEnv,
  };
  const books = async () => booksSchema.parse(JSON.parse(await control('GET', '/books')));
  return {
    members,
    publicUrl,
    env,
    secrets: [
      signingKey,
      PIN,
      ...members.map(({ token_user }) => token_user),
      ...Object.entries(upstreams).flatMap(([name, value]) => (/URL$/.test(name) ? [] : value)),
    ],
    books,
    payInvoices: async () => {
      const { leuwongrr } = await books();
      for (const { invoice, status } of leuwongrr.orders) {
        if (status !== 'pending') continue;
        await control('POST', `/orders/${invoice}`, { status: 'done' });
      }
    },
    control,
    changeSettings: async (settings) => {
      await control('PATCH', '', settings);
    },
    openLedger: () => openDatabase(readSettings(env).database),
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
